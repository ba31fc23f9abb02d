#pragma once

#include "api/exchange.h"
#include "app/command/once.h"
#include "base/result.h"
#include "net/response.h"

namespace jeton::api {

/// Answers a POST that creates, at most once for each `Idempotency-Key` (docs/reference/safe-updates.md):
///
///     return answer_create(exchange, [&](domain::UnitOfWork& unit) -> Result<app::CreateAnswer> {
///       JETON_TRY(const auto view, app::create_group(exchange.services, unit, exchange.caller, command));
///       return create_answer(object_response(201, to_json(view), group_fields(), exchange.selection));
///     });
///
/// Errors: invalid at `Idempotency-Key` for a key that is not 1 to 255 printable ASCII characters, or is
/// given twice; conflict at it for a key that named another request; those of `create`.
base::Result<net::Response> answer_create(const Exchange& exchange, const app::Creation& create,
                                          const app::Repetition& repeat = {});

/// What the response of a create says, for `answer_create`.
app::CreateAnswer create_answer(net::Response response);

}  // namespace jeton::api
