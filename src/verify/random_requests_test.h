#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/random.h"
#include "domain/module.h"

namespace jeton::verify {

inline domain::Module numbered_module(std::size_t number, std::vector<domain::ModulePath> paths) {
  const auto id = fmt::format("MOD-{:04}", number);
  return {.id = *domain::ModuleId::parse(id),
          .code = id,
          .name = id,
          .description = {},
          .account_types = {},
          .paths = std::move(paths),
          .created = {},
          .updated = {}};
}

/// Catalogues of few names, so that prefixes lie below one another, differ in case, and are read as one
/// another; targets in all the ways in which such a path is written.
class RandomRequests {
 public:
  explicit RandomRequests(base::RandomSource& random) : random_{random} {}

  std::vector<domain::Module> catalogue() {
    std::vector<domain::Module> modules;
    for (std::uint64_t left = below(12); left > 0; --left) {
      std::vector<domain::ModulePath> paths;
      for (std::uint64_t i = below(4); i > 0; --i) paths.push_back({prefix(), methods()});
      modules.push_back(numbered_module(modules.size() + 1, std::move(paths)));
    }
    return modules;
  }

  std::string target() {
    auto target = prefix();
    if (target == "/") target.clear();
    for (std::uint64_t i = below(3); i > 0; --i) target += '/' + one_of(kNames);
    std::string written;
    for (const char c : target) {
      if (c == '/' && below(6) == 0) written += one_of(kEndings);
      written += c == '/' ? std::string{c} : spelled(c);
      if (c == '/' && below(12) == 0) written += one_of(kBeginnings);
    }
    if (below(3) == 0) written += one_of(kEndings);
    return written.empty() ? "/" : written;
  }

  std::string method() { return one_of({"GET", "HEAD", "POST", "DELETE", "get", "X"}); }

  using Choice = std::vector<std::string>;
  std::uint64_t below(std::uint64_t bound) { return base::uniform_below(random_, bound); }
  std::string one_of(const Choice& choice) { return choice[below(choice.size())]; }

 private:
  static inline const Choice kNames{"a", "A", "b", "a.b", "a:b", "a-b", "A.B", "i", "aa", ".a", "b~"};
  static inline const Choice kEndings{";x",   "%3bx", ".", "..",        "%20",          ".json", ":x",
                                      "?q=1", "(7)",  "/", "%CC%81",    "%E2%80%8B",    "+",     "~",
                                      "=",    ",",    "x", "%C3%A9bit", "%EF%BC%8Ejson"};
  static inline const Choice kBeginnings{"+", "++", "!", "*", "%2B", "%C3%A9"};

  std::string prefix() {
    std::string prefix;
    for (std::uint64_t i = below(4); i > 0; --i) prefix += '/' + one_of(kNames);
    return prefix.empty() ? "/" : prefix;
  }

  std::vector<std::string> methods() {
    std::vector<std::string> methods;
    for (const auto* method : {"GET", "POST", "DELETE"}) {
      if (below(3) == 0) methods.emplace_back(method);
    }
    return methods;
  }

  /// A character as it is, in the other case, escaped, full-width, or as a letter that folds to it.
  std::string spelled(char c) {
    switch (below(20)) {
      case 0: return {base::ascii_lower(c)};
      case 1: return {base::ascii_upper(c)};
      case 2: return fmt::format("%{:02x}", static_cast<unsigned>(c));
      case 3: return c >= 'a' && c <= 'z' ? fmt::format("%EF%BD%{:02X}", 0x81 + (c - 'a')) : std::string{c};
      case 4: return c == 'i' ? "%C4%B0" : std::string{c};
      default: return {c};
    }
  }

  base::RandomSource& random_;
};

}  // namespace jeton::verify
