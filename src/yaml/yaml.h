#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"

namespace jeton::yaml {

/// One value of a YAML file as it was written: nothing is guessed about texts that look like numbers.
struct YamlNode {
  enum class Kind : std::uint8_t { kNull, kText, kList, kMapping };

  Kind kind = Kind::kNull;
  int line = 1;         ///< Where it begins, counted from 1.
  std::string text;     ///< Of a text.
  bool quoted = false;  ///< Whether the text was quoted: `"true"` is not a boolean.
  std::vector<std::string>
      keys;                     ///< Of a mapping, in the order of the file; `items[i]` belongs to `keys[i]`.
  std::vector<YamlNode> items;  ///< Of a list or a mapping.
  std::vector<std::uint32_t> sorted;  ///< Of a mapping: the indices of `keys` in their order, for `find`.

  /// The value at `key` of a mapping, or null.
  [[nodiscard]] const YamlNode* find(std::string_view key) const noexcept;
};

/// What one file may hold.
struct YamlLimits {
  std::size_t nodes_max = base::kYamlNodesMax;
  std::size_t depth_max = base::kYamlDepthMax;
};

/// Reads one document. Anchors, aliases and tags are refused: with them a small file can expand into a huge
/// one, and Jeton's files do not need them. So are repeated keys, more than `nodes_max` values, and nesting
/// past `depth_max`. Errors: invalid at `file`, with the line; the text itself is never repeated.
base::Result<YamlNode> parse_yaml(std::string_view text, YamlLimits limits = {});

/// Collects what is wrong with a file, up to `kFileErrorsMax` places.
class YamlErrors {
 public:
  /// Adds `rule` at `path`, with `node`'s line.
  void add(std::string path, const YamlNode& node, std::string_view rule);
  [[nodiscard]] bool empty() const noexcept { return broken_.empty(); }
  /// All of them as one error; there must be one.
  [[nodiscard]] base::Error take();

 private:
  std::vector<base::FieldError> broken_;
};

/// `path.key`, or `key` when `path` is empty. A key that is not printable or very long is cut short, so that
/// it cannot control a terminal.
std::string yaml_path(std::string_view path, std::string_view key);

}  // namespace jeton::yaml
