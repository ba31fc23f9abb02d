#pragma once

#include "base/random.h"
#include "net/request.h"
#include "net/response.h"

namespace jeton::server {

/// The console's files, embedded in the binary, and `index.html` for every address that is a page of it.
/// Each page carries a fresh Content-Security-Policy nonce. Safe from any thread.
class StaticConsole {
 public:
  explicit StaticConsole(base::RandomSource& random);

  /// 404 for a path that is neither a file nor a page; 405 for other methods than GET and HEAD.
  net::Response operator()(const net::Request& request) const;

 private:
  base::RandomSource& random_;
};

}  // namespace jeton::server
