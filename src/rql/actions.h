#pragma once

#include <fmt/format.h>

#include <tao/pegtl.hpp>

#include "base/limits.h"
#include "base/text.h"
#include "rql/grammar.h"
#include "rql/tree_builder.h"

/// What the rules of the grammar pass to the builder. An error of the builder ends the parse.
namespace jeton::rql::grammar {

template <class Input>
[[noreturn]] void refuse_depth(const Input& in) {
  throw pegtl::parse_error{fmt::format("Parentheses may be nested at most {} deep.", base::kFilterDepthMax),
                           in};
}

template <class Rule>
struct Action : pegtl::nothing<Rule> {};

template <>
struct Action<bare_word> {
  template <class Input>
  static void apply(const Input& in, TreeBuilder& tree) {
    tree.add_word(base::trim_end(in.string_view()));
  }
};

struct QuotedTextAction {
  template <class Input>
  static void apply(const Input& in, TreeBuilder& tree) {
    tree.add_quoted_word(in.string_view());
  }
};
template <>
struct Action<single_quoted_text> : QuotedTextAction {};
template <>
struct Action<double_quoted_text> : QuotedTextAction {};

template <>
struct Action<call_opening> {
  template <class Input>
  static void apply(const Input& in, TreeBuilder& tree) {
    if (!tree.open_call()) refuse_depth(in);
  }
};

template <>
struct Action<group_opening> {
  template <class Input>
  static void apply(const Input& in, TreeBuilder& tree) {
    if (!tree.open_group()) refuse_depth(in);
  }
};

template <>
struct Action<closing> {
  static void apply0(TreeBuilder& tree) { tree.close(); }
};

template <>
struct Action<shortcut> {
  template <class Input>
  static void apply(const Input& in, TreeBuilder& tree) {
    if (!tree.join_shortcut()) throw pegtl::parse_error{kInvalidShortcut, in};
  }
};

template <>
struct Action<term> {
  static void apply0(TreeBuilder& tree) { tree.end_term(); }
};

template <>
struct Action<and_separator> {
  static void apply0(TreeBuilder& tree) { tree.add_separator(Separator::kAnd); }
};

template <>
struct Action<or_separator> {
  static void apply0(TreeBuilder& tree) { tree.add_separator(Separator::kOr); }
};

}  // namespace jeton::rql::grammar
