#include <utility>

#include "api/exchange.h"
#include "api/filter.h"
#include "api/json_reference.h"
#include "app/groups.h"
#include "base/limits.h"

// User groups (spec rest-api section 10). Whoever may not read the module catalogue reads the modules of the
// account's default group here (spec A-120).
namespace jeton::api {
namespace {

using base::Error;
using base::Result;

constexpr FieldDefault kUsers{"users", true};

/// Lists leave the users out: a group may have as many as the account.
const std::vector<FieldDefault>& group_list_fields() {
  static const std::vector<FieldDefault> kFields{
      {"id"},      {"revision"}, {"name"},       {"description"},  {"logo"},        {"isDefault"},
      {"account"}, {"modules"},  {"extensions"}, {"users", false}, {"audit", false}};
  return kFields;
}

const std::vector<FieldDefault>& group_fields() {
  static const std::vector<FieldDefault> kFields{
      {"id"},      {"revision"}, {"name"},       {"description"}, {"logo"},        {"isDefault"},
      {"account"}, {"modules"},  {"extensions"}, {"users"},       {"audit", false}};
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
  boost::json::object audit{{"created", audit_event(group.created, view.account)}};
  if (group.updated) audit["updated"] = audit_event(*group.updated, view.account);
  object["audit"] = std::move(audit);
  return object;
}

/// One condition into `query`. False when nothing can match: an id of a wrong shape is an unknown one.
Result<bool> add_condition(const Condition& condition, domain::GroupQuery& query) {
  const auto path = to_lower(condition.path);
  if (condition.negated) return Error::invalid(condition.path, "Operator 'Ne' is not permitted");
  const bool repeated = (path == "id" && query.id) || (path == "account.id" && query.account) ||
                        (path == "isdefault" && query.is_default) || (path == "name" && query.name);
  if (repeated) return Error::invalid(condition.path, "The property may stand in one condition only.");
  if (path == "id") {
    query.id = domain::GroupId::parse(condition.value);
    return query.id.has_value();
  }
  if (path == "account.id") {
    query.account = domain::AccountId::parse(condition.value);
    return query.account.has_value();
  }
  if (path == "isdefault") {
    const auto value = to_lower(condition.value);
    if (value != "true" && value != "false") {
      return Error::invalid(condition.path, "Cannot convert value: '" + condition.value + "'.");
    }
    query.is_default = value == "true";
    return true;
  }
  if (path == "name") {
    query.name = condition.value;
    return true;
  }
  return Error::invalid(condition.path, "Invalid property path.");
}

Result<net::Response> list(Exchange& exchange) {
  JETON_TRY(const auto page, paging(exchange.query));
  JETON_TRY(const auto conditions, parse_filter(exchange.query.filter));
  if (exchange.query.order && !exchange.query.order->empty()) {
    return Error::invalid("order", "User groups are listed by id.");
  }
  auto selection = Selection::parse(exchange.query.select.value_or(std::string{}));
  domain::GroupQuery query;
  query.limit = page.limit;
  query.offset = page.offset;
  for (const auto& condition : conditions) {
    JETON_TRY(const bool matchable, add_condition(condition, query));
    if (!matchable) query.account = domain::AccountId::from_stored({});
    selection.show(condition.path);
  }
  JETON_TRY(const auto listing, app::list_groups(exchange.services, exchange.caller, query));
  std::vector<boost::json::object> objects;
  for (const auto& view : listing.groups) objects.push_back(to_json(view));
  return list_response(std::move(objects), listing.total, page, group_list_fields(), selection);
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
  return object_response(status, to_json(view), group_fields(),
                         Selection::parse(exchange.query.select.value_or(std::string{})));
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
  JETON_TRY(const auto view, app::create_group(exchange.services, exchange.caller, command));
  return answer(exchange, 201, view);
}

Result<net::Response> get(Exchange& exchange) {
  const auto selection = Selection::parse(exchange.query.select.value_or(std::string{}));
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
  JETON_TRY(const auto view,
            app::update_group(exchange.services, exchange.caller, exchange.parameter("id"), command));
  return answer(exchange, 200, view);
}

Result<net::Response> remove(Exchange& exchange) {
  JETON_CHECK(app::delete_group(exchange.services, exchange.caller, exchange.parameter("id")));
  return net::no_content();
}

}  // namespace

std::vector<Route> group_routes() {
  const std::string collection = "/public/v1/accounts/user-groups";
  const auto one = collection + "/{id}";
  constexpr auto kCaller = Authentication::kCaller;
  return {
      {"GET", collection, "listUserGroups", kCaller, may_manage, list},
      {"POST", collection, "createUserGroup", kCaller, may_manage, create},
      {"GET", one, "getUserGroup", kCaller, may_manage, get},
      {"PUT", one, "updateUserGroup", kCaller, may_manage, update},
      {"DELETE", one, "deleteUserGroup", kCaller, may_manage, remove, {}},
  };
}

}  // namespace jeton::api
