#include <utility>

#include "api/create_once.h"
#include "api/etag.h"
#include "api/exchange.h"
#include "api/json_reference.h"
#include "api/listing.h"
#include "app/people/groups.h"
#include "base/limits.h"
#include "domain/group_fields.h"
#include "domain/group_properties.h"

// User groups (spec rest-api section 10). Whoever may not read the module catalogue reads the modules of the
// account's default group here (spec A-120).
namespace jeton::api {
namespace {

using base::Result;

constexpr FieldDefault kUsers{"users", true};
constexpr FieldDefault kUsersInLists{"users", false};

std::vector<FieldDefault> fields_of_groups(FieldDefault users) {
  return {{"id"},      {"revision"}, {"name"},       {"description"}, {"logo"},        {"isDefault"},
          {"account"}, {"modules"},  {"extensions"}, users,           {"audit", false}};
}

/// Lists leave the users out: a group may have as many as the account.
const std::vector<FieldDefault>& group_list_fields() {
  static const auto kFields = fields_of_groups(kUsersInLists);
  return kFields;
}

const std::vector<FieldDefault>& group_fields() {
  static const auto kFields = fields_of_groups(kUsers);
  return kFields;
}

/// Who reads groups writes them too (spec 3.2).
bool may_manage(const Exchange& exchange) {
  return app::reaches_groups(exchange.caller);
}

boost::json::object to_json(const app::GroupView& view) {
  const auto& group = view.group;
  boost::json::object object{{"id", group.id.str()}, {"revision", group.revision}, {"name", group.name}};
  set_text(object, "description", group.description);
  set_text(object, "logo", group.logo);
  object["isDefault"] = group.is_default;
  object["account"] = account_reference(view.account);
  boost::json::array modules;
  for (const auto& module : view.modules) modules.push_back(module_reference(module));
  object["modules"] = std::move(modules);
  set_extensions(object, group.extensions);
  boost::json::array users;
  for (const auto& user : view.users) {
    users.push_back(boost::json::object{{"id", user.user.str()},
                                        {"name", user.name},
                                        {"email", user.email},
                                        {"status", to_string(user.status)}});
  }
  object["users"] = std::move(users);
  object["audit"] = audit_of(group, domain::kGroupFields, view.account);
  return object;
}

app::UsersInAnswer wanted_users(const ListRequest& request) {
  return request.selection.includes(kUsersInLists) ? app::UsersInAnswer::kInclude : app::UsersInAnswer::kOmit;
}

Result<domain::Page<app::GroupView>> list_page(const Exchange& exchange, const ListRequest& request) {
  return app::list_groups(exchange.services, exchange.caller, request.query, wanted_users(request));
}

Result<std::unique_ptr<app::ViewStream<app::GroupView>>> stream(const Exchange& exchange,
                                                                const ListRequest& request) {
  return app::stream_groups(exchange.services, exchange.caller, request.query, wanted_users(request));
}

Result<net::Response> list(Exchange& exchange) {
  static const Collection<app::GroupView> kGroups{.properties = domain::group_properties(),
                                                  .fields = group_list_fields(),
                                                  .list = &list_page,
                                                  .to_json = &to_json,
                                                  .stream = &stream};
  return answer_list(exchange, kGroups);
}

/// The members that create and update share. `buyers` is out of scope, `isDefault` the system's.
Result<domain::GroupChange> group_change(const boost::json::object& body) {
  domain::GroupChange change;
  JETON_TRY(change.name, changed_text(body, "name"));
  JETON_TRY(change.description, changed_text(body, "description"));
  JETON_TRY(change.logo, changed_text(body, "logo"));
  JETON_TRY(change.modules, reference_list(body, "modules", base::kTokenModulesMax));
  JETON_TRY(change.extensions, extensions_member(body));
  return change;
}

net::Response answer(const Exchange& exchange, int status, const app::GroupView& view) {
  return object_response(status, to_json(view), group_fields(), exchange.selection);
}

Result<net::Response> create(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  app::CreateGroup command;
  JETON_TRY(command.account_id, reference_id(body, "account"));
  JETON_TRY(auto stated, group_change(body));
  command.draft = {.name = std::move(stated.name),
                   .description = std::move(stated.description).value_or(std::string{}),
                   .logo = std::move(stated.logo).value_or(std::string{}),
                   .modules = std::move(stated.modules).value_or(std::vector<std::string>{}),
                   .extensions = std::move(stated.extensions).value_or(std::nullopt)};
  return answer_create(exchange, [&](domain::UnitOfWork& unit) -> Result<net::Response> {
    JETON_TRY(const auto view, app::create_group(exchange.services, unit, exchange.caller, command));
    return answer(exchange, 201, view);
  });
}

Result<net::Response> get(Exchange& exchange) {
  const auto& selection = exchange.selection;
  const auto users = selection.includes(kUsers) ? app::UsersInAnswer::kInclude : app::UsersInAnswer::kOmit;
  JETON_TRY(const auto view,
            app::get_group(exchange.services, exchange.caller, exchange.parameter("id"), users));
  return answer(exchange, 200, view);
}

Result<net::Response> update(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  app::UpdateGroup command;
  JETON_TRY(command.account_id, reference_id(body, "account"));
  JETON_TRY(command.change, group_change(body));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view, app::update_group(exchange.services, exchange.caller, exchange.parameter("id"),
                                               command, expected));
  return answer(exchange, 200, view);
}

Result<net::Response> remove(Exchange& exchange) {
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_CHECK(app::delete_group(exchange.services, exchange.caller, exchange.parameter("id"), expected));
  return net::no_content();
}

}  // namespace

std::vector<Route> group_routes() {
  const std::string collection = "/public/v1/accounts/user-groups";
  const auto one = collection + "/{id}";
  constexpr auto kCaller = Authentication::kCaller;
  return {
      collection_route(collection, "listUserGroups", may_manage, list),
      {"POST", collection, "createUserGroup", kCaller, may_manage, create},
      {"GET", one, "getUserGroup", kCaller, may_manage, get},
      {"PUT", one, "updateUserGroup", kCaller, may_manage, update},
      {"DELETE", one, "deleteUserGroup", kCaller, may_manage, remove, {}},
  };
}

}  // namespace jeton::api
