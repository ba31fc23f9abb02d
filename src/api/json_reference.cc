#include "api/json_reference.h"

#include <fmt/format.h>

#include <utility>

#include "base/clock.h"

namespace jeton::api {

namespace json = boost::json;
using base::Error;
using base::Result;

void set_text(json::object& object, std::string_view name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}

json::object account_reference(const domain::Account& account) {
  return {{"id", account.id.str()},
          {"type", to_string(account.type)},
          {"status", to_string(account.status)},
          {"name", account.name}};
}

json::object module_reference(const app::ModuleRef& module) {
  json::object reference{{"id", module.id.str()}, {"name", module.name}, {"code", module.code}};
  set_text(reference, "description", module.description);
  return reference;
}

json::object audit_event(const domain::Stamp& stamp, const domain::Account& own) {
  json::object event{{"at", base::format_utc(stamp.at)}};
  json::object by;
  set_text(by, "id", stamp.by.id);
  by["name"] = stamp.by.name;
  event["by"] = std::move(by);
  if (stamp.of == own.id) {
    event["of"] = json::object{{"id", own.id.str()}, {"name", own.name}, {"type", to_string(own.type)}};
  } else if (stamp.of) {
    event["of"] = json::object{{"id", stamp.of->str()}};
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
