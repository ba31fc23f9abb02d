#include "isolation/contract_operations.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cctype>
#include <charconv>
#include <utility>

namespace jeton::tests {
namespace {

namespace json = boost::json;

/// References do not nest deeper: what does is a schema that contains itself.
constexpr int kSchemaDepthMax = 12;

std::string last_of(const std::string& reference) {
  return reference.substr(reference.rfind('/') + 1);
}

class Document {
 public:
  Document() : root_{YAML::LoadFile("openapi/jeton.yaml")} {}

  [[nodiscard]] std::vector<ContractOperation> operations() const {
    std::vector<ContractOperation> found;
    for (const auto& path : root_["paths"]) {
      for (const auto& member : path.second) {
        if (!member.second.IsMap() || !member.second["operationId"]) continue;
        found.push_back(operation(path.first.as<std::string>(), path.second, member.first.as<std::string>(),
                                  member.second));
      }
    }
    return found;
  }

 private:
  [[nodiscard]] ContractOperation operation(const std::string& path, const YAML::Node& shared,
                                            std::string method, const YAML::Node& node) const {
    std::transform(method.begin(), method.end(), method.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    ContractOperation made{.id = node["operationId"].as<std::string>(), .method = method, .path = path};
    made.is_public = node["security"] && node["security"].size() == 0;
    for (const auto& parameter : shared["parameters"]) take(parameter, made);
    for (const auto& parameter : node["parameters"]) take(parameter, made);
    EXPECT_EQ(static_cast<std::ptrdiff_t>(made.path_parameters.size()),
              std::count(path.begin(), path.end(), '{'))
        << made.id;
    if (const auto request = node["requestBody"]) {
      const auto body = request["content"]["application/json"];
      EXPECT_TRUE(body && body["example"]) << made.id << ": a body needs an example in JSON";
      made.example = to_json(body["example"]);
      collect(body["schema"], {}, 0, made.id_places);
    }
    return made;
  }

  void take(const YAML::Node& parameter, ContractOperation& to) const {
    const auto name = last_of(parameter["$ref"].as<std::string>());
    const auto stated = root_["components"]["parameters"][name];
    if (stated["in"].as<std::string>() == "path") {
      const auto reference = stated["schema"]["$ref"];
      to.path_parameters.push_back(
          {stated["name"].as<std::string>(), reference ? last_of(reference.as<std::string>()) : name});
    }
    to.is_list = to.is_list || name == "Filter";
    to.takes_if_match = to.takes_if_match || name == "IfMatch";
    to.takes_if_none_match = to.takes_if_none_match || name == "IfNoneMatch";
    to.takes_idempotency_key = to.takes_idempotency_key || name == "IdempotencyKey";
  }

  /// Every member called `id` below `schema`.
  void collect(const YAML::Node& schema, const std::string& pointer, int depth,
               std::vector<IdPlace>& places) const {
    if (!schema || !schema.IsMap() || depth > kSchemaDepthMax) return;
    if (const auto reference = schema["$ref"]) {
      collect(root_["components"]["schemas"][last_of(reference.as<std::string>())], pointer, depth + 1,
              places);
    }
    for (const auto* word : {"allOf", "anyOf", "oneOf"}) {
      for (const auto& part : schema[word]) collect(part, pointer, depth + 1, places);
    }
    collect(schema["items"], pointer + "/0", depth + 1, places);
    for (const auto& property : schema["properties"]) {
      const auto name = property.first.as<std::string>();
      const auto below = pointer + "/" + name;
      if (name == "id") {
        const auto reference = property.second["$ref"];
        places.push_back({below, reference ? last_of(reference.as<std::string>()) : std::string{}});
      } else {
        collect(property.second, below, depth + 1, places);
      }
    }
  }

  static json::value to_json(const YAML::Node& node) {
    if (node.IsMap()) {
      json::object object;
      for (const auto& member : node) object[member.first.as<std::string>()] = to_json(member.second);
      return object;
    }
    if (node.IsSequence()) {
      json::array array;
      for (const auto& element : node) array.push_back(to_json(element));
      return array;
    }
    if (node.IsNull()) return nullptr;
    const auto text = node.as<std::string>();
    if (node.Tag() == "!") return json::string{text};  // In quotes.
    if (text == "true" || text == "false") return text == "true";
    std::int64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size()) return number;
    return json::string{text};
  }

  YAML::Node root_;
};

}  // namespace

const std::vector<ContractOperation>& contract_operations() {
  static const auto kOperations = Document{}.operations();
  return kOperations;
}

}  // namespace jeton::tests
