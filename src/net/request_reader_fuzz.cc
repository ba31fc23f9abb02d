#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/request_reader.h"

namespace {

using jeton::net::RequestReader;
using State = RequestReader::State;

constexpr std::size_t kBodyBytesMax = 256;

struct Outcome {
  State state = State::kNeedsMore;
  jeton::net::RequestParts parts;
  std::string body;
  std::string rest;
};

const jeton::net::ServerLimits& limits() {
  static const jeton::net::ServerLimits kLimits = [] {
    jeton::net::ServerLimits small;
    small.header_bytes_max = 512;
    return small;
  }();
  return kLimits;
}

Outcome read(std::string_view input, std::size_t piece) {
  Outcome outcome;
  RequestReader reader{limits()};
  while (outcome.state != State::kComplete && outcome.state != State::kRefused && !input.empty()) {
    outcome.rest += input.substr(0, piece);
    input.remove_prefix(std::min(piece, input.size()));
    outcome.state = reader.read(outcome.rest);
    if (outcome.state != State::kHeadComplete) continue;
    outcome.state = reader.accept_body(kBodyBytesMax);
    if (outcome.state == State::kNeedsMore) outcome.state = reader.read(outcome.rest);
  }
  outcome.rest += input;
  if (outcome.state != State::kComplete) return outcome;
  outcome.parts = reader.take_head();
  outcome.body = reader.take_body();
  return outcome;
}

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// However the bytes are cut, the same request comes out and the same bytes are left for the next one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};
  const auto whole = read(input, std::max<std::size_t>(size, 1));
  for (const auto piece : {std::size_t{1}, std::size_t{7}}) {
    const auto cut = read(input, piece);
    check((cut.state == State::kComplete) == (whole.state == State::kComplete));
    if (whole.state != State::kComplete) continue;
    check(cut.parts.method == whole.parts.method && cut.parts.target == whole.parts.target);
    check(cut.parts.headers == whole.parts.headers && cut.body == whole.body);
    check(cut.rest == whole.rest);
    check(whole.body.size() <= kBodyBytesMax);
  }
  return 0;
}
