#pragma once

#include <tao/pegtl.hpp>

/// The grammar of spec rql section 3. Every choice is made by the next character, so that nothing is read
/// twice and actions may run at once. Blanks before a term, an equals sign's right side or a separator are
/// skipped by what precedes them (spec Q-033).
namespace jeton::rql::grammar {

namespace pegtl = tao::pegtl;

// Rules are spelled as PEGTL spells its own, of which they are made.
// NOLINTBEGIN(readability-identifier-naming)

struct single_quote : pegtl::one<'\''> {};
struct double_quote : pegtl::one<'"'> {};
struct quote : pegtl::sor<single_quote, double_quote> {};
struct equals : pegtl::one<'='> {};
struct special : pegtl::one<'(', ')', ',', '&', ';', '|', '='> {};
struct blank : pegtl::one<' ', '\t', '\r', '\n'> {};
struct blanks : pegtl::star<blank> {};

// Words (spec ).
struct single_quoted_text : pegtl::star<pegtl::not_one<'\''>> {};
struct double_quoted_text : pegtl::star<pegtl::not_one<'"'>> {};
struct single_quote_end : pegtl::one<'\''> {};
struct double_quote_end : pegtl::one<'"'> {};
struct quoted : pegtl::sor<pegtl::if_must<single_quote, single_quoted_text, single_quote_end>,
                           pegtl::if_must<double_quote, double_quoted_text, double_quote_end>> {};
struct quoted_word_end : pegtl::at<pegtl::sor<special, pegtl::eof>> {};
struct quoted_word : pegtl::seq<quoted, blanks, quoted_word_end> {};
// Does not begin with a blank: those were skipped. The action drops the blanks at its end.
struct bare_word : pegtl::plus<pegtl::not_one<'(', ')', ',', '&', ';', '|', '=', '\'', '"'>> {};
struct bare_word_end : pegtl::not_at<quote> {};

struct terms;
struct closing : pegtl::one<')'> {};
struct call_opening : pegtl::one<'('> {};
struct group_opening : pegtl::one<'('> {};
struct bare_word_or_call
    : pegtl::seq<bare_word, bare_word_end, pegtl::opt<pegtl::if_must<call_opening, terms, closing, blanks>>> {
};
struct group : pegtl::if_must<group_opening, terms, closing, blanks> {};
struct value : pegtl::sor<quoted_word, bare_word_or_call, group> {};

// The shortcut of spec Q-024; the builder checks both sides.
struct shortcut_without_left : pegtl::failure {};
struct shortcut_right : value {};
struct shortcut_end : pegtl::not_at<equals> {};
struct shortcut : pegtl::if_must<equals, blanks, shortcut_right, shortcut_end> {};

struct term_end : pegtl::at<pegtl::sor<pegtl::one<',', '&', ';', '|', ')'>, pegtl::eof>> {};
struct term : pegtl::seq<value, pegtl::opt<shortcut>, term_end> {};
struct and_separator : pegtl::one<',', '&'> {};
struct or_separator : pegtl::one<';', '|'> {};
struct terms : pegtl::star<pegtl::sor<blank, and_separator, or_separator, term,
                                      pegtl::seq<pegtl::at<equals>, shortcut_without_left>>> {};
struct text_end : pegtl::eof {};
struct text : pegtl::seq<terms, text_end> {};

inline constexpr const char* kInvalidShortcut = "Invalid equals shortcut expression";

/// The message when a mandatory rule fails. Nothing for optional rules.
template <class Rule>
inline constexpr const char* kMessage = nullptr;
template <>
inline constexpr const char* kMessage<single_quote_end> = "A quote is not closed.";
template <>
inline constexpr const char* kMessage<double_quote_end> = "A quote is not closed.";
template <>
inline constexpr const char* kMessage<quoted_word_end> = "There is text outside the quotes of a value.";
template <>
inline constexpr const char* kMessage<bare_word_end> = "There is text outside the quotes of a value.";
template <>
inline constexpr const char* kMessage<closing> = "A parenthesis is not closed.";
template <>
inline constexpr const char* kMessage<text_end> = "There is an extra closing parenthesis.";
template <>
inline constexpr const char* kMessage<term_end> = "Two expressions have no separator between them.";
template <>
inline constexpr const char* kMessage<shortcut_without_left> = kInvalidShortcut;
template <>
inline constexpr const char* kMessage<shortcut_right> = kInvalidShortcut;
template <>
inline constexpr const char* kMessage<shortcut_end> = kInvalidShortcut;

struct Messages {
  template <class Rule>
  static constexpr const char* message = kMessage<Rule>;
};
// NOLINTEND(readability-identifier-naming)

}  // namespace jeton::rql::grammar
