#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "cli/transcript_test.h"
#include "client/server_for_client_test.h"
#include "net/response.h"

namespace jeton::cli {

/// Commands against a server that says what the test wants.
class RemoteCommands : public Commands {
 protected:
  RemoteCommands() {
    environment["JETON_URL"] = server_.url();
    environment["JETON_TOKEN"] = "idt:TKN-8857-1730:0123456789abcdef0123456789abcdef";
  }

  std::function<net::Response(const net::Request&)> answer = [](const net::Request&) {
    return net::json_response(200, R"({"id":"TKN-8857-1729"})");
  };
  std::vector<std::string> asked;

 private:
  net::Response on_request(const net::Request& request) {
    const std::lock_guard lock{mutex_};
    asked.push_back(request.method() + " " + request.target());
    return answer(request);
  }

  std::mutex mutex_;
  client::ServerForClient server_{[this](const net::Request& request) { return on_request(request); }};
};

}  // namespace jeton::cli
