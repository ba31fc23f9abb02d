#pragma once

#include <chrono>
#include <string>

namespace jeton::base::testing {

/// A certificate that vouches for itself, and its key, both in PEM.
struct Certificate {
  std::string certificate;
  std::string key;
};

/// For `name` as OpenSSL writes alternative names: `IP:127.0.0.1`, `DNS:cedar.example`.
Certificate make_certificate(const std::string& name, std::chrono::seconds valid_for = std::chrono::hours{1});

}  // namespace jeton::base::testing
