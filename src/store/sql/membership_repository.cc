#include <fmt/format.h>

#include "store/sql/links.h"
#include "store/sql/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::Membership;

constexpr std::string_view kTable = "memberships";
constexpr LinkTable kGroups{"membership_groups", "membership_id", "group_id"};
constexpr std::string_view kSelect =
    "SELECT m.id, m.user_id, m.account_id, m.status, m.revision,"
    " m.created_at, m.created_by_kind, m.created_by_id, m.created_by_name, m.created_of,"
    " m.updated_at, m.updated_by_kind, m.updated_by_id, m.updated_by_name, m.updated_of FROM memberships m";

/// A membership without its groups.
Membership read_membership(RowReader& row) {
  auto id = row.id<domain::MembershipId>();
  auto user = row.id<domain::UserId>();
  auto account = row.id<domain::AccountId>();
  const auto status = row.enumerator(domain::parse_membership_status);
  const auto revision = row.integer();
  auto created = row.stamp();
  return {std::move(id), std::move(user),    std::move(account),  status, {},
          revision,      std::move(created), row.optional_stamp()};
}

Assignments columns_of(const Membership& membership) {
  Assignments columns;
  columns.set("id", membership.id)
      .set("user_id", membership.user)
      .set("account_id", membership.account)
      .set("status", domain::to_string(membership.status))
      .set("revision", membership.revision)
      .set_stamp("created", membership.created)
      .set_stamp("updated", membership.updated);
  return columns;
}

class SqlMemberships final : public domain::MembershipRepository {
 public:
  explicit SqlMemberships(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<Membership>> find(const domain::UserId& user, const domain::AccountId& account,
                                         domain::Lock lock) override {
    // The one that is in force. Index: memberships_one_per_account.
    return find_one({"memberships.find",
                     fmt::format("{} WHERE m.user_id = ? AND m.account_id = ? AND m.status <> 'Deleted'{}",
                                 kSelect, transaction_.lock_clause(lock, "m")),
                     Parameters::of(user, account)});
  }

  Result<std::optional<Membership>> find_by_id(const domain::MembershipId& id, domain::Lock lock) override {
    // One membership. Index: primary key.
    return find_one({"memberships.find_by_id",
                     fmt::format("{} WHERE m.id = ?{}", kSelect, transaction_.lock_clause(lock, "m")),
                     Parameters::of(id)});
  }

  Result<std::vector<Membership>> list_of_user(const domain::UserId& user) override {
    // Those of one user. Index: memberships_one_per_account, by its first column.
    return list(
        {"memberships.list_of_user",
         fmt::format("{} WHERE m.user_id = ? AND m.status <> 'Deleted' ORDER BY m.account_id", kSelect),
         Parameters::of(user)});
  }

  Result<bool> insert(const Membership& membership) override {
    JETON_TRY(const auto inserted, transaction_.execute(columns_of(membership).insert_into(kTable)));
    if (inserted == 0) {
      JETON_TRY(const bool taken, transaction_.has_id(kTable, membership.id.str()));
      if (taken) return false;
      return transaction_.refuse(
          base::Error::conflict("account.id", "The user has a membership in the account already."));
    }
    JETON_CHECK(insert_links(transaction_, kGroups, membership.id.str(), texts_of(membership.groups)));
    JETON_CHECK(
        transaction_.add_change(domain::ObjectType::kAccountUser, membership.id.str(), membership.revision));
    return true;
  }

  Result<void> update(const Membership& membership) override {
    const auto& id = membership.id.str();
    JETON_CHECK(transaction_.update_row(columns_of(membership).update(kTable, id, membership.revision),
                                        domain::ObjectType::kAccountUser, id, membership.revision));
    return replace_links(transaction_, kGroups, id, texts_of(membership.groups));
  }

  Result<std::int64_t> approximate_count() override { return transaction_.approximate_count(kTable); }

 private:
  Result<std::optional<Membership>> find_one(const Statement& statement) {
    JETON_TRY(auto found, list(statement));
    if (found.empty()) return std::optional<Membership>{};
    return std::optional<Membership>{std::move(found.front())};
  }

  Result<std::vector<Membership>> list(const Statement& statement) {
    JETON_TRY(const auto rows, transaction_.query(statement));
    JETON_TRY(auto memberships, read_all(rows, read_membership));
    std::vector<std::string> ids;
    for (const auto& membership : memberships) ids.push_back(membership.id.str());
    JETON_TRY(const auto links, read_links(transaction_, kGroups, std::move(ids)));
    for (auto& membership : memberships) {
      membership.groups = ids_of<domain::GroupId>(links, membership.id.str());
    }
    return memberships;
  }

  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::MembershipRepository> make_memberships(Transaction& transaction) {
  return std::make_unique<SqlMemberships>(transaction);
}

}  // namespace jeton::store::sql
