#include <boost/json/array.hpp>
#include <utility>

#include "api/exchange.h"
#include "api/json_reference.h"
#include "api/listing.h"
#include "app/accounts/modules.h"
#include "domain/module_fields.h"
#include "domain/module_properties.h"

// Modules (spec rest-api section 6).
namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Result;

const std::vector<FieldDefault>& module_fields() {
  static const std::vector<FieldDefault> kFields{{"id"},       {"revision"},    {"name"},
                                                 {"code"},     {"description"}, {"accountTypes"},
                                                 {"settings"}, {"audit", false}};
  return kFields;
}

bool may_read(const Exchange& exchange) {
  return app::reads_modules(exchange.caller);
}

template <class Enum>
json::array names_of(const std::vector<Enum>& values) {
  json::array names;
  for (const auto value : values) names.push_back(json::string{to_string(value)});
  return names;
}

json::object to_json(const domain::Module& module) {
  json::object object{
      {"id", module.id.str()}, {"revision", module.revision}, {"name", module.name}, {"code", module.code}};
  set_text(object, "description", module.description);
  object["accountTypes"] = names_of(module.account_types);
  object["settings"] = json::object{
      {"configurable", module.configurable},
      {"default", module.is_default},
      {"paid", module.paid},
      {"type", names_of(module.types)},
      {"obsolete", module.obsolete},
      {"eligibility", json::object{{"multi", module.multi_account}, {"single", module.single_account}}},
      {"sharedAccount", module.multi_account}};  // The older name of `eligibility.multi`.
  object["audit"] =
      audit_of(module, domain::kModuleFields, [](const domain::Stamp& stamp) { return audit_event(stamp); });
  return object;
}

Result<domain::Page<domain::Module>> list_page(const Exchange& exchange, const ListRequest& request) {
  return app::list_modules(exchange.services, exchange.caller, request.query);
}

Result<std::unique_ptr<app::ViewStream<domain::Module>>> stream(const Exchange& exchange,
                                                                const ListRequest& request) {
  return app::stream_modules(exchange.services, exchange.caller, request.query);
}

Result<net::Response> list(Exchange& exchange) {
  static const Collection<domain::Module> kModules{.properties = domain::module_properties(),
                                                   .fields = module_fields(),
                                                   .list = &list_page,
                                                   .to_json = &to_json,
                                                   .stream = &stream};
  return answer_list(exchange, kModules);
}

Result<net::Response> get(Exchange& exchange) {
  JETON_TRY(const auto module, app::get_module(exchange.services, exchange.caller, exchange.parameter("id")));
  return object_response(200, to_json(module), module_fields(), exchange.selection);
}

}  // namespace

std::vector<Route> module_routes() {
  return {
      collection_route("/public/v1/accounts/modules", "listModules", may_read, list),
      {"GET", "/public/v1/accounts/modules/{id}", "getModule", Authentication::kCaller, may_read, get},
  };
}

}  // namespace jeton::api
