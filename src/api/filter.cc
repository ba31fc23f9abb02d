#include "api/filter.h"

#include <algorithm>
#include <utility>

#include "api/select.h"

namespace jeton::api {
namespace {

using base::Error;
using base::Result;

Error unsupported() {
  return Error::invalid("filter",
                        "Supported conditions are name=value, eq(name,value) and ne(name,value), joined by & "
                        "or a comma.");
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// quotes around the whole value are taken off; a bare word is kept with its blanks.
Result<std::string> unquoted(std::string_view word) {
  const auto quote = word.find_first_of("'\"");
  if (quote == std::string_view::npos) {
    if (word.find_first_of("()=;|") != std::string_view::npos) return unsupported();
    return std::string{word};
  }
  const auto inner = trimmed(word);
  if (inner.size() < 2 || inner.front() != inner.back() || inner.find(inner.front(), 1) != inner.size() - 1) {
    return Error::invalid("filter", "A quoted value must be quoted as a whole and end with the same quote.");
  }
  return std::string{inner.substr(1, inner.size() - 2)};
}

/// Splits at `separators` outside quotes and parentheses. Errors: invalid for what is left open.
Result<std::vector<std::string_view>> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      if (--depth < 0) return Error::invalid("filter", "There is a closing parenthesis too many.");
    } else if (depth == 0 && separators.find(c) != std::string_view::npos) {
      parts.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  if (quote != 0) return Error::invalid("filter", "A quote is not closed.");
  if (depth != 0) return Error::invalid("filter", "A parenthesis is not closed.");
  parts.push_back(text.substr(start));
  return parts;
}

Result<Condition> comparison(std::string_view path, std::string_view word, bool negated) {
  JETON_TRY(auto name, unquoted(path));
  JETON_TRY(auto value, unquoted(word));
  if (name.empty()) return unsupported();
  return Condition{std::move(name), negated, std::move(value)};
}

Result<Condition> parse_term(std::string_view term) {
  const auto paren = term.find('(');
  const auto equals = term.find('=');
  if (paren != std::string_view::npos && paren < equals) {
    const auto function = to_lower(term.substr(0, paren));
    if ((function != "eq" && function != "ne") || !term.ends_with(')')) return unsupported();
    JETON_TRY(const auto arguments, split(term.substr(paren + 1, term.size() - paren - 2), ",&;|"));
    if (arguments.size() != 2) return Error::invalid("filter", "Binary expression must have 2 arguments");
    return comparison(arguments[0], arguments[1], function == "ne");
  }
  if (equals == std::string_view::npos) {
    return Error::invalid(std::string{trimmed(term)}, "Expression expected.");
  }
  const auto value = term.substr(equals + 1);
  if (value.empty()) return Error::invalid("filter", "Invalid equals shortcut expression");
  return comparison(term.substr(0, equals), value, false);
}

}  // namespace

Result<std::vector<Condition>> parse_filter(std::string_view filter) {
  std::vector<Condition> conditions;
  if (filter.find('\0') != std::string_view::npos) {
    return Error::invalid("filter", "The filter may not contain the character U+0000.");
  }
  JETON_TRY(const auto terms, split(filter, "&,"));
  for (const auto term : terms) {
    // repeated separators are harmless.
    if (term.empty()) continue;
    JETON_TRY(auto condition, parse_term(term));
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

Result<std::vector<OrderItem>> parse_order(std::string_view order) {
  std::vector<OrderItem> items;
  if (order.empty()) return items;
  std::size_t start = 0;
  while (start <= order.size()) {
    const auto end = std::min(order.find(',', start), order.size());
    auto word = trimmed(order.substr(start, end - start));
    start = end + 1;
    bool descending = false;
    if (word.starts_with('+') || word.starts_with('-')) {
      descending = word.front() == '-';
      word = trimmed(word.substr(1));
    }
    // calls and comparisons are skipped.
    if (word.empty() || word.find_first_of("()=;|&'\"") != std::string_view::npos) continue;
    items.push_back({std::string{word}, descending});
  }
  if (items.empty()) return Error::invalid("order", "No valid ordering properties were detected");
  return items;
}

}  // namespace jeton::api
