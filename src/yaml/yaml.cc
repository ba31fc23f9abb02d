#include "yaml/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <numeric>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "base/check.h"
#include "base/limits.h"

namespace jeton::yaml {
namespace {

using base::Error;

constexpr std::size_t kShownKeySizeMax = 60;

/// Ends the parser's work; caught in `parse_yaml`.
struct Refused {
  int line;
  std::string rule;
};

int line_of(const YAML::Mark& mark) {
  return mark.line + 1;
}

/// Builds the tree, and refuses what could grow beyond the file's size.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(YamlLimits limits) : limits_{limits} {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(start(YamlNode::Kind::kNull, mark, anchor, "?"));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused{line_of(mark), "aliases (*name) are not supported"};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    auto node = start(YamlNode::Kind::kText, mark, anchor, tag);
    node.text = value;
    node.quoted = tag == "!";
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(start(YamlNode::Kind::kList, mark, anchor, tag));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(start(YamlNode::Kind::kMapping, mark, anchor, tag));
  }
  void OnMapEnd() override { close(); }

  YamlNode take() { return std::move(root_); }

 private:
  struct Frame {
    YamlNode node;
    std::set<std::string> keys;
    std::optional<std::string> pending_key;
  };

  YamlNode start(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& tag) {
    const int line = line_of(mark);
    if (anchor != 0) throw Refused{line, "anchors (&name) are not supported"};
    // "?" is a plain text without tag, "!" a quoted one; lists and mappings have none, or one of the two.
    if (!tag.empty() && tag != "?" && tag != "!") throw Refused{line, "tags (!name) are not supported"};
    if (++nodes_ > limits_.nodes_max) {
      throw Refused{line, fmt::format("the file has more than {} values (lists, mappings, keys and texts). "
                                      "Split it: what a file does not mention is left alone",
                                      limits_.nodes_max)};
    }
    YamlNode node;
    node.kind = kind;
    node.line = line;
    return node;
  }

  void open(YamlNode node) {
    if (open_.size() >= limits_.depth_max) throw Refused{node.line, "the nesting is too deep"};
    if (is_key_next()) throw Refused{node.line, "a key must be a plain string"};
    open_.push_back({std::move(node), {}, {}});
  }

  void close() {
    auto node = std::move(open_.back().node);
    open_.pop_back();
    node.sorted.resize(node.keys.size());
    std::iota(node.sorted.begin(), node.sorted.end(), 0U);
    std::sort(node.sorted.begin(), node.sorted.end(),
              [&node](std::uint32_t a, std::uint32_t b) { return node.keys[a] < node.keys[b]; });
    add(std::move(node));
  }

  [[nodiscard]] bool is_key_next() const {
    return !open_.empty() && open_.back().node.kind == YamlNode::Kind::kMapping && !open_.back().pending_key;
  }

  void add(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& frame = open_.back();
    if (is_key_next()) {
      if (node.kind != YamlNode::Kind::kText) throw Refused{node.line, "a key must be a plain string"};
      if (!frame.keys.insert(node.text).second) throw Refused{node.line, "duplicate key"};
      frame.pending_key = std::move(node.text);
      return;
    }
    if (frame.pending_key) {
      frame.node.keys.push_back(*std::move(frame.pending_key));
      frame.pending_key.reset();
    }
    frame.node.items.push_back(std::move(node));
  }

  YamlNode root_;
  std::vector<Frame> open_;
  const YamlLimits limits_;
  std::size_t nodes_ = 0;
};

/// A stream over bytes that stay where they are: a file may be large.
class ViewBuffer final : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    // The interface asks for mutable characters and never writes them.
    auto* begin = const_cast<char*>(text.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    setg(begin, begin, begin + text.size());
  }
};

Error broken_file(int line, std::string_view rule) {
  return Error::invalid("file", fmt::format("Line {}: {}.", line, rule));
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const noexcept {
  const auto found =
      std::lower_bound(sorted.begin(), sorted.end(), key,
                       [this](std::uint32_t i, std::string_view wanted) { return keys[i] < wanted; });
  return found != sorted.end() && keys[*found] == key ? &items[*found] : nullptr;
}

base::Result<YamlNode> parse_yaml(std::string_view text, YamlLimits limits) {
  ViewBuffer buffer{text};
  std::istream stream{&buffer};
  TreeBuilder builder{limits};
  try {
    YAML::Parser parser{stream};
    parser.HandleNextDocument(builder);
    auto root = builder.take();
    TreeBuilder rest{limits};
    if (parser.HandleNextDocument(rest))
      return broken_file(rest.take().line, "the file has a second document");
    return root;
  } catch (const Refused& refused) {
    return broken_file(refused.line, refused.rule);
  } catch (const YAML::Exception& failed) {
    return broken_file(line_of(failed.mark), failed.msg);
  }
}

void YamlErrors::add(std::string path, const YamlNode& node, std::string_view rule) {
  if (broken_.size() >= base::kFileErrorsMax) return;
  broken_.push_back({std::move(path), fmt::format("Line {}: {}.", node.line, rule)});
}

base::Error YamlErrors::take() {
  JETON_ASSERT(!broken_.empty());
  return Error::invalid(std::exchange(broken_, {}));
}

std::string yaml_path(std::string_view path, std::string_view key) {
  std::string shown{key.substr(0, kShownKeySizeMax)};
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  if (key.size() > kShownKeySizeMax) shown += "...";
  return path.empty() ? shown : fmt::format("{}.{}", path, shown);
}

}  // namespace jeton::yaml
