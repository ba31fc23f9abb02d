#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/expected_revision.h"
#include "app/command/services.h"
#include "app/command/view_stream.h"
#include "base/result.h"
#include "domain/account.h"
#include "domain/caller.h"
#include "domain/store.h"

/// What a caller can do with accounts (spec section 5). Each function is one unit of work: permission, rule,
/// row, audit record and change entry, all or nothing.
///
/// Errors common to all: denied when the caller lacks what the operation needs in any account, before any
/// look-up; not found for an id that is unknown or out of the caller's reach, indistinguishably.
namespace jeton::app {

/// An account with what its references resolve to.
struct AccountView {
  domain::Account account;
  /// By id. Empty when they were not asked for, or the caller does not reach them.
  std::vector<domain::Group> groups;
};

/// Whether an answer includes the account's groups.
enum class GroupsInAnswer : std::uint8_t { kOmit, kInclude };

/// `change` holds what the caller sends; `type` (`Vendor` or `Client`) and `name` are required.
struct CreateAccount {
  std::optional<std::string> type;
  domain::AccountChange change;
  std::optional<domain::Icon> logo;  ///< Already re-encoded.
};

struct UpdateAccount {
  std::optional<std::string> type;  ///< Must be the account's own if given.
  domain::AccountChange change;
  std::optional<domain::Icon> logo;
  /// Removes an uploaded logo, so that the generated one is served again.
  bool clears_logo = false;
};

/// Whether the caller may read any account: everyone who acts in one (spec R-012, 3.2).
bool reaches_accounts(const domain::Caller& caller);
/// Whether the caller may change any account.
bool changes_accounts(const domain::Caller& caller);

/// Creates an account with its default group, which gets the modules that its type starts with (spec R-040,
/// Only Operations with Platform Account Management. Errors: invalid at the field; at `type`
/// also for Operations.
base::Result<AccountView> create_account(const Services& services, const domain::Caller& caller,
                                         const CreateAccount& command);
/// The same inside `unit`, which the caller commits.
base::Result<AccountView> create_account(const Services& services, domain::UnitOfWork& unit,
                                         const domain::Caller& caller, const CreateAccount& command);

base::Result<AccountView> get_account(const Services& services, const domain::Caller& caller,
                                      std::string_view id, GroupsInAnswer wanted);

/// A page of the accounts that the caller reads; `query` is of `domain::account_properties`.
base::Result<domain::Page<AccountView>> list_accounts(const Services& services, const domain::Caller& caller,
                                                      const domain::Query& query, GroupsInAnswer wanted);
/// All of them, whatever the page (spec A-080).
base::Result<std::unique_ptr<ViewStream<AccountView>>> stream_accounts(const Services& services,
                                                                       const domain::Caller& caller,
                                                                       const domain::Query& query,
                                                                       GroupsInAnswer wanted);

/// Applies a delta (spec R-025). Errors: precondition failed, before any other but not found; invalid at the
/// field; denied for a caller who would change what only Operations may set (`externalId`, `eligibility`).
base::Result<AccountView> update_account(const Services& services, const domain::Caller& caller,
                                         std::string_view id, const UpdateAccount& command,
                                         GroupsInAnswer wanted, const ExpectedRevision& expected = {});

/// The transitions of spec R-042. Only Operations with Platform Account Management. Errors: precondition
/// failed; conflict.
base::Result<AccountView> enable_account(const Services& services, const domain::Caller& caller,
                                         std::string_view id, GroupsInAnswer wanted,
                                         const ExpectedRevision& expected = {});
base::Result<AccountView> disable_account(const Services& services, const domain::Caller& caller,
                                          std::string_view id, GroupsInAnswer wanted,
                                          const ExpectedRevision& expected = {});
base::Result<AccountView> activate_account(const Services& services, const domain::Caller& caller,
                                           std::string_view id, GroupsInAnswer wanted,
                                           const ExpectedRevision& expected = {});
base::Result<AccountView> deactivate_account(const Services& services, const domain::Caller& caller,
                                             std::string_view id, GroupsInAnswer wanted,
                                             const ExpectedRevision& expected = {});

/// The uploaded logo, else one made of the initials. Public, without a caller (spec section 5).
/// Errors: not found for an unknown account.
base::Result<domain::Icon> get_account_icon(const Services& services, std::string_view id);

}  // namespace jeton::app
