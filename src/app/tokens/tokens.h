#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/expected_revision.h"
#include "app/command/references.h"
#include "app/command/services.h"
#include "app/command/view_stream.h"
#include "app/tokens/shown_text.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/store.h"
#include "domain/token.h"

/// What a caller can do with API tokens (spec section 10). Each function is one unit of work: permission,
/// rule, row, audit record and change entry, all or nothing.
///
/// Errors common to all: denied when the caller reaches no tokens at all (table 3.1, before any look-up);
/// not found for an id that is unknown, of another tenant, or deleted for this caller, indistinguishably.
namespace jeton::app {

/// A token with what its references resolve to.
struct TokenView {
  domain::Token token;
  domain::Account account;
  std::vector<ModuleRef> modules;
  ShownText text;
};

/// Whether the caller reaches any tokens at all (table 3.1). A caller who does not is denied before any
/// look-up, and before the body of its request is read (spec A-066).
bool reaches_tokens(const domain::Caller& caller);
/// The same for reading the token `id`: a token may always read itself (spec R-016).
bool may_read_token(const domain::Caller& caller, std::string_view id);

/// Whether an answer is to carry the token's text.
enum class TextInAnswer : std::uint8_t { kOmit, kInclude };

struct CreateToken {
  std::optional<std::string> account_id;  ///< Absent: the caller's account (spec R-101).
  domain::TokenDraft draft;
  std::optional<domain::Icon> logo;  ///< Already re-encoded.
};

struct UpdateToken {
  std::optional<std::string> account_id;  ///< Must be the token's own when stated (spec R-100).
  domain::TokenChange change;
  std::optional<domain::Icon> logo;
};

/// Creates a token, `Active`, with a new secret (spec R-102). The answer always carries the text: with
/// reveal off it is the only one that does. Errors: invalid at `name`, `description`, `icon`, `account.id`,
/// `modules[i].id` (by R-110, and by `domain/granting.h`).
base::Result<TokenView> create_token(const Services& services, const domain::Caller& caller,
                                     const CreateToken& command);

/// The same inside `unit`, which the caller commits.
base::Result<TokenView> create_token(const Services& services, domain::UnitOfWork& unit,
                                     const domain::Caller& caller, const CreateToken& command);

/// Reads one token. A token may read itself (spec R-016). The text leaves a record (`app/shown_text.h`).
base::Result<TokenView> get_token(const Services& services, const domain::Caller& caller, std::string_view id,
                                  TextInAnswer wanted);

/// A page of the tokens that the caller reaches; `query` is of `domain::token_properties`.
base::Result<domain::Page<TokenView>> list_tokens(const Services& services, const domain::Caller& caller,
                                                  const domain::Query& query, TextInAnswer wanted);

/// All of them, whatever the page (spec A-080). A text that is handed out is recorded with the piece it is
/// in, in a unit of the piece's own. `services` outlives the stream.
base::Result<std::unique_ptr<ViewStream<TokenView>>> stream_tokens(const Services& services,
                                                                   const domain::Caller& caller,
                                                                   const domain::Query& query,
                                                                   TextInAnswer wanted);

/// The text of the token `id` for the repeat of an answer that held it, with its record, inside `unit`, which
/// is left to the caller to commit. Empty when the caller would not be shown it by a read now.
base::Result<ShownText> show_text_again(const Services& services, domain::UnitOfWork& unit,
                                        const domain::Caller& caller, std::string_view id);

/// Applies a delta (spec ). Errors: precondition failed, before any other but not found; as
/// create; conflict for a deleted token.
base::Result<TokenView> update_token(const Services& services, const domain::Caller& caller,
                                     std::string_view id, const UpdateToken& command,
                                     const ExpectedRevision& expected = {},
                                     TextInAnswer wanted = TextInAnswer::kOmit);

/// The state machine (spec section 10.4). Errors: precondition failed; conflict at `status`.
base::Result<TokenView> enable_token(const Services& services, const domain::Caller& caller,
                                     std::string_view id, const ExpectedRevision& expected = {},
                                     TextInAnswer wanted = TextInAnswer::kOmit);
base::Result<TokenView> disable_token(const Services& services, const domain::Caller& caller,
                                      std::string_view id, const ExpectedRevision& expected = {},
                                      TextInAnswer wanted = TextInAnswer::kOmit);
base::Result<void> delete_token(const Services& services, const domain::Caller& caller, std::string_view id,
                                const ExpectedRevision& expected = {});

/// The uploaded logo of a token that the caller may read. Errors: not found when there is none.
base::Result<domain::Icon> get_token_icon(const Services& services, const domain::Caller& caller,
                                          std::string_view id);

}  // namespace jeton::app
