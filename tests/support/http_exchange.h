#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jeton::tests {

/// An answer as it came over the socket.
struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< Names in lower case; of repeated ones the last.
  std::string body;

  [[nodiscard]] std::string header(const std::string& lower_name) const;
  /// The body as JSON; fails the test when it is none.
  [[nodiscard]] boost::json::value json() const;
};

struct Ask {
  std::string method = "GET";
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// One request on a connection of its own, byte by byte as stated: nothing is added but `Host`,
/// `Connection: close` and, for a body, `Content-Length`. Fails the test when nothing answers.
Answer send(std::uint16_t port, const Ask& ask);

}  // namespace jeton::tests
