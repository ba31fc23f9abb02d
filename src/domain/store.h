#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "domain/account.h"
#include "domain/audit_record.h"
#include "domain/caller.h"
#include "domain/group.h"
#include "domain/ids.h"
#include "domain/module.h"
#include "domain/session.h"
#include "domain/token.h"
#include "domain/user.h"

/// The port to the database. `store/sql` implements it for SQLite and PostgreSQL; `store/contract` is the
/// suite that both pass.
///
/// Every call may block on the database, so callers run on worker threads. Failures of the database are
/// `kUnavailable` (cannot be reached, is locked for too long) or `kInternal`; further errors are named at
/// each function. After an error inside a write unit, only rolling back (destroying it) is meaningful.
///
/// Every insert, update and removal of an account, module, user, membership, group or token also writes one
/// entry of the change feed, in the same transaction.
namespace jeton::domain {

/// How a row that is read is protected until the unit ends. Inside a read unit everything is `kNone`.
enum class Lock : std::uint8_t {
  kNone,
  kShared,     ///< Others may read and share, not change it.
  kExclusive,  ///< For a row about to be changed.
};

class AccountRepository {
 public:
  virtual ~AccountRepository() = default;
  virtual base::Result<std::optional<Account>> find(const AccountId& id, Lock lock = Lock::kNone) = 0;
  /// Those of `ids` that exist, in any order.
  virtual base::Result<std::vector<Account>> find_many(const std::vector<AccountId>& ids) = 0;
  /// All, by id.
  virtual base::Result<std::vector<Account>> list() = 0;
  virtual base::Result<std::optional<Account>> find_operations() = 0;
  /// False if the id is taken.
  virtual base::Result<bool> insert(const Account& account) = 0;
  /// Writes the row whose revision is `account.revision - 1`. Errors: conflict if it has moved.
  virtual base::Result<void> update(const Account& account) = 0;
  /// How many rows the table has about, cheaply; used to lengthen ids.
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

class ModuleRepository {
 public:
  virtual ~ModuleRepository() = default;
  virtual base::Result<std::optional<Module>> find(const ModuleId& id, Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::optional<Module>> find_by_code(std::string_view code) = 0;
  /// The whole catalogue with its paths, by id. Hundreds at most.
  virtual base::Result<std::vector<Module>> list() = 0;
  /// False if the id or the code is taken.
  virtual base::Result<bool> insert(const Module& module) = 0;
  virtual base::Result<void> update(const Module& module) = 0;
};

class UserRepository {
 public:
  virtual ~UserRepository() = default;
  virtual base::Result<std::optional<User>> find(const UserId& id, Lock lock = Lock::kNone) = 0;
  /// E-mail addresses are compared without case.
  virtual base::Result<std::optional<User>> find_by_email(std::string_view email,
                                                          Lock lock = Lock::kNone) = 0;
  /// False if the id or the e-mail address is taken.
  virtual base::Result<bool> insert(const User& user) = 0;
  virtual base::Result<void> update(const User& user) = 0;
  /// The encoded Argon2id hash; nothing while no password is set.
  virtual base::Result<std::optional<std::string>> find_password_hash(const UserId& id) = 0;
  virtual base::Result<void> set_password_hash(const UserId& id, const std::string& encoded) = 0;
  /// Moves `lastLoginAt` and the current account. Not a revision, not a change entry.
  virtual base::Result<void> record_login(const UserId& id, base::Timestamp at,
                                          const std::optional<AccountId>& account) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

class MembershipRepository {
 public:
  virtual ~MembershipRepository() = default;
  /// The one that is not deleted (spec R-070).
  virtual base::Result<std::optional<Membership>> find(const UserId& user, const AccountId& account,
                                                       Lock lock = Lock::kNone) = 0;
  /// By its own id, in any status.
  virtual base::Result<std::optional<Membership>> find_by_id(const MembershipId& id,
                                                             Lock lock = Lock::kNone) = 0;
  /// Of one user, not deleted ones, by account id.
  virtual base::Result<std::vector<Membership>> list_of_user(const UserId& user) = 0;
  /// False if the id is taken. Errors: conflict if the user has a membership in the account already.
  virtual base::Result<bool> insert(const Membership& membership) = 0;
  virtual base::Result<void> update(const Membership& membership) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

struct GroupQuery {
  GroupScope scope;
  std::optional<GroupId> id;
  std::optional<AccountId> account;
  std::optional<bool> is_default;
  std::optional<std::string> name;
  std::int64_t limit = 0;  ///< 0: count only.
  std::int64_t offset = 0;
};

struct GroupPage {
  std::int64_t total = 0;
  std::vector<Group> groups;  ///< By id.
};

class GroupRepository {
 public:
  virtual ~GroupRepository() = default;
  virtual base::Result<std::optional<Group>> find(const GroupId& id, Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::optional<Group>> find_default(const AccountId& account,
                                                          Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::vector<Group>> find_many(const std::vector<GroupId>& ids) = 0;
  /// Of one account, by id.
  virtual base::Result<std::vector<Group>> list_of_account(const AccountId& account) = 0;
  virtual base::Result<GroupPage> list(const GroupQuery& query) = 0;
  /// False if the id is taken. Errors: conflict for a second default group.
  virtual base::Result<bool> insert(const Group& group) = 0;
  virtual base::Result<void> update(const Group& group) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

/// What token lists can be filtered and ordered by (spec A-105).
enum class TokenField : std::uint8_t {
  kId,
  kName,
  kDescription,
  kStatus,
  kIcon,
  kRevision,
  kLastAccessAt,
  kAccountId,
  kAccountName,
  kAccountType,
  kAccountStatus,
  kCreatedAt,
  kCreatedById,
  kCreatedByName,
  kUpdatedAt,
  kSecretDigest,  ///< Filter only; the value is the digest in hex.
};

enum class FilterOperator : std::uint8_t { kEqual, kNotEqual };

/// One condition; those of a query are all to hold. Integers and instants (ms since the epoch) are
/// `int64_t`, everything else text. A null never equals nor differs (spec Q-053).
struct TokenCondition {
  TokenField field;
  FilterOperator op = FilterOperator::kEqual;
  std::variant<std::string, std::int64_t> value;
};

enum class Direction : std::uint8_t { kAscending, kDescending };

struct TokenOrder {
  TokenField field;
  Direction direction = Direction::kAscending;
};

/// Texts sort without case first, then by code point; nulls and empty texts first when ascending (spec
/// `id` ascending is appended to every order (spec A-045).
struct TokenQuery {
  TokenScope scope;
  std::vector<TokenCondition> conditions;
  std::vector<TokenOrder> order;
  std::int64_t limit = 0;  ///< 0: count only.
  std::int64_t offset = 0;
};

struct TokenPage {
  std::int64_t total = 0;  ///< Matches in the scope, whatever the page (spec A-032).
  std::vector<Token> tokens;
};

/// What a decision needs of one token.
struct TokenCredential {
  TokenId id;
  AccountId account;
  TokenStatus status;
  std::string name;
  Digest digest{};
  std::vector<ModuleId> modules;
  std::optional<base::Timestamp> last_access;
};

class TokenRepository {
 public:
  virtual ~TokenRepository() = default;
  virtual base::Result<std::optional<Token>> find(const TokenId& id, Lock lock = Lock::kNone) = 0;
  virtual base::Result<TokenPage> list(const TokenQuery& query) = 0;
  /// Tokens of `account` in every status but Deleted that have `module`, locked for change (spec R-116).
  virtual base::Result<std::vector<Token>> list_with_module(const AccountId& account,
                                                            const ModuleId& module) = 0;
  /// False if the id is taken.
  virtual base::Result<bool> insert(const Token& token, const TokenSecret& secret) = 0;
  virtual base::Result<void> update(const Token& token) = 0;
  virtual base::Result<std::optional<TokenSecret>> find_secret(const TokenId& id) = 0;
  virtual base::Result<std::vector<TokenSecret>> find_secrets(const std::vector<TokenId>& ids) = 0;
  virtual base::Result<std::optional<TokenCredential>> find_credential(const TokenId& id) = 0;
  /// Moves `lastAccessAt` forward to `at` (spec R-125). Not a revision, not a change entry.
  virtual base::Result<void> record_access(const TokenId& id, base::Timestamp at) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

/// A picture as it is served.
struct Icon {
  std::string media_type;
  std::string bytes;
};

/// Pictures of objects, by the object's id.
class IconRepository {
 public:
  virtual ~IconRepository() = default;
  virtual base::Result<std::optional<Icon>> find(std::string_view object_id) = 0;
  /// Adds or replaces.
  virtual base::Result<void> put(std::string_view object_id, const Icon& icon) = 0;
  virtual base::Result<void> remove(std::string_view object_id) = 0;
};

/// Append-only.
class AuditRepository {
 public:
  virtual ~AuditRepository() = default;
  /// Stores the record with the SHA-256 of its canonical form (`digest`). False if the id is taken.
  virtual base::Result<bool> append(const AuditRecord& record, const Digest& digest) = 0;
  /// Of one object, oldest first.
  virtual base::Result<std::vector<AuditRecord>> list_of_object(std::string_view object_id) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

class SessionRepository {
 public:
  virtual ~SessionRepository() = default;
  virtual base::Result<std::optional<Session>> find(std::string_view digest) = 0;
  virtual base::Result<void> insert(const Session& session) = 0;
  /// Moves `last_seen_at`.
  virtual base::Result<void> touch(std::string_view digest, base::Timestamp at) = 0;
  virtual base::Result<void> remove(std::string_view digest) = 0;
  virtual base::Result<void> remove_of_user(const UserId& user) = 0;
  virtual base::Result<void> remove_expired(base::Timestamp now) = 0;
  virtual base::Result<void> insert_link(const SignInLink& link) = 0;
  /// Removes the link and returns it: of two callers one gets it.
  virtual base::Result<std::optional<SignInLink>> take_link(std::string_view digest) = 0;
};

/// One entry of the change feed.
struct ChangeEntry {
  std::int64_t position = 0;
  ObjectType object_type = ObjectType::kApiToken;
  std::string object_id;
  std::int64_t revision = 0;
};

class ChangeFeed {
 public:
  virtual ~ChangeFeed() = default;
  /// Up to `limit` committed entries after `position`, in commit order, none skipped.
  virtual base::Result<std::vector<ChangeEntry>> read_after(std::int64_t position, std::int64_t limit) = 0;
};

/// One transaction. Destroying it without `commit` rolls everything back. Belongs to one thread at a time.
class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;
  virtual AccountRepository& accounts() = 0;
  virtual ModuleRepository& modules() = 0;
  virtual UserRepository& users() = 0;
  virtual MembershipRepository& memberships() = 0;
  virtual GroupRepository& groups() = 0;
  virtual TokenRepository& tokens() = 0;
  virtual IconRepository& icons() = 0;
  virtual AuditRepository& audit() = 0;
  virtual SessionRepository& sessions() = 0;
  virtual ChangeFeed& changes() = 0;
  /// Makes everything durable, or fails and leaves nothing. At most once, on a write unit.
  virtual base::Result<void> commit() = 0;
};

/// The database. Safe to call from any thread.
class Store {
 public:
  virtual ~Store() = default;
  /// A consistent snapshot. Writing through it is a bug.
  virtual base::Result<std::unique_ptr<UnitOfWork>> begin_read() = 0;
  virtual base::Result<std::unique_ptr<UnitOfWork>> begin_write() = 0;
  /// Applies the migrations that are missing, under a lock that other processes respect. Returns how many.
  virtual base::Result<int> migrate() = 0;
  /// The newest migration in force; 0 for an empty database.
  virtual base::Result<int> schema_version() = 0;
  /// Whether the database answers.
  virtual base::Result<void> ping() = 0;
};

}  // namespace jeton::domain
