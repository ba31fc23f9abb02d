#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "verify/random_world_test.h"

namespace jeton::edge {

/// Requests as gateways send them, as clients might, and as an attacker would.
class RandomQuestions {
 public:
  /// Half of the questions are some of `allowed`.
  RandomQuestions(base::RandomSource& random, verify::RandomWorld& world,
                  std::vector<verify::Question> allowed)
      : pick_{random}, world_{world}, allowed_{std::move(allowed)} {}

  std::string next() {
    auto bytes = request();
    if (pick_.below(3) == 0) bytes += request();
    if (pick_.below(3) == 0) mutate(bytes);
    return bytes;
  }

 private:
  std::string request() {
    const bool is_allowed = !allowed_.empty() && pick_.below(2) == 0;
    const auto asked = is_allowed ? allowed_[pick_.below(allowed_.size())] : world_.question();
    std::string method = "GET";
    std::string target = "/gateway/authorize";
    std::vector<std::string> headers{"Host: platform.example"};
    if (pick_.below(20) != 0) headers.push_back("Authorization: Bearer " + asked.credential);
    switch (pick_.below(6)) {
      case 0:
      case 1:
      case 2:
        headers.push_back("X-Original-Method: " + asked.method);
        headers.push_back("X-Original-URI: " + asked.target);
        break;
      case 3:
        headers.push_back("x-forwarded-method: " + asked.method);
        headers.push_back("X-Forwarded-Uri:" + asked.target);
        break;
      case 4:
        headers.push_back("X-Original-Method: " + asked.method);
        headers.push_back("X-Original-URL: https://platform.example" + asked.target);
        break;
      default: method = asked.method; target += asked.target;
    }
    if (pick_.below(3) == 0) headers.push_back(odd_header());
    if (pick_.below(10) == 0) headers.push_back(headers[pick_.below(headers.size())]);
    if (pick_.below(10) == 0)
      headers.erase(headers.begin() + static_cast<std::ptrdiff_t>(pick_.below(headers.size())));
    if (!headers.empty()) std::swap(headers[pick_.below(headers.size())], headers.back());
    std::string bytes =
        method + " " + target + pick_.one_of({" HTTP/1.1", " HTTP/1.1", " HTTP/1.1", " HTTP/1.0"}) + "\r\n";
    for (const auto& header : headers) bytes += header + "\r\n";
    return bytes + "\r\n";
  }

  std::string odd_header() {
    return pick_.one_of({"Content-Length: 0",
                         "Content-Length: 5",
                         "Transfer-Encoding: chunked",
                         "Connection: keep-alive",
                         "Connection: close",
                         "Expect: 100-continue",
                         "Upgrade: h2c",
                         "X-Forwarded-For: 192.0.2.1",
                         "X-Forwarded-Proto: https",
                         "Origin: https://a.example",
                         "Access-Control-Request-Method: PUT",
                         "X-Filler: \xc3\xa9",
                         "X-Tab: a\tb",
                         "Cookie: a=b; c=d",
                         " folded",
                         "X-Original-Method:",
                         "Proxy-Connection: close",
                         "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                         "Host: other",
                         "Broken"});
  }

  void mutate(std::string& bytes) {
    for (auto changes = 1 + pick_.below(3); changes > 0; --changes) {
      const auto at = pick_.below(bytes.size());
      switch (pick_.below(4)) {
        case 0: bytes[at] = static_cast<char>(pick_.below(256)); break;
        case 1: bytes.erase(at, 1 + pick_.below(3)); break;
        case 2:
          bytes.insert(at, pick_.one_of({"\r", "\n", "\r\n", " ", "\t", ":", "%", std::string(1, '\0')}));
          break;
        default: bytes.resize(at); break;
      }
      if (bytes.empty()) return;
    }
  }

  /// What a random world picks with.
  struct Pick {
    explicit Pick(base::RandomSource& source) : requests{source} {}
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(requests.below(bound)); }
    std::string one_of(std::initializer_list<std::string> texts) {
      return *(texts.begin() + below(texts.size()));
    }
    verify::RandomRequests requests;
  };

  Pick pick_;
  verify::RandomWorld& world_;
  std::vector<verify::Question> allowed_;
};

}  // namespace jeton::edge
