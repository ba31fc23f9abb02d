#pragma once

#include <optional>
#include <string>
#include <string_view>

/// What a request asks for, and how the service behind the gateway may read it.
namespace jeton::verify {

/// The path of a target, if the target is inside the closed description that docs/reference/gateway.md gives.
/// Services read a path in more ways than one: they drop parameters, extensions, trailing dots and blanks,
/// and case. A token needs the module of the path under every one of these readings.
class RequestPath {
 public:
  /// No path, until one is read.
  RequestPath() = default;

  /// The path of `target`, which outlives it: what is not decoded is not copied. Nothing for a target outside
  /// the description: one that is not a path with perhaps a query, holds a character that has to be encoded,
  /// an escape that is broken, changes the shape of the path or decodes twice, text that is not UTF-8, or a
  /// segment that is empty or climbs under some reading.
  static std::optional<RequestPath> parse(std::string_view target);

  /// Becomes what `parse` returns, in the memory that it has: allocates nothing for a path without escapes,
  /// nor for one of ASCII that is no longer than one before. False for nothing; then it is no path.
  bool read(std::string_view target);

  /// The path as sent, without the query, each escape decoded once.
  [[nodiscard]] std::string_view plain() const noexcept { return decoded_.empty() ? sent_ : decoded_; }

  /// The path for a service that decodes no escapes: as sent, without the query.
  [[nodiscard]] std::string_view undecoded() const noexcept { return sent_; }

  /// The loosest reading of `plain()`, segment by segment the same.
  [[nodiscard]] std::string_view loosest() const noexcept { return loosest_.empty() ? plain() : loosest_; }

  /// Whether `prefix` is a prefix of some reading of the path, at a segment boundary. Each segment is read
  /// by itself: without case, to its end or to any mark in it (a character other than a letter of ASCII, a
  /// digit, `-` and `_`). `prefix` is a valid module path. Allocates nothing.
  [[nodiscard]] bool may_have_prefix(std::string_view prefix) const noexcept;

 private:
  std::string_view sent_;
  std::string decoded_;  ///< Empty for a path without escapes.
  std::string loosest_;  ///< Empty for a path of ASCII alone, which needs none.
};

}  // namespace jeton::verify
