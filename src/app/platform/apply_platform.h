#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/command/services.h"
#include "base/result.h"
#include "base/secret.h"
#include "domain/account.h"
#include "domain/module.h"
#include "domain/token.h"
#include "domain/user.h"

/// Makes the platform match a file (`jeton apply`): creates and updates, never deletes what the file
/// does not mention. The file's text is read by `server/platform_file`.
namespace jeton::app {

/// Each entry may carry a given id; without one an entry is found by its natural key: a module by code, an
/// account by name, a group by account and name, a user by e-mail, a token by account and name. The
/// operations account is found by its type: there is one. What is absent stays as it is (spec R-025), and
/// takes its default when the entry is created.
struct PlatformModule {
  std::optional<std::string> id;
  std::string code;
  std::string name;
  std::optional<std::string> description;
  std::vector<domain::AccountType> account_types;
  std::optional<bool> configurable;                      ///< Default: true.
  std::optional<bool> is_default;                        ///< Default: false.
  std::optional<bool> paid;                              ///< Default: false.
  std::optional<bool> obsolete;                          ///< Default: false.
  std::optional<std::vector<domain::ModuleType>> types;  ///< Default: new.
  std::optional<bool> multi_account;                     ///< Default: true.
  std::optional<bool> single_account;                    ///< Default: true.
  std::optional<std::vector<domain::ModulePath>> paths;
};

struct PlatformAccount {
  std::optional<std::string> id;
  domain::AccountType type = domain::AccountType::kClient;
  std::string name;
  std::optional<std::string> description;
  std::optional<std::string> website;
  std::optional<std::string> technical_support_email;
  std::optional<domain::AddressChange> address;
  std::optional<std::string> default_language_code;
  std::optional<std::string> external_id;
  std::optional<domain::EligibilityChange> eligibility;
  std::optional<bool> reveal_tokens;
  /// Codes: the default group's modules. Mandatory ones (spec R-051) are added automatically.
  std::optional<std::vector<std::string>> modules;
};

/// `account` refers to an account by id or by name, `modules` are codes, `groups` names or ids.
struct PlatformGroup {
  std::optional<std::string> id;
  std::string account;
  std::string name;
  std::optional<std::string> description;
  std::optional<std::vector<std::string>> modules;
};

/// A new membership is active immediately: the operator vouches for it.
struct PlatformMembership {
  std::string account;
  std::vector<std::string> groups;  ///< Empty: the default group, for a new membership.
};

struct PlatformUser {
  std::optional<std::string> id;
  std::string email;
  std::string first_name;
  std::string last_name;
  std::vector<PlatformMembership> memberships;
};

struct PlatformToken {
  std::optional<std::string> id;
  std::string account;
  std::string name;
  std::optional<std::string> description;
  std::optional<std::vector<std::string>> modules;
  std::optional<domain::TokenStatus> status;  ///< `Active` or `Disabled`.
  /// The whole text `idt:<id>:<opaque>`; needs `id`. Used when the token is created, and checked against an
  /// existing one's.
  std::optional<base::Secret> value;
  /// SHA-256 of the opaque part, in place of `value`: the token's text can then never be shown.
  std::optional<domain::Digest> value_sha256;
};

struct PlatformFile {
  std::vector<PlatformModule> modules;
  std::vector<PlatformAccount> accounts;
  std::vector<PlatformGroup> groups;
  std::vector<PlatformUser> users;
  std::vector<PlatformToken> tokens;
};

enum class PlanAction : std::uint8_t { kCreate, kUpdate, kUnchanged };

/// One line of the plan. Never holds a secret.
struct PlanStep {
  PlanAction action = PlanAction::kUnchanged;
  std::string kind;  ///< `module`, `account`, `group`, `user`, `token`.
  std::string name;
  std::string id;                    ///< Empty for entries to which a dry run would assign one.
  std::vector<std::string> changed;  ///< Names of the fields that differ.
};

enum class ApplyMode : std::uint8_t { kApply, kDryRun };

struct ApplyProgress {
  bool writing = false;  ///< False: the file is only being compared with the platform.
  std::size_t done = 0;  ///< Entries of the file, by what has been committed while writing.
  std::size_t total = 0;
};

struct ApplyOptions {
  ApplyMode mode = ApplyMode::kApply;
  /// Called after each piece of work, on the calling thread.
  std::function<void(const ApplyProgress&)> progress{};
  /// Called between two units of work, when nothing is locked: other writers get their turn.
  std::function<void()> between_units{};
};

/// Compares all of `file` with a snapshot of the platform first, so that a file with an error changes
/// nothing. A dry run ends there. Then it writes, `kApplyEntriesMax` entries to a unit of work: the
/// operations account and the modules together, each account with its default group, then groups, users and
/// tokens. If interrupted, what has been applied stays, and applying the same file again does the rest. Steps
/// come in the order of the file, unchanged ones included. Errors: invalid, with paths such as
/// `tokens[2].modules[0]`.
base::Result<std::vector<PlanStep>> apply_platform(const Services& services, const PlatformFile& file,
                                                   const ApplyOptions& options);
base::Result<std::vector<PlanStep>> apply_platform(const Services& services, const PlatformFile& file,
                                                   ApplyMode mode);

}  // namespace jeton::app
