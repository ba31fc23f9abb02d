#include "api/create_once.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "api/kept_answer.h"
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
    return Error::invalid(std::string{kHeader}, "The header may be given only once.");
  }
  if (text->empty() || text->size() > base::kIdempotencyKeyLengthMax || !is_printable(*text)) {
    return Error::invalid(std::string{kHeader}, "The key must be 1 to 255 printable ASCII characters.");
  }
  // Neither method nor path holds a line end, so no two requests have one text.
  const auto digest = crypto::sha256_hex(request.method() + "\n" + request.path() + "\n" + request.body());
  return std::optional<app::IdempotencyKey>{{std::string{*text}, digest}};
}

}  // namespace

Result<net::Response> answer_create(const Exchange& exchange, const Create& create, const KeptBody& kept) {
  JETON_TRY(const auto key, idempotency_key(exchange.request));
  net::Response answer;
  const auto make = [&](domain::UnitOfWork& unit) -> Result<std::string> {
    JETON_TRY(answer, create(unit));
    if (!key) return std::string{};
    return kept_answer(answer, kept.without ? kept.without(answer.body) : answer.body);
  };
  const auto repeat = [&](domain::UnitOfWork& unit, std::string_view text) -> Result<void> {
    JETON_TRY(answer, read_kept_answer(text));
    if (kept.restored) {
      JETON_TRY(answer.body, kept.restored(unit, answer.body));
    }
    answer.set_header("Idempotency-Replayed", "true");
    return {};
  };
  JETON_TRY(const auto once, app::create_once(exchange.services, exchange.caller, key, make, repeat));
  switch (once) {
    case app::Once::kCreated:
    case app::Once::kRepeated: break;
    case app::Once::kOfAnotherRequest:
      return Error::conflict(std::string{kHeader}, "The key has been used for another request.");
    case app::Once::kCannotBeRepeated:
      return Error::conflict(
          std::string{kHeader},
          "The request was answered, but the answer can no longer be read: its sealing key was abandoned.");
  }
  return answer;
}

}  // namespace jeton::api
