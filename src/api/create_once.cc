#include "api/create_once.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/limits.h"
#include "crypto/digest.h"
#include "net/header.h"

namespace jeton::api {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kHeader = "Idempotency-Key";

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

/// Nothing when the client names none.
Result<std::optional<app::IdempotencyKey>> idempotency_key(const net::Request& request) {
  const auto text = request.header(kHeader);
  if (!text) return std::optional<app::IdempotencyKey>{};
  if (request.header_count(kHeader) > 1) {
    return Error::invalid(std::string{kHeader}, "The header may be given once.");
  }
  if (text->empty() || text->size() > base::kIdempotencyKeyLengthMax || !is_printable(*text)) {
    return Error::invalid(std::string{kHeader}, "The key must be 1 to 255 printable ASCII characters.");
  }
  // Neither method nor path holds a line end, so no two requests have one text.
  const auto digest =
      crypto::to_hex(crypto::sha256(request.method() + "\n" + request.path() + "\n" + request.body()));
  return std::optional<app::IdempotencyKey>{{std::string{*text}, digest}};
}

}  // namespace

Result<net::Response> answer_create(const Exchange& exchange, const app::Creation& create,
                                    const app::Repetition& repeat) {
  JETON_TRY(const auto key, idempotency_key(exchange.request));
  JETON_TRY(auto once, app::create_once(exchange.services, exchange.caller, key, create, repeat));
  auto response = net::json_response(once.answer.status, std::move(once.answer.body));
  if (!once.answer.etag.empty()) response.set_header("ETag", std::move(once.answer.etag));
  if (once.is_replayed) response.set_header("Idempotency-Replayed", "true");
  return response;
}

app::CreateAnswer create_answer(net::Response response) {
  return {response.status, std::move(response.body), std::string{response.header("ETag").value_or("")}};
}

}  // namespace jeton::api
