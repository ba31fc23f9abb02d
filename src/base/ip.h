#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jeton::base {

/// An IP address. An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) is the IPv4 address it maps.
class IpAddress {
 public:
  /// `192.0.2.1` or `2001:db8::1`, without brackets, port or zone.
  static std::optional<IpAddress> parse(std::string_view text);
  /// `127.0.0.1`
  static IpAddress loopback() noexcept;

  [[nodiscard]] bool is_v4() const noexcept { return is_v4_; }
  /// All of `127.0.0.0/8`, and `::1`.
  [[nodiscard]] bool is_loopback() const noexcept;
  /// `0.0.0.0` and `::`, which listen on every address.
  [[nodiscard]] bool is_unspecified() const noexcept;
  /// As IPv6, in network order: an IPv4 address as the one it maps to.
  [[nodiscard]] std::array<std::uint8_t, 16> mapped_bytes() const noexcept;
  /// The canonical text.
  [[nodiscard]] std::string text() const;
  /// The same, in brackets if it is IPv6, as used before a port.
  [[nodiscard]] std::string host_text() const;

  friend bool operator==(const IpAddress&, const IpAddress&) = default;
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;

 private:
  friend class IpNetwork;
  IpAddress() = default;

  bool is_v4_ = true;
  std::array<std::uint8_t, 16> bytes_{};  ///< The first four are those of an IPv4 address.
};

/// A block of addresses of one family.
class IpNetwork {
 public:
  /// `10.0.0.0/8`, `fd00::/8`, or one address. Bits after the prefix are ignored. An IPv4-mapped block is
  /// that of IPv4, and shorter prefixes than `::ffff:0:0/96` are none.
  static std::optional<IpNetwork> parse(std::string_view text);

  [[nodiscard]] bool contains(const IpAddress& address) const noexcept;
  /// The first address of the block.
  [[nodiscard]] const IpAddress& address() const noexcept { return address_; }
  /// How many leading bits all addresses of the block have in common: at most 32 for IPv4, 128 for IPv6.
  [[nodiscard]] unsigned prefix_length() const noexcept { return prefix_length_; }
  /// `10.0.0.0/8`; one address without the length.
  [[nodiscard]] std::string text() const;

  friend bool operator==(const IpNetwork&, const IpNetwork&) = default;

 private:
  explicit IpNetwork(const IpAddress& address, unsigned prefix_length);

  IpAddress address_;  ///< Bits after the prefix are zero.
  unsigned prefix_length_ = 0;
};

}  // namespace jeton::base
