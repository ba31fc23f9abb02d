#include <utility>

#include "api/exchange.h"
#include "api/json_reference.h"
#include "api/listing.h"
#include "app/groups.h"
#include "domain/group_properties.h"

// User groups (spec rest-api section 10), as far as reading the modules of an account's default group needs
// them (spec A-120).
namespace jeton::api {
namespace {

using base::Result;

const std::vector<FieldDefault>& group_fields() {
  static const std::vector<FieldDefault> kFields{{"id"},        {"revision"}, {"name"},    {"description"},
                                                 {"isDefault"}, {"account"},  {"modules"}, {"audit", false}};
  return kFields;
}

bool may_read(const Exchange& exchange) {
  return app::reaches_groups(exchange.caller);
}

boost::json::object to_json(const app::GroupView& view) {
  const auto& group = view.group;
  boost::json::object object{{"id", group.id.str()}, {"revision", group.revision}, {"name", group.name}};
  set_text(object, "description", group.description);
  object["isDefault"] = group.is_default;
  object["account"] = account_reference(view.account);
  boost::json::array modules;
  for (const auto& module : view.modules) modules.push_back(module_reference(module));
  object["modules"] = std::move(modules);
  boost::json::object audit{{"created", audit_event(group.created, view.account)}};
  if (group.updated) audit["updated"] = audit_event(*group.updated, view.account);
  object["audit"] = std::move(audit);
  return object;
}

Result<domain::Page<app::GroupView>> list_page(const Exchange& exchange, const ListRequest& request) {
  return app::list_groups(exchange.services, exchange.caller, request.query);
}

Result<net::Response> list(Exchange& exchange) {
  static const Collection<app::GroupView> kGroups{.properties = domain::group_properties(),
                                                  .fields = group_fields(),
                                                  .list = &list_page,
                                                  .to_json = &to_json};
  return answer_list(exchange, kGroups);
}

}  // namespace

std::vector<Route> group_routes() {
  return {
      {"GET", "/public/v1/accounts/user-groups", "listUserGroups", Authentication::kCaller, may_read, list}};
}

}  // namespace jeton::api
