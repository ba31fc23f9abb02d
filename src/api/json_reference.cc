#include "api/json_reference.h"

#include <fmt/format.h>

#include <utility>

#include "base/clock.h"
#include "base/limits.h"

namespace jeton::api {

namespace json = boost::json;
using base::Error;
using base::Result;

void set_text(json::object& object, std::string_view name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}

std::string account_icon_path(const domain::AccountId& id) {
  return "/v1/accounts/accounts/" + id.str() + "/icon";
}

json::object account_reference(const domain::Account& account) {
  return {{"id", account.id.str()},
          {"type", to_string(account.type)},
          {"status", to_string(account.status)},
          {"name", account.name},
          {"icon", account_icon_path(account.id)}};
}

json::object module_reference(const app::ModuleRef& module) {
  json::object reference{{"id", module.id.str()}, {"name", module.name}, {"code", module.code}};
  set_text(reference, "description", module.description);
  reference["paid"] = module.paid;
  return reference;
}

json::object audit_event(const domain::Stamp& stamp) {
  json::object event{{"at", base::format_utc(stamp.at)}};
  json::object by;
  set_text(by, "id", stamp.by.id);
  by["name"] = stamp.by.name;
  event["by"] = std::move(by);
  if (stamp.of) event["of"] = json::object{{"id", stamp.of->str()}};
  return event;
}

json::object audit_event(const domain::Stamp& stamp, const domain::Account& own) {
  auto event = audit_event(stamp);
  if (stamp.of == own.id) {
    event["of"] = json::object{{"id", own.id.str()}, {"name", own.name}, {"type", to_string(own.type)}};
  }
  return event;
}

Result<TextMember> text_member(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  if (value == nullptr) return TextMember{};
  if (value->is_null()) return TextMember{Presence::kNull, {}};
  const auto* text = value->if_string();
  if (text == nullptr) return Error::invalid(std::string{name}, "The value must be a string.");
  return TextMember{Presence::kValue, std::string{*text}};
}

Result<std::optional<bool>> truth_member(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  if (value == nullptr || value->is_null()) return std::optional<bool>{};
  const auto* truth = value->if_bool();
  if (truth == nullptr) return Error::invalid(std::string{name}, "The value must be true or false.");
  return std::optional{*truth};
}

Result<std::optional<std::string>> changed_text(const json::object& body, std::string_view name) {
  JETON_TRY(auto member, text_member(body, name));
  if (member.presence == Presence::kAbsent) return std::optional<std::string>{};
  return std::optional{std::move(member.text)};
}

Result<std::optional<std::optional<std::vector<std::string>>>> extensions_member(const json::object& body) {
  using Stated = std::optional<std::optional<std::vector<std::string>>>;
  const auto* value = body.if_contains("extensions");
  if (value == nullptr) return Stated{};
  if (value->is_null()) return Stated{std::optional<std::vector<std::string>>{}};
  JETON_TRY(auto list, reference_list(body, "extensions", base::kTokenExtensionsMax));
  return Stated{std::move(list)};
}

void set_extensions(json::object& object, const std::optional<std::vector<std::string>>& extensions) {
  if (!extensions) return;
  json::array listed;
  for (const auto& id : *extensions) listed.push_back(json::object{{"id", id}});
  object["extensions"] = std::move(listed);
}

Result<std::optional<std::vector<std::string>>> reference_list(const json::object& body,
                                                               std::string_view name, std::size_t count_max) {
  const auto* value = body.if_contains(name);
  if (value == nullptr) return std::optional<std::vector<std::string>>{};
  std::vector<std::string> ids;
  if (value->is_null()) return std::optional{std::move(ids)};
  const auto* array = value->if_array();
  if (array == nullptr) {
    return Error::invalid(std::string{name}, "The value must be an array of references.");
  }
  if (array->size() > count_max) {
    return Error::invalid(std::string{name}, fmt::format("At most {} references are allowed.", count_max));
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    const auto* reference = (*array)[i].if_object();
    if (reference == nullptr) {
      return Error::invalid(fmt::format("{}[{}]", name, i), "The value must be an object with an id.");
    }
    const auto* id = reference->if_contains("id");
    if (id == nullptr || !id->is_string()) {
      return Error::invalid(fmt::format("{}[{}].id", name, i), "The id of the reference must be a string.");
    }
    ids.emplace_back(id->get_string());
  }
  return std::optional{std::move(ids)};
}

Result<std::optional<std::string>> reference_id(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  if (value == nullptr || value->is_null()) return std::optional<std::string>{};
  const auto* reference = value->if_object();
  if (reference == nullptr) {
    return Error::invalid(std::string{name}, "The value must be an object with an id.");
  }
  const auto* id = reference->if_contains("id");
  if (id == nullptr || !id->is_string()) {
    return Error::invalid(fmt::format("{}.id", name), "The id of the reference must be a string.");
  }
  return std::optional{std::string{id->get_string()}};
}

}  // namespace jeton::api
