#include "base/ip.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace jeton::base {
namespace {

namespace ip = boost::asio::ip;

constexpr unsigned kV4Bits = 32;
constexpr unsigned kV6Bits = 128;
/// Of `::ffff:0:0/96`, which holds IPv4 as IPv6.
constexpr unsigned kMappedBits = kV6Bits - kV4Bits;

std::optional<ip::address> parse_any(std::string_view text) {
  // A zone names an interface of this machine alone. U+0000 would end the text early.
  if (text.find_first_of(std::string_view{"%\0", 2}) != text.npos) return std::nullopt;
  boost::system::error_code failed;
  auto address = ip::make_address(std::string{text}, failed);
  if (failed) return std::nullopt;
  return address;
}

bool is_mapped(const ip::address& address) {
  return address.is_v6() && address.to_v6().is_v4_mapped();
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  auto parsed = parse_any(text);
  if (!parsed) return std::nullopt;
  if (is_mapped(*parsed)) parsed = ip::make_address_v4(ip::v4_mapped, parsed->to_v6());
  IpAddress address;
  address.is_v4_ = parsed->is_v4();
  if (address.is_v4_) {
    const auto bytes = parsed->to_v4().to_bytes();
    std::copy(bytes.begin(), bytes.end(), address.bytes_.begin());
  } else {
    const auto bytes = parsed->to_v6().to_bytes();
    std::copy(bytes.begin(), bytes.end(), address.bytes_.begin());
  }
  return address;
}

IpAddress IpAddress::loopback() noexcept {
  IpAddress address;
  address.bytes_ = {127, 0, 0, 1};
  return address;
}

bool IpAddress::is_loopback() const noexcept {
  if (is_v4_) return bytes_[0] == 127;
  return std::all_of(bytes_.begin(), bytes_.end() - 1, [](std::uint8_t byte) { return byte == 0; }) &&
         bytes_.back() == 1;
}

bool IpAddress::is_unspecified() const noexcept {
  return std::all_of(bytes_.begin(), bytes_.end(), [](std::uint8_t byte) { return byte == 0; });
}

std::array<std::uint8_t, 16> IpAddress::mapped_bytes() const noexcept {
  if (!is_v4_) return bytes_;
  std::array<std::uint8_t, 16> mapped{};
  mapped[10] = mapped[11] = 0xff;
  std::copy_n(bytes_.begin(), 4, mapped.begin() + 12);
  return mapped;
}

std::string IpAddress::text() const {
  if (!is_v4_) return ip::address_v6{bytes_}.to_string();
  return ip::address_v4{{bytes_[0], bytes_[1], bytes_[2], bytes_[3]}}.to_string();
}

std::string IpAddress::host_text() const {
  return is_v4_ ? text() : '[' + text() + ']';
}

IpNetwork::IpNetwork(const IpAddress& address, unsigned prefix_length)
    : address_{address}, prefix_length_{prefix_length} {
  for (unsigned bit = prefix_length; bit < kV6Bits; ++bit) {
    address_.bytes_[bit / 8] &= static_cast<std::uint8_t>(~(0x80U >> (bit % 8)));
  }
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto host = text.substr(0, slash);
  const auto address = IpAddress::parse(host);
  if (!address) return std::nullopt;
  const unsigned bits = address->is_v4() ? kV4Bits : kV6Bits;
  if (slash == text.npos) return IpNetwork{*address, bits};
  const auto digits = text.substr(slash + 1);
  unsigned length = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stop, failed] = std::from_chars(digits.data(), end, length);
  if (failed != std::errc{} || stop != end) return std::nullopt;
  // The length of a mapped block counts the bits in front of the IPv4 address too.
  if (is_mapped(*parse_any(host))) {
    if (length < kMappedBits) return std::nullopt;
    length -= kMappedBits;
  }
  if (length > bits) return std::nullopt;
  return IpNetwork{*address, length};
}

bool IpNetwork::contains(const IpAddress& address) const noexcept {
  return address.is_v4() == address_.is_v4() && IpNetwork{address, prefix_length_} == *this;
}

std::string IpNetwork::text() const {
  const unsigned bits = address_.is_v4() ? kV4Bits : kV6Bits;
  if (prefix_length_ == bits) return address_.text();
  return address_.text() + '/' + std::to_string(prefix_length_);
}

}  // namespace jeton::base
