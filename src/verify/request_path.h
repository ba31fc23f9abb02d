#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// What a request asks for, and how the service behind the gateway may read it.
namespace jeton::verify {

/// The path of a target, if the target is inside the closed description that docs/reference/gateway.md gives.
/// Services read a path in more ways than one: they drop parameters, extensions, trailing dots and blanks,
/// and case. A token needs the module of the path under every one of these readings.
class RequestPath {
 public:
  /// Nothing for a target outside the description: one that is not a path with perhaps a query, holds a
  /// character that has to be encoded, an escape that is broken, changes the shape of the path or decodes
  /// twice, text that is not UTF-8, or a segment that is empty or climbs under some reading.
  static std::optional<RequestPath> parse(std::string_view target);

  /// The path as sent, without the query, each escape decoded once.
  [[nodiscard]] const std::string& plain() const noexcept { return plain_; }

  /// The path for a service that decodes no escapes: as sent, without the query.
  [[nodiscard]] const std::string& undecoded() const noexcept {
    return undecoded_.empty() ? plain_ : undecoded_;
  }

  /// Whether `prefix` is a prefix of some reading of the path, at a segment boundary. Each segment is read
  /// by itself: without case, to its end or to any mark in it (a character other than a letter of ASCII, a
  /// digit, `-` and `_`). `prefix` is a valid module path. Allocates nothing.
  [[nodiscard]] bool may_have_prefix(std::string_view prefix) const noexcept;

 private:
  explicit RequestPath(std::string plain) : plain_{std::move(plain)} {}

  std::string plain_;
  std::string undecoded_;  ///< Empty for a path without escapes.
  /// The loosest reading of `plain_`, segment by segment the same; empty for a path of ASCII alone, which
  /// needs none.
  std::string loosest_;
};

}  // namespace jeton::verify
