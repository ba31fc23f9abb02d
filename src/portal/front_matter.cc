#include "portal/front_matter.h"

#include <algorithm>

#include "base/limits.h"
#include "base/read_file.h"
#include "base/text.h"
#include "yaml/yaml.h"

namespace jeton::portal {
namespace {

using yaml::YamlNode;

constexpr std::string_view kFence = "---";

struct Cut {
  std::string_view yaml;
  std::string_view body;
};

std::string_view line_at(std::string_view text, std::size_t begin) {
  return text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
}

/// Nothing when the page does not begin with a fence, or the fence is never closed: then it is a thematic
/// break.
std::optional<Cut> cut(std::string_view page) {
  if (base::trim_end(line_at(page, 0)) != kFence) return std::nullopt;
  const auto begin = std::min(page.find('\n'), page.size() - 1) + 1;
  for (auto at = begin; at < page.size();) {
    const auto line = line_at(page, at);
    const auto next = std::min(at + line.size() + 1, page.size());
    if (base::trim_end(line) == kFence) return Cut{page.substr(begin, at - begin), page.substr(next)};
    at = next;
  }
  return std::nullopt;
}

std::string text_at(const YamlNode& root, std::string_view key) {
  const auto* node = root.find(key);
  return node != nullptr && node->kind == YamlNode::Kind::kText ? std::string{base::trim(node->text)}
                                                                : std::string{};
}

/// A list of texts, or of mappings with a `tag`, or a single text.
std::vector<std::string> tags_of(const YamlNode& root) {
  std::vector<std::string> tags;
  const auto* node = root.find("tags");
  if (node == nullptr) return tags;
  if (node->kind == YamlNode::Kind::kText) tags.push_back(node->text);
  for (const auto& item : node->items) {
    if (item.kind == YamlNode::Kind::kText) tags.push_back(item.text);
    if (auto tag = text_at(item, "tag"); !tag.empty()) tags.push_back(std::move(tag));
  }
  return tags;
}

}  // namespace

SplitPage split_front_matter(std::string_view page) {
  SplitPage split{.body = page};
  const auto found = cut(page);
  if (!found) return split;
  split.body = found->body;
  const auto taken = page.substr(0, page.size() - found->body.size());
  split.body_line = static_cast<std::size_t>(std::count(taken.begin(), taken.end(), '\n')) + 1;
  if (found->yaml.size() > base::kDocsFrontMatterBytesMax) {
    split.problem = "The front matter is longer than 16 KiB.";
    return split;
  }
  const auto parsed = yaml::parse_yaml(found->yaml);
  if (parsed.has_error()) {
    split.problem = "The front matter is not YAML. " + base::words_of(parsed.error());
    return split;
  }
  if (parsed->kind == YamlNode::Kind::kNull) return split;
  if (parsed->kind != YamlNode::Kind::kMapping) {
    split.problem = "The front matter is not a mapping of keys to values.";
    return split;
  }
  split.front_matter = {.title = text_at(*parsed, "title"),
                        .description = text_at(*parsed, "description"),
                        .layout = text_at(*parsed, "layout"),
                        .cover = text_at(*parsed, "cover"),
                        .tags = tags_of(*parsed),
                        .is_hidden = text_at(*parsed, "hidden") == "true"};
  return split;
}

}  // namespace jeton::portal
