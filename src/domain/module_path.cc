#include "domain/module_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/ascii.h"
#include "base/limits.h"

namespace jeton::domain {
namespace {

// The registry of methods (RFC 9110 section 16.1) and what HTTP servers take besides. CONNECT is left out:
// its target is a host, so it has no path that could belong to a module.
constexpr std::array<std::string_view, 44> kMethods{"GET",
                                                    "HEAD",
                                                    "POST",
                                                    "PUT",
                                                    "PATCH",
                                                    "DELETE",
                                                    "OPTIONS",
                                                    "TRACE",
                                                    "QUERY",
                                                    "ACL",
                                                    "BASELINE-CONTROL",
                                                    "BIND",
                                                    "CHECKIN",
                                                    "CHECKOUT",
                                                    "COPY",
                                                    "LABEL",
                                                    "LINK",
                                                    "LOCK",
                                                    "MERGE",
                                                    "MKACTIVITY",
                                                    "MKCALENDAR",
                                                    "MKCOL",
                                                    "MKREDIRECTREF",
                                                    "MKWORKSPACE",
                                                    "MOVE",
                                                    "ORDERPATCH",
                                                    "PROPFIND",
                                                    "PROPPATCH",
                                                    "REBIND",
                                                    "REPORT",
                                                    "SEARCH",
                                                    "UNBIND",
                                                    "UNCHECKOUT",
                                                    "UNLINK",
                                                    "UNLOCK",
                                                    "UPDATE",
                                                    "UPDATEREDIRECTREF",
                                                    "VERSION-CONTROL",
                                                    "M-SEARCH",
                                                    "NOTIFY",
                                                    "SUBSCRIBE",
                                                    "UNSUBSCRIBE",
                                                    "PURGE",
                                                    "SOURCE"};

constexpr std::string_view kGet = "GET";
constexpr std::string_view kHead = "HEAD";

/// Characters that no service reads as the end of a name, as a pattern or as an escape. RFC 3986 allows more.
bool is_path_character(char c) {
  constexpr std::string_view kMarks = "-._~:@";
  return base::is_ascii_letter_or_digit(c) || kMarks.find(c) != kMarks.npos;
}

std::optional<std::string> broken_segment_rule(std::string_view segment) {
  if (segment.empty()) return "The path may not have empty segments.";
  if (segment == "." || segment == "..") return "The path may not have the segments . or ..";
  if (!std::all_of(segment.begin(), segment.end(), is_path_character)) {
    return "The path may contain only letters, digits and - . _ ~ : @ between /. It has no wildcards, "
           "parameters, escapes, query or fragment, and owns everything below it.";
  }
  if (segment.front() == ':') {
    return "A segment of the path may not start with : because a path has no parameters.";
  }
  if (segment.back() == '.') return "A segment of the path may not end with a dot.";
  const auto behind_dots = segment.find_first_not_of('.');
  if (behind_dots > 0 && (segment[behind_dots] == ':' || segment[behind_dots] == '@')) {
    return "A segment of the path that starts with a dot must continue with a letter, a digit or - _ ~.";
  }
  return std::nullopt;
}

std::optional<std::string> broken_prefix_rule(std::string_view prefix) {
  if (!prefix.starts_with('/')) return "The path must start with /.";
  if (prefix.size() > base::kModulePathLengthMax) {
    return fmt::format("The path may have at most {} characters.", base::kModulePathLengthMax);
  }
  if (prefix == "/") return std::nullopt;
  for (std::size_t start = 1; start <= prefix.size();) {
    const auto end = std::min(prefix.find('/', start), prefix.size());
    if (auto rule = broken_segment_rule(prefix.substr(start, end - start))) return rule;
    start = end + 1;
  }
  return std::nullopt;
}

bool is_upper_case_word(std::string_view text) {
  return !text.empty() && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

std::optional<std::string> broken_method_rule(const std::vector<std::string>& methods, std::size_t index) {
  const auto& method = methods[index];
  if (!is_upper_case_word(method)) return "A method is an upper-case word such as GET.";
  if (method == "CONNECT") return "CONNECT names a host and has no path.";
  if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end()) {
    return "HTTP has no method of this name.";
  }
  const auto here = methods.begin() + static_cast<std::ptrdiff_t>(index);
  if (std::find(methods.begin(), here, method) != here) return "The method is listed twice.";
  return std::nullopt;
}

}  // namespace

bool lists_method(const ModulePath& path, std::string_view method) noexcept {
  if (path.methods.empty()) return true;
  return std::any_of(path.methods.begin(), path.methods.end(), [method](const std::string& listed) {
    return listed == method || (method == kHead && listed == kGet);
  });
}

bool is_stated_by_both(const ModulePath& a, const ModulePath& b) noexcept {
  if (!base::equal_without_case(a.prefix, b.prefix)) return false;
  if (a.methods.empty() || b.methods.empty()) return true;
  return std::any_of(a.methods.begin(), a.methods.end(),
                     [&b](const std::string& method) { return lists_method(b, method); }) ||
         std::any_of(b.methods.begin(), b.methods.end(),
                     [&a](const std::string& method) { return lists_method(a, method); });
}

std::vector<base::FieldError> broken_path_rules(const std::vector<ModulePath>& paths) {
  if (paths.size() > base::kModulePathsMax) {
    return {{"paths", fmt::format("A module may have at most {} paths.", base::kModulePathsMax)}};
  }
  std::vector<base::FieldError> broken;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (auto rule = broken_prefix_rule(paths[i].prefix)) {
      broken.push_back({fmt::format("paths[{}].prefix", i), *std::move(rule)});
    } else if (std::any_of(paths.begin(), paths.begin() + static_cast<std::ptrdiff_t>(i),
                           [&](const ModulePath& other) { return is_stated_by_both(other, paths[i]); })) {
      broken.push_back(
          {fmt::format("paths[{}].prefix", i), "The path is listed twice with the same method."});
    }
    for (std::size_t j = 0; j < paths[i].methods.size(); ++j) {
      if (auto rule = broken_method_rule(paths[i].methods, j)) {
        broken.push_back({fmt::format("paths[{}].methods[{}]", i, j), *std::move(rule)});
      }
    }
  }
  return broken;
}

std::optional<SharedPath> find_shared_path(const Module& module, const std::vector<Module>& catalogue) {
  for (std::size_t i = 0; i < module.paths.size(); ++i) {
    for (const auto& other : catalogue) {
      const bool shared = other.id != module.id &&
                          std::any_of(other.paths.begin(), other.paths.end(), [&](const ModulePath& path) {
                            return is_stated_by_both(module.paths[i], path);
                          });
      if (shared) return SharedPath{i, &other};
    }
  }
  return std::nullopt;
}

}  // namespace jeton::domain
