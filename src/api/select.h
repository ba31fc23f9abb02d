#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rql/syntax.h"

/// The `select` parameter (spec A-050 to A-053d, Q-090, Q-092): which fields of a representation to answer.
namespace jeton::api {

/// A field of a resource, in the order of its schema.
struct FieldDefault {
  std::string_view name;
  bool shown_by_default = true;
};

/// A parsed `select`. Names are compared without case; unknown ones are ignored (spec A-053).
class Selection {
 public:
  Selection() = default;
  /// What is no name selects nothing (spec ). Errors: invalid at `select` for a text that does
  /// not parse (spec ).
  static base::Result<Selection> parse(std::string_view text);

  /// Shows a top-level field whatever the caller said: one that the filter or the order uses (spec A-053b).
  void show(std::string_view path);

  /// Whether the top-level field is in the answer.
  [[nodiscard]] bool includes(const FieldDefault& field) const;

  /// Cuts `full`, the complete representation, down to the selection: fields in the order of `schema`, `id`
  /// always among them (spec A-053a). Adds the names of fields that were left out to `omitted`, if given
  /// (spec A-033).
  [[nodiscard]] boost::json::object prune(boost::json::object full, const std::vector<FieldDefault>& schema,
                                          std::vector<std::string>* omitted) const;

 private:
  struct Node {
    bool shown = false;
    bool hidden = false;
    bool all = false;
    bool none = false;
    std::map<std::string, Node> children;  // By lower-case name.

    [[nodiscard]] bool shows_some() const;
  };

  static void add_items(Node& level, const std::vector<rql::SelectItem>& items, int depth);
  static void add_nested(Node& level, const rql::SelectItem& item, int depth);
  static void add(Node& level, std::string_view path, bool hide, int depth);
  static bool includes(const Node& level, std::string_view lower_name, bool by_default);
  static void prune_value(boost::json::value& value, const Node& node);
  static void prune_members(boost::json::object& object, const Node& node);

  Node root_;
};

}  // namespace jeton::api
