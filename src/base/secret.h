#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace jeton::base {

/// Bytes that must not leak: a token's text, a password, a key. Cannot be copied, printed, formatted or
/// compared with `==`; wiped when it dies or is moved from. `tests/compile_fail` proves each of these.
class Secret {
 public:
  Secret() = default;
  /// Copies `text`; the caller wipes its own copy if it can.
  explicit Secret(std::string_view text);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  /// The only access to the bytes. Valid as long as the secret lives. Say why at the call site.
  [[nodiscard]] std::string_view reveal() const noexcept { return {bytes_.get(), size_}; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// A second secret with the same bytes, for the rare place that needs one.
  [[nodiscard]] Secret duplicate() const { return Secret{reveal()}; }

  bool operator==(const Secret&) const = delete;

 private:
  void wipe() noexcept;

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

}  // namespace jeton::base
