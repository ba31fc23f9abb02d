#include "cli/resource/object_text.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <vector>

#include "cli/printable.h"

namespace jeton::cli {
namespace {

namespace json = boost::json;

json::string_view key(std::string_view text) {
  return {text.data(), text.size()};
}

std::string text_of_member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(key(name));
  return value == nullptr ? std::string{} : text_of(*value);
}

bool is_reference(const json::object& object) {
  return object.contains("id") || object.contains("name");
}

std::string text_of_reference(const json::object& object) {
  const auto name = text_of_member(object, "name");
  const auto id = text_of_member(object, "id");
  if (name.empty() || id.empty()) return name + id;
  return name + " (" + id + ")";
}

template <class TextOf>
std::string joined(const json::array& elements, TextOf text_of_element) {
  std::string text;
  for (const auto& element : elements) {
    const auto one = text_of_element(element);
    if (one.empty()) continue;
    if (!text.empty()) text += ", ";
    text += one;
  }
  return text;
}

std::string text_in(const json::value& value, std::string_view path) {
  if (path.empty()) return text_of(value);
  if (const auto* elements = value.if_array()) {
    return joined(*elements, [path](const json::value& element) { return text_in(element, path); });
  }
  const auto* object = value.if_object();
  return object == nullptr ? std::string{} : text_at(*object, path);
}

/// One row for each value in `object`, its path before it. References stay whole.
void add_rows(std::vector<std::vector<std::string>>& rows, const json::object& object,
              const std::string& prefix) {
  for (const auto& member : object) {
    const std::string path = prefix + std::string{member.key()};
    if (path == "$meta") continue;
    const auto* inner = member.value().if_object();
    if (inner != nullptr && !is_reference(*inner)) {
      add_rows(rows, *inner, path + ".");
    } else {
      rows.push_back({path, text_of(member.value())});
    }
  }
}

}  // namespace

std::string text_of(const json::value& value) {
  if (value.is_null()) return {};
  if (const auto* text = value.if_string()) return {text->data(), text->size()};
  if (const auto* fact = value.if_bool()) return *fact ? "yes" : "no";
  if (const auto* elements = value.if_array()) return joined(*elements, &text_of);
  const auto* object = value.if_object();
  if (object != nullptr && is_reference(*object)) return text_of_reference(*object);
  return json::serialize(value);
}

std::string text_at(const json::object& object, std::string_view path) {
  const auto dot = path.find('.');
  const auto* value = object.if_contains(key(path.substr(0, dot)));
  if (value == nullptr) return {};
  return text_in(*value, dot == path.npos ? std::string_view{} : path.substr(dot + 1));
}

void print_object(const Io& io, OutputFormat format, const json::object& object) {
  if (format == OutputFormat::kJson) {
    print_json(io, object);
    return;
  }
  std::vector<std::vector<std::string>> rows;
  add_rows(rows, object, {});
  print_table(io, {"FIELD", "VALUE"}, rows);
}

}  // namespace jeton::cli
