// yaml_to_json IN.yaml OUT.json: the same document as JSON, for the build. Plain scalars are resolved by
// YAML 1.2's core schema (sections 10.2 and 10.3.2), the rest are strings.
#include <yaml-cpp/yaml.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <regex>
#include <string>

namespace {

namespace json = boost::json;

json::value plain_scalar(const std::string& text) {
  static const std::regex kInteger{"[-+]?[0-9]+"};
  static const std::regex kFloat{R"([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)"};
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return nullptr;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  if (std::regex_match(text, kInteger)) return std::int64_t{std::stoll(text)};
  if (std::regex_match(text, kFloat)) return std::stod(text);
  return json::string{text};
}

json::value to_json(const YAML::Node& node) {
  if (node.IsMap()) {
    json::object object;
    for (const auto& member : node) object[member.first.Scalar()] = to_json(member.second);
    return object;
  }
  if (node.IsSequence()) {
    json::array array;
    for (const auto& element : node) array.push_back(to_json(element));
    return array;
  }
  // yaml-cpp tags what is not quoted with a question mark.
  if (node.IsScalar() && node.Tag() != "?") return json::string{node.Scalar()};
  return plain_scalar(node.IsScalar() ? node.Scalar() : std::string{});
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "yaml_to_json IN.yaml OUT.json\n";
    return 2;
  }
  try {
    const auto text = json::serialize(to_json(YAML::LoadFile(arguments[1])));
    std::ofstream out{arguments[2], std::ios::binary};
    out << text;
    out.close();
    if (out) return 0;
    std::cerr << arguments[2] << ": cannot be written\n";
  } catch (const std::exception& broken) {
    std::cerr << arguments[1] << ": " << broken.what() << '\n';
  }
  return 1;
}
