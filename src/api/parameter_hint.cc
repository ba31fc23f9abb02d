#include "api/parameter_hint.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "net/header.h"

namespace jeton::api {
namespace {

constexpr std::string_view kLimit = "Use limit to set the page size, such as limit=20.";
constexpr std::string_view kOffset = "Use limit and offset to choose a page, such as limit=20&offset=40.";
constexpr std::string_view kOrder = "Use order to sort, such as order=name or order=-name.";
constexpr std::string_view kSelect =
    "Use select to choose fields, such as select=%2Baudit or select=-*,name.";
constexpr std::string_view kFilter =
    "A filter is the query itself, not the value of a parameter, such as ?status=Active&limit=20.";
constexpr std::string_view kSearch = "Use a filter to search for text, such as ilike(name,*text*).";

struct Hint {
  std::string_view name;  ///< Without case, `_`, `-` and `$`.
  std::string_view sentence;
};

constexpr Hint kHints[] = {
    {"limit", kLimit},       {"size", kLimit},        {"perpage", kLimit},    {"pagesize", kLimit},
    {"top", kLimit},         {"take", kLimit},        {"first", kLimit},      {"count", kLimit},
    {"max", kLimit},         {"maxresults", kLimit},  {"rows", kLimit},       {"offset", kOffset},
    {"page", kOffset},       {"pagenumber", kOffset}, {"pagetoken", kOffset}, {"skip", kOffset},
    {"start", kOffset},      {"startindex", kOffset}, {"from", kOffset},      {"cursor", kOffset},
    {"after", kOffset},      {"before", kOffset},     {"order", kOrder},      {"sort", kOrder},
    {"sortby", kOrder},      {"sortorder", kOrder},   {"orderby", kOrder},    {"ordering", kOrder},
    {"direction", kOrder},   {"dir", kOrder},         {"asc", kOrder},        {"desc", kOrder},
    {"select", kSelect},     {"fields", kSelect},     {"field", kSelect},     {"include", kSelect},
    {"exclude", kSelect},    {"expand", kSelect},     {"embed", kSelect},     {"columns", kSelect},
    {"projection", kSelect}, {"filter", kFilter},     {"filters", kFilter},   {"where", kFilter},
    {"query", kFilter},      {"q", kSearch},          {"search", kSearch},    {"keyword", kSearch},
    {"term", kSearch},
};

/// Empty for a name that says nothing. `page[number]` is `page`.
std::string_view hint_for(std::string_view name) {
  std::string plain;
  for (const char c : name.substr(0, name.find('['))) {
    if (c == '_' || c == '-' || c == '$') continue;
    plain += base::ascii_lower(c);
  }
  const auto* found = std::find_if(std::begin(kHints), std::end(kHints),
                                   [&plain](const Hint& hint) { return hint.name == plain; });
  return found == std::end(kHints) ? std::string_view{} : found->sentence;
}

/// What begins each term outside of parentheses and quotes: the left side of `=`, a function's name, or all.
std::vector<std::string_view> names_in(std::string_view filter) {
  std::vector<std::string_view> names;
  std::size_t begin = 0;
  std::size_t depth = 0;
  char quote = 0;
  const auto end_term = [&](std::size_t at) {
    const auto term = filter.substr(begin, at - begin);
    names.push_back(base::trim(term.substr(0, term.find_first_of("=("))));
    begin = at + 1;
  };
  for (std::size_t i = 0; i < filter.size(); ++i) {
    const char c = filter[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      if (depth > 0) --depth;
    } else if (depth == 0 && (c == '&' || c == ',' || c == ';' || c == '|')) {
      end_term(i);
    }
  }
  end_term(filter.size());
  return names;
}

/// The hint for an error at `path`: its own, where a term has that name; where the filter as a whole does not
/// parse, that of the first term with one.
std::string_view hint_at(const base::FieldError& field, const std::vector<std::string_view>& names) {
  const bool is_whole = field.path == "filter" && field.message == "Invalid equals shortcut expression";
  for (const auto name : names) {
    if (!is_whole && !base::equal_without_case(name, field.path)) continue;
    if (const auto hint = hint_for(name); !hint.empty()) return hint;
  }
  return {};
}

}  // namespace

base::Error with_parameter_hints(const base::Error& error, std::string_view filter) {
  if (error.kind() != base::ErrorKind::kInvalid) return error;
  const auto names = names_in(filter);
  auto fields = error.fields();
  for (auto& field : fields) {
    const auto hint = hint_at(field, names);
    if (hint.empty()) continue;
    if (!field.message.ends_with('.')) field.message += '.';
    (field.message += ' ') += hint;
  }
  return base::Error::invalid(std::move(fields));
}

}  // namespace jeton::api
