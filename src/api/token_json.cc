#include "api/token_json.h"

#include <boost/json/array.hpp>
#include <utility>

#include "api/json_reference.h"
#include "base/limits.h"

namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Result;

json::object audit_json(const app::TokenView& view) {
  const auto& token = view.token;
  json::object audit{{"created", audit_event(token.created, view.account)}};
  if (token.updated) audit["updated"] = audit_event(*token.updated, view.account);
  if (token.enabled) audit["enabled"] = audit_event(*token.enabled, view.account);
  if (token.disabled) audit["disabled"] = audit_event(*token.disabled, view.account);
  if (token.deleted) audit["deleted"] = audit_event(*token.deleted, view.account);
  return audit;
}

}  // namespace

const std::vector<FieldDefault>& token_list_fields() {
  static const std::vector<FieldDefault> kFields{{"id"},           {"revision"},     {"name"},
                                                 {"description"},  {"icon"},         {"status"},
                                                 {"token", false}, {"account"},      {"modules", false},
                                                 {"extensions"},   {"lastAccessAt"}, {"audit", false}};
  return kFields;
}

const std::vector<FieldDefault>& token_fields() {
  static const std::vector<FieldDefault> kFields{
      {"id"},    {"revision"}, {"name"},    {"description"}, {"icon"},         {"status"},
      {"token"}, {"account"},  {"modules"}, {"extensions"},  {"lastAccessAt"}, {"audit", false}};
  return kFields;
}

const std::vector<FieldDefault>& changed_token_fields() {
  static const std::vector<FieldDefault> kFields{
      {"id"},           {"revision"}, {"name"},    {"description"}, {"icon"},         {"status"},
      {"token", false}, {"account"},  {"modules"}, {"extensions"},  {"lastAccessAt"}, {"audit", false}};
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
  object["audit"] = audit_json(view);
  return object;
}

Result<app::CreateToken> create_token_from_json(const json::object& body) {
  app::CreateToken command;
  JETON_TRY(command.account_id, reference_id(body, "account"));
  JETON_TRY(auto name, text_member(body, "name"));
  if (name.presence == Presence::kValue) command.draft.name = std::move(name.text);
  JETON_TRY(auto description, text_member(body, "description"));
  command.draft.description = std::move(description.text);
  JETON_TRY(auto icon, text_member(body, "icon"));
  command.draft.icon = std::move(icon.text);
  JETON_TRY(auto modules, reference_list(body, "modules", base::kTokenModulesMax));
  if (modules) command.draft.modules = *std::move(modules);
  JETON_TRY(auto extensions, extensions_member(body));
  if (extensions) command.draft.extensions = *std::move(extensions);
  return command;
}

Result<app::UpdateToken> update_token_from_json(const json::object& body) {
  app::UpdateToken command;
  JETON_TRY(command.account_id, reference_id(body, "account"));
  // null clears. A cleared name is an empty one, which the rule for names refuses.
  const auto take = [&body](std::string_view member, std::optional<std::string>& to) -> Result<void> {
    JETON_TRY(auto text, text_member(body, member));
    if (text.presence != Presence::kAbsent) to = std::move(text.text);
    return {};
  };
  JETON_CHECK(take("name", command.change.name));
  JETON_CHECK(take("description", command.change.description));
  JETON_CHECK(take("icon", command.change.icon));
  JETON_TRY(command.change.modules, reference_list(body, "modules", base::kTokenModulesMax));
  JETON_TRY(command.change.extensions, extensions_member(body));
  return command;
}

}  // namespace jeton::api
