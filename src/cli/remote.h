#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "cli/exit_code.h"
#include "cli/io.h"
#include "client/jeton_client.h"

namespace jeton::cli {

/// A client, or how the command ended because there is none.
struct Connection {
  std::optional<client::JetonClient> client;
  ExitCode ended = ExitCode::kOk;
};

/// The server of `JETON_URL`, accessed with `JETON_TOKEN`, through the proxy that `HTTPS_PROXY` and similar
/// variables name. `JETON_CA_FILE` names authorities to trust in place of the system's. Errors have been
/// reported.
Connection connect(const Io& io);

/// The token in `JETON_TOKEN`. Errors: unauthenticated when it is not set; invalid at it when it is empty or
/// holds what no token does.
base::Result<base::Secret> token_of_environment(const Io& io);

/// The same server with another token. Errors: invalid at `JETON_URL`.
base::Result<client::JetonClient> connect_with(const Io& io, base::Secret token);

/// A unique key for one create.
std::string new_idempotency_key();

}  // namespace jeton::cli
