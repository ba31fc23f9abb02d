#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/listen_address.h"

namespace jeton::server {

/// Shows one folder of documentation and nothing else: no database, no API. For those who write it, so each
/// request sees the files as they are now.
class DocsServer {
 public:
  DocsServer(std::string folder, net::ListenAddress listen);
  /// Stops.
  ~DocsServer();
  DocsServer(const DocsServer&) = delete;
  DocsServer& operator=(const DocsServer&) = delete;

  /// Errors: invalid at `docs` when the folder cannot be read; those of `net::HttpServer::start`.
  base::Result<void> start();
  void stop();
  /// The port that it listens on, once it is started.
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::string base_url() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jeton::server
