#include "server/owners.h"

#include <utility>

#include "base/client_network.h"
#include "crypto/digest.h"

namespace jeton::server {
namespace {

/// Empty: there is none.
std::string credential_of(const net::Request& request) {
  const auto authorization = request.header("Authorization");
  const auto shown = authorization ? authorization : request.header("Cookie");
  return shown ? crypto::sha256_hex(*shown) : std::string{};
}

}  // namespace

void Owners::learn(const net::Request& request, const std::string& owner) {
  auto credential = credential_of(request);
  if (credential.empty()) return;
  const std::lock_guard lock{mutex_};
  keep(std::move(credential), owner);
}

std::string Owners::of(const net::Request& head) {
  if (auto credential = credential_of(head); !credential.empty()) {
    const std::lock_guard lock{mutex_};
    if (const auto found = recent_.find(credential); found != recent_.end()) return found->second;
    if (const auto found = before_.find(credential); found != before_.end()) {
      auto owner = found->second;
      keep(std::move(credential), owner);
      return owner;
    }
  }
  return "address " + base::networks_of(head.remote_address()).own;
}

/// Under the lock.
void Owners::keep(std::string credential, std::string owner) {
  recent_.insert_or_assign(std::move(credential), std::move(owner));
  if (recent_.size() < kept_max_) return;
  before_ = std::exchange(recent_, {});
}

}  // namespace jeton::server
