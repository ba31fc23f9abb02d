#pragma once

#include <optional>
#include <set>
#include <string>

#include "domain/account.h"
#include "domain/audit_record.h"
#include "domain/ids.h"
#include "domain/module.h"
#include "domain/stamp.h"

namespace jeton::domain {

/// Who is calling: a user in an account, a token, or the system itself (spec R-010). `modules` holds codes.
struct Caller {
  ActorRef actor;
  /// Absent for a user without active membership (spec R-012) and for the system.
  std::optional<AccountId> account;
  AccountType account_type = AccountType::kClient;
  std::set<std::string, std::less<>> modules;
  RequestOrigin origin;

  [[nodiscard]] bool holds(std::string_view module_code) const {
    return modules.find(module_code) != modules.end();
  }
  /// The stamp of something this caller does at `at`.
  [[nodiscard]] Stamp stamp(base::Timestamp at) const { return {at, actor, account}; }
};

/// Which tokens a caller reaches (table 3.1). Store queries take it, so a list never shows more than a get.
struct TokenScope {
  std::optional<AccountId> own_account;     ///< Tokens of this account.
  bool vendor_and_client_accounts = false;  ///< Tokens of every Vendor and Client account.
  bool operations_accounts = false;         ///< Tokens of every Operations account.
  bool deleted = false;                     ///< Deleted ones too (spec R-131).
  std::optional<TokenId> self;              ///< This token, whatever the rest says (spec R-016).

  [[nodiscard]] bool reaches_any() const noexcept { return own_account.has_value() || reaches_others(); }
  /// Whether it includes accounts besides `own_account`.
  [[nodiscard]] bool reaches_others() const noexcept {
    return vendor_and_client_accounts || operations_accounts;
  }
  /// Whether a token of that account and state is inside the scope.
  [[nodiscard]] bool contains(const TokenId& token, const AccountId& account, AccountType type,
                              bool token_deleted) const;
};

/// The scope by table 3.1, without the exception of R-016 (`self` is unset). Nothing is reached by a
/// caller who lacks both modules: that is a denial, before any look-up.
TokenScope manageable_tokens(const Caller& caller);
/// The scope of reading one token: the above, plus the caller itself when it is a token (spec R-016).
TokenScope readable_tokens(const Caller& caller);

/// The scope of asking about a token whose text one has (spec A-191): the above, and for Operations, whose
/// services take the tokens of all accounts, every one.
TokenScope introspectable_tokens(const Caller& caller);

/// Which accounts' groups a caller reaches (spec 3.2, user group row).
struct GroupScope {
  std::optional<AccountId> own_account;
  bool all_accounts = false;
  /// Only those of this membership, among the others.
  std::optional<MembershipId> of_membership{};
  /// Not of this account, whatever `all_accounts` says.
  std::optional<AccountId> except{};

  [[nodiscard]] bool reaches_any() const noexcept { return own_account.has_value() || all_accounts; }
  [[nodiscard]] bool contains(const AccountId& account) const {
    return own_account == account || (all_accounts && except != account);
  }
};
/// Access Management reaches those of the caller's account, Platform Account Management those of every Vendor
/// and Client account. Those of the operations account are read with the first and changed with both:
/// changing them decides who controls the platform.
GroupScope readable_groups(const Caller& caller);
GroupScope changeable_groups(const Caller& caller);

/// Which users a caller reaches, to read and to update (spec 3.2): those who share the caller's account, if
/// it holds Access Management; everyone, for Operations with Platform Account Management; and oneself.
struct UserScope {
  std::optional<AccountId> own_account;  ///< Users with a membership there, whatever its state.
  bool all = false;
  bool deleted = false;  ///< Deleted ones too (spec R-064).
  std::optional<UserId> self;

  [[nodiscard]] bool reaches_any() const noexcept { return own_account.has_value() || all || self; }
};
UserScope reachable_users(const Caller& caller);
/// Whether the caller sees everyone as they are: Operations with Platform Account Management, and the
/// system. Others see those who have not accepted their account's invitation as it named them (spec R-071).
bool knows_everybody(const Caller& caller);

/// Which accounts' memberships a caller reaches (spec 3.2, account user row).
struct MembershipScope {
  std::optional<AccountId> own_account;
  bool all_accounts = false;
  /// This user's too, whatever the account (spec R-074).
  std::optional<UserId> of_user{};
  /// Not of this account, whatever `all_accounts` says.
  std::optional<AccountId> except{};

  [[nodiscard]] bool reaches_any() const noexcept { return own_account.has_value() || all_accounts; }
  [[nodiscard]] bool contains(const AccountId& account) const {
    return own_account == account || (all_accounts && except != account);
  }
};
/// As for groups.
MembershipScope reachable_memberships(const Caller& caller);
MembershipScope changeable_memberships(const Caller& caller);

/// Which accounts a caller reaches (spec 3.2, account row).
struct AccountScope {
  std::optional<AccountId> own_account;
  bool all_accounts = false;

  [[nodiscard]] bool reaches_any() const noexcept { return own_account.has_value() || all_accounts; }
  [[nodiscard]] bool contains(const AccountId& account) const {
    return all_accounts || own_account == account;
  }
};
/// To read: the caller's own, whatever it holds; all of them with Platform Account Management.
AccountScope readable_accounts(const Caller& caller);
/// To change, its icon and the modules of its default group included (spec X-07): the caller's own with
/// Account Management; all of them with Platform Account Management.
AccountScope changeable_accounts(const Caller& caller);

/// Operations with Platform Account Management: creates accounts, changes their state, sets what
/// only Operations may set, reads the module catalogue, and blocks, unblocks and deletes users (spec R-014,
/// 3.2).
bool manages_platform(const Caller& caller);

}  // namespace jeton::domain
