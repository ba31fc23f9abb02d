#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include "net/request.h"

namespace jeton::server {

/// Whose share of a lane a request takes, by its head alone: the account that its credential was found to
/// belong to when it was last used; else the client's address. Credentials are kept as digests. Safe from any
/// thread.
class Owners {
 public:
  /// Keeps `kept_max` credentials at least, and twice as many at most.
  explicit Owners(std::size_t kept_max) : kept_max_{kept_max} {}

  /// `owner` has sent `request`.
  void learn(const net::Request& request, const std::string& owner);
  [[nodiscard]] std::string of(const net::Request& head);

 private:
  using ByCredential = std::unordered_map<std::string, std::string>;

  void keep(std::string credential, std::string owner);

  const std::size_t kept_max_;
  std::mutex mutex_;
  // What has not been used while `recent_` filled up is forgotten.
  ByCredential recent_;
  ByCredential before_;
};

}  // namespace jeton::server
