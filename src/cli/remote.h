#pragma once

#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "cli/io.h"
#include "client/jeton_client.h"

namespace jeton::cli {

/// The server of `JETON_URL`, spoken to with `JETON_TOKEN`. `JETON_CA_FILE` names authorities to trust in
/// place of the system's. Errors: unauthenticated when there is no token; invalid at `JETON_URL`.
base::Result<client::JetonClient> connect(const Io& io);

/// The same with another token.
base::Result<client::JetonClient> connect_with(const Io& io, base::Secret token);

/// A name for one create that nobody used before.
std::string new_idempotency_key();

}  // namespace jeton::cli
