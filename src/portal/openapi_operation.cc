#include "portal/openapi_operation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/ascii.h"
#include "base/text.h"
#include "portal/html_text.h"

namespace jeton::portal {
namespace {

using yaml::YamlNode;

/// References to references: more are a loop, or nothing that a reader could follow.
constexpr int kReferencesMax = 8;
constexpr std::array<std::string_view, 8> kMethods{"delete", "get",  "head", "options",
                                                   "patch",  "post", "put",  "trace"};

const YamlNode* child(const YamlNode* node, std::string_view key) {
  return node == nullptr || node->kind != YamlNode::Kind::kMapping ? nullptr : node->find(key);
}

std::string text(const YamlNode* node) {
  return node != nullptr && node->kind == YamlNode::Kind::kText ? std::string{base::trim(node->text)}
                                                                : std::string{};
}

/// One paragraph for each that the contract has: the text is shown as it is written.
std::string paragraphs(const std::string& description) {
  std::string html;
  std::string_view rest = description;
  while (!base::is_blank(rest)) {
    const auto end = rest.find("\n\n");
    const auto paragraph = base::trim(rest.substr(0, end));
    if (!paragraph.empty()) html += fmt::format("<p>{}</p>", escape_html(paragraph));
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 2);
  }
  return html;
}

class Operation {
 public:
  Operation(const YamlNode& contract, const YamlNode& path_item, const YamlNode& operation)
      : contract_{contract}, path_item_{path_item}, operation_{operation} {}

  [[nodiscard]] std::string render(std::string_view path, std::string_view method) const {
    const auto shown = fmt::format("{} {}", base::ascii_upper(method), path);
    auto html = fmt::format("<div class=\"operation\"><p><code>{}</code></p>", escape_html(shown));
    if (const auto summary = text(operation_.find("summary")); !summary.empty()) {
      html += fmt::format("<p><strong>{}</strong></p>", escape_html(summary));
    }
    html += paragraphs(text(operation_.find("description")));
    html += parameters() + body() + answers();
    return html + "</div>";
  }

 private:
  /// What a `$ref` inside the contract leads to.
  [[nodiscard]] const YamlNode* followed(const YamlNode* node) const {
    for (int i = 0; i < kReferencesMax; ++i) {
      const auto reference = text(child(node, "$ref"));
      if (reference.empty()) return node;
      if (!reference.starts_with("#/")) return nullptr;
      node = &contract_;
      std::string_view rest = std::string_view{reference}.substr(2);
      while (node != nullptr && !rest.empty()) {
        const auto slash = rest.find('/');
        node = child(node, rest.substr(0, slash));
        rest.remove_prefix(slash == rest.npos ? rest.size() : slash + 1);
      }
    }
    return nullptr;
  }

  [[nodiscard]] std::string type_of(const YamlNode* schema) const {
    schema = followed(schema);
    auto type = text(child(schema, "type"));
    if (type == "array") return "array of " + type_of_items(child(schema, "items"));
    if (const auto format = text(child(schema, "format")); !format.empty())
      type += fmt::format(" ({})", format);
    return type;
  }

  [[nodiscard]] std::string type_of_items(const YamlNode* items) const {
    const auto type = text(child(followed(items), "type"));
    return type.empty() ? "values" : type;
  }

  [[nodiscard]] std::string parameters() const {
    std::string rows;
    for (const auto* owner : {&path_item_, &operation_}) {
      const auto* list = owner->find("parameters");
      if (list == nullptr) continue;
      for (const auto& item : list->items) {
        const auto* parameter = followed(&item);
        if (parameter == nullptr) continue;
        const bool is_required = text(child(parameter, "required")) == "true";
        rows += fmt::format(
            "<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape_html(text(child(parameter, "name"))), escape_html(text(child(parameter, "in"))),
            escape_html(type_of(child(parameter, "schema"))),
            (is_required ? "Required. " : "") + escape_html(text(child(parameter, "description"))));
      }
    }
    if (rows.empty()) return {};
    return "<p>Parameters</p><table><thead><tr><th>Name</th><th>In</th><th>Type</th><th>Description</th></"
           "tr></thead>"
           "<tbody>" +
           rows + "</tbody></table>";
  }

  [[nodiscard]] std::string body() const {
    const auto* request = followed(operation_.find("requestBody"));
    const auto* content = child(request, "content");
    if (content == nullptr) return {};
    std::string html;
    for (std::size_t i = 0; i < content->keys.size(); ++i) {
      html += fmt::format("<p>Body, <code>{}</code></p>", escape_html(content->keys[i]));
      html += members(followed(child(&content->items[i], "schema")));
    }
    return html;
  }

  [[nodiscard]] std::string members(const YamlNode* schema) const {
    const auto* properties = child(schema, "properties");
    if (properties == nullptr) return {};
    std::set<std::string_view> required;
    if (const auto* names = child(schema, "required")) {
      for (const auto& name : names->items) required.insert(name.text);
    }
    std::string rows;
    for (std::size_t i = 0; i < properties->keys.size(); ++i) {
      const auto& name = properties->keys[i];
      const bool is_required = required.contains(name);
      const auto* member = followed(&properties->items[i]);
      rows +=
          fmt::format("<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>", escape_html(name),
                      escape_html(type_of(member)),
                      (is_required ? "Required. " : "") + escape_html(text(child(member, "description"))));
    }
    return "<table><thead><tr><th>Member</th><th>Type</th><th>Description</th></tr></thead><tbody>" + rows +
           "</tbody></table>";
  }

  [[nodiscard]] std::string answers() const {
    const auto* responses = operation_.find("responses");
    if (responses == nullptr) return {};
    std::string rows;
    for (std::size_t i = 0; i < responses->keys.size(); ++i) {
      rows += fmt::format("<tr><td><code>{}</code></td><td>{}</td></tr>", escape_html(responses->keys[i]),
                          escape_html(text(child(followed(&responses->items[i]), "description"))));
    }
    return "<p>Answers</p><table><thead><tr><th>Status</th><th>Meaning</th></tr></thead><tbody>" + rows +
           "</tbody></table>";
  }

  const YamlNode& contract_;
  const YamlNode& path_item_;
  const YamlNode& operation_;
};

}  // namespace

std::optional<std::string> render_operation(const YamlNode& contract, std::string_view path,
                                            std::string_view method) {
  const auto lower = base::ascii_lower(method);
  if (std::find(kMethods.begin(), kMethods.end(), lower) == kMethods.end()) return std::nullopt;
  const auto* path_item = child(child(&contract, "paths"), path);
  const auto* operation = child(path_item, lower);
  if (operation == nullptr || operation->kind != YamlNode::Kind::kMapping) return std::nullopt;
  return Operation{contract, *path_item, *operation}.render(path, lower);
}

}  // namespace jeton::portal
