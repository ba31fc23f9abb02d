#include <utility>

#include "api/exchange.h"
#include "api/filter.h"
#include "api/json_reference.h"
#include "app/groups.h"

// User groups (spec rest-api section 10), as far as reading the modules of an account's default group needs
// them (spec A-120).
namespace jeton::api {
namespace {

using base::Error;
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
  return list_response(std::move(objects), listing.total, page, group_fields(), selection);
}

}  // namespace

std::vector<Route> group_routes() {
  return {
      {"GET", "/public/v1/accounts/user-groups", "listUserGroups", Authentication::kCaller, may_read, list}};
}

}  // namespace jeton::api
