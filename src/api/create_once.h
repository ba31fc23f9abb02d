#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "api/exchange.h"
#include "app/command/once.h"
#include "base/result.h"
#include "net/response.h"

namespace jeton::api {

/// Creates inside a unit, does not commit, and answers.
using Create = std::function<base::Result<net::Response>(domain::UnitOfWork& unit)>;

/// For an answer that shows what must not be kept with it.
struct KeptBody {
  /// What is kept of the body.
  std::function<std::string(std::string_view body)> without;
  /// The body of a repeat, from what was kept; inside a unit, and does not commit.
  std::function<base::Result<std::string>(domain::UnitOfWork& unit, std::string_view kept)> restored;
};

/// Answers a POST that creates, at most once for each `Idempotency-Key` (docs/reference/safe-updates.md):
///
///     return answer_create(exchange, [&](domain::UnitOfWork& unit) -> Result<net::Response> {
///       JETON_TRY(const auto view, app::create_group(exchange.services, unit, exchange.caller, command));
///       return object_response(201, to_json(view), group_fields(), exchange.selection);
///     });
///
/// Errors: invalid at `Idempotency-Key` for a key that is not 1 to 255 printable ASCII characters, or is
/// given twice; conflict at it for a key that named another request; those of `create` and of `kept`.
base::Result<net::Response> answer_create(const Exchange& exchange, const Create& create,
                                          const KeptBody& kept = {});

}  // namespace jeton::api
