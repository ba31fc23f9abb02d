#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rql/syntax.h"

namespace jeton::rql {

/// How the tree stores the names of calls: functions ignore case, nested selections are kept as written.
enum class CallNames : std::uint8_t { kLowerCase, kAsWritten };

/// Grows a tree while the grammar reads a text from left to right. A function that returns false found a
/// broken rule; the builder cannot be used after that.
class TreeBuilder {
 public:
  explicit TreeBuilder(CallNames names);

  void add_word(std::string_view text);
  void add_quoted_word(std::string_view text);
  /// The last word was the name of a call; its arguments follow. False past `kFilterDepthMax` (spec Q-081).
  [[nodiscard]] bool open_call();
  /// False past `kFilterDepthMax`.
  [[nodiscard]] bool open_group();
  /// Ends the innermost call or group.
  void close();
  /// The last two values are the sides of `left=right`. False if one of them is not allowed there (spec
  ///
  [[nodiscard]] bool join_shortcut();
  /// The last value is a whole term of the innermost call or group.
  void end_term();
  void add_separator(Separator separator);

  /// The top level: a group with the terms that were found, also if it is only one.
  [[nodiscard]] Node finish() &&;

 private:
  struct Level {
    Node node{};
    /// Since the last term an `or` was met. Of several separators in a row `or` decides, as if there were
    /// terms between them that then drop out (spec ).
    bool or_pending = false;
  };

  [[nodiscard]] bool open(Node node);

  CallNames names_;
  std::vector<Level> levels_;  ///< Open calls and groups; the first is the top level.
  std::vector<Node> values_;   ///< What is read but no term yet.
};

}  // namespace jeton::rql
