#include "base/client_network.h"

#include "base/check.h"
#include "base/ip.h"

namespace jeton::base {
namespace {

std::string block_of(const IpAddress& address, std::string_view length) {
  const auto block = IpNetwork::parse(address.text() + std::string{length});
  JETON_ASSERT(block.has_value());
  return block->text();
}

}  // namespace

ClientNetworks networks_of(std::string_view ip) {
  // The zone of a link-local address names an interface of this machine.
  const auto address = IpAddress::parse(ip.substr(0, ip.find('%')));
  if (!address) return {std::string{ip}, {}};
  if (address->is_v4()) return {address->text(), {}};
  return {block_of(*address, "/64"), block_of(*address, "/48")};
}

}  // namespace jeton::base
