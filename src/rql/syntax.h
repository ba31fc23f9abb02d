#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// The query language of collections, from text to a tree (spec rql sections 3, 4 and 10). Knows no resource:
/// whether a function exists, takes that many arguments or suits a property is left to the reader of the
/// tree.
///
/// Every function is pure, safe from any thread, and takes any text: it answers with a tree or with an
/// invalid error, never with an exception. Texts are percent-decoded UTF-8.
namespace jeton::rql {

enum class NodeKind : std::uint8_t {
  kWord,   ///< A literal or a path, by its position (spec Q-030).
  kCall,   ///< `name(arguments)`, a shortcut `p=v` included, which is `eq(p,v)` (spec Q-024).
  kGroup,  ///< Terms with separators between them: the top level, or unnamed parentheses (spec Q-021).
};

enum class Separator : std::uint8_t {
  kAnd,  ///< `,` and `&`
  kOr,   ///< `;` and `|`
};

struct Node {
  NodeKind kind = NodeKind::kWord;
  /// Of a word: what it says, without its quotes. Of a call: the name in lower case (spec Q-025).
  std::string text{};
  /// Of a word: it had quotes, so it is a literal, never a path (spec Q-035).
  bool quoted = false;
  /// Arguments of a call, terms of a group. A group of one term is that term, so a group has none or several.
  std::vector<Node> children{};
  /// Of a group: the separators between the terms, one fewer than these. A call's arguments have none: there
  /// all separators are equivalent (spec Q-022).
  std::vector<Separator> separators{};

  bool operator==(const Node&) const = default;
};

/// Splits the terms of a group at each `or`: each part is a conjunction, the whole their disjunction
/// (spec Q-021: and binds tighter). The pointers live as long as `group`.
std::vector<std::vector<const Node*>> alternatives(const Node& group);

/// Nothing for an empty filter. Errors: invalid at `filter` (spec, section 9), and past
/// the limits `kFilterBytesMax`, `kFilterDepthMax` (spec Q-081).
base::Result<std::optional<Node>> parse_filter(std::string_view text);

/// A key of `order` (spec A-055).
struct OrderItem {
  std::string path;  ///< As written.
  bool descending = false;

  bool operator==(const OrderItem&) const = default;
};

/// Nothing for a text without anything in it (spec A-058). Items that are not words are skipped (spec Q-091).
/// Errors: invalid at `order` when it is not empty but has no word (spec A-056), or it does not parse.
base::Result<std::vector<OrderItem>> parse_order(std::string_view text);

/// One item of `select` (spec A-050): `+path`, `-path`, or `path(nested)`.
struct SelectItem {
  std::string path;  ///< As written, dotted; `*` for all of a level.
  bool hide = false;
  std::vector<SelectItem> nested{};  ///< Inside the parentheses.

  bool operator==(const SelectItem&) const = default;
};

/// Items that are neither words nor nested selections are skipped. Errors: invalid at `select` when it does
/// not parse.
base::Result<std::vector<SelectItem>> parse_select(std::string_view text);

/// How `like` and `ilike` compare (spec section 7).
enum class TextForm : std::uint8_t { kEquals, kStartsWith, kEndsWith, kContains, kAny };

struct TextPattern {
  TextForm form = TextForm::kEquals;
  std::string text{};  ///< Without wildcards and escapes; empty for `kAny`.

  bool operator==(const TextPattern&) const = default;
};

/// Spec.
TextPattern parse_pattern(std::string_view pattern);

}  // namespace jeton::rql
