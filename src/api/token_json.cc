#include "api/token_json.h"

#include <boost/json/array.hpp>
#include <utility>

#include "api/json_reference.h"
#include "base/limits.h"
#include "domain/token_fields.h"

namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Result;

/// What an answer leaves out unless it is asked for.
struct ShownFields {
  bool text;
  bool modules;
};

/// In the order of the schema.
std::vector<FieldDefault> fields_of_tokens(ShownFields shown) {
  return {{"id"},
          {"revision"},
          {"name"},
          {"description"},
          {"icon"},
          {"status"},
          {"token", shown.text},
          {"account"},
          {"modules", shown.modules},
          {"extensions"},
          {"lastAccessAt"},
          {"audit", false}};
}

/// The members that create and update share.
Result<domain::TokenChange> token_change(const json::object& body) {
  domain::TokenChange change;
  JETON_TRY(change.name, changed_text(body, "name"));
  JETON_TRY(change.description, changed_text(body, "description"));
  JETON_TRY(change.icon, changed_text(body, "icon"));
  JETON_TRY(change.modules, reference_list(body, "modules", base::kTokenModulesMax));
  JETON_TRY(change.extensions, extensions_member(body));
  return change;
}

}  // namespace

const std::vector<FieldDefault>& token_list_fields() {
  static const auto kFields = fields_of_tokens({.text = false, .modules = false});
  return kFields;
}

const std::vector<FieldDefault>& token_fields() {
  static const auto kFields = fields_of_tokens({.text = true, .modules = true});
  return kFields;
}

const std::vector<FieldDefault>& changed_token_fields() {
  static const auto kFields = fields_of_tokens({.text = false, .modules = true});
  return kFields;
}

json::object to_json(const app::TokenView& view) {
  const auto& token = view.token;
  json::object object{{"id", token.id.str()}, {"revision", token.revision}, {"name", token.name}};
  set_text(object, "description", token.description);
  set_text(object, "icon", token.icon);
  object["status"] = to_string(token.status);
  if (!view.text.empty()) object["token"] = view.text.reveal();
  object["account"] = account_reference(view.account);
  json::array modules;
  for (const auto& module : view.modules) modules.push_back(module_reference(module));
  object["modules"] = std::move(modules);
  set_extensions(object, token.extensions);
  if (token.last_access) object["lastAccessAt"] = base::format_utc(*token.last_access);
  object["audit"] = audit_of(token, domain::kTokenFields, view.account);
  return object;
}

Result<app::CreateToken> create_token_from_json(const json::object& body) {
  app::CreateToken command;
  JETON_TRY(command.account_id, reference_id(body, "account"));
  JETON_TRY(auto stated, token_change(body));
  command.draft = {.name = std::move(stated.name),
                   .description = std::move(stated.description).value_or(std::string{}),
                   .icon = std::move(stated.icon).value_or(std::string{}),
                   .modules = std::move(stated.modules).value_or(std::vector<std::string>{}),
                   .extensions = std::move(stated.extensions).value_or(std::nullopt)};
  return command;
}

Result<app::UpdateToken> update_token_from_json(const json::object& body) {
  app::UpdateToken command;
  JETON_TRY(command.account_id, reference_id(body, "account"));
  JETON_TRY(command.change, token_change(body));
  return command;
}

}  // namespace jeton::api
