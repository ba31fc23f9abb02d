#include <fmt/format.h>

#include "base/text.h"
#include "domain/membership_fields.h"
#include "store/sql/lists/membership_sources.h"
#include "store/sql/lists/row_stream.h"
#include "store/sql/lists/seen_status.h"
#include "store/sql/repositories/links.h"
#include "store/sql/repositories/repositories.h"
#include "store/sql/repositories/row_fields.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::InvitationSecret;
using domain::Membership;
using domain::MembershipId;
using domain::SeenPeople;

constexpr std::string_view kMembershipTable = "memberships";
constexpr LinkTable kGroups{"membership_groups", "membership_id", "group_id"};
const std::string& membership_columns() {
  static const auto kColumns =
      selected(domain::kMembershipFields, "m", {"status", seen_membership_status("m")}) +
      ", m.invitee_email, m.invitee_first_name, m.invitee_last_name";
  return kColumns;
}

/// A membership without its groups.
Membership read_membership(RowReader& row) {
  Membership membership{.id = MembershipId::from_stored({}),
                        .user = domain::UserId::from_stored({}),
                        .account = domain::AccountId::from_stored({})};
  read_fields(row, membership, domain::kMembershipFields);
  auto email = row.optional_text();
  auto first_name = row.optional_text();
  auto last_name = row.optional_text();
  if (email) {
    membership.invitee = {*std::move(email), std::move(first_name).value_or(""),
                          std::move(last_name).value_or("")};
  }
  return membership;
}

void set_invitee(Assignments& columns, const Membership& membership) {
  const auto set = [&](const std::string& name, std::optional<std::string> text) {
    const auto folded = text ? std::optional{base::fold_case(*text)} : std::nullopt;
    columns.set(name, text).set(name + "_folded", folded);
  };
  const auto& said = membership.invitee;
  set("invitee_email", said ? std::optional{said->email} : std::nullopt);
  set("invitee_first_name", said ? std::optional{said->first_name} : std::nullopt);
  set("invitee_last_name", said ? std::optional{said->last_name} : std::nullopt);
  const domain::User named{.id = membership.user,
                           .first_name = said ? said->first_name : std::string{},
                           .last_name = said ? said->last_name : std::string{}};
  set("invitee_name", said ? std::optional{named.name()} : std::nullopt);
}

Assignments columns_of(const Membership& membership, WrittenFields written) {
  Assignments columns;
  set_fields(columns, membership, domain::kMembershipFields, written);
  set_invitee(columns, membership);
  return columns;
}

InvitationSecret read_invitation(RowReader& row) {
  auto membership = row.id<MembershipId>();
  auto digest = row.text();
  return {std::move(membership), std::move(digest), row.text()};
}

SeenPeople people_of(const domain::MembershipScope& scope) {
  return scope.all_accounts ? SeenPeople::kAsTheyAre : SeenPeople::kAsInvited;
}

Condition members_of(const domain::AccountId& account) {
  return {.sql = "m.status <> 'Deleted' AND m.account_id = ?", .parameters = Parameters::of(account)};
}

Condition accounts_of(const domain::UserId& user) {
  return {.sql = "m.status <> 'Deleted' AND m.user_id = ?", .parameters = Parameters::of(user)};
}

class SqlMemberships final : public domain::MembershipRepository {
 public:
  explicit SqlMemberships(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<Membership>> find(const domain::UserId& user, const domain::AccountId& account,
                                         domain::Lock lock) override {
    // The current one. Index: memberships_one_per_account.
    return find_one("memberships.find", "m.user_id = ? AND m.account_id = ? AND m.status <> 'Deleted'",
                    Parameters::of(user, account), lock);
  }

  Result<std::optional<Membership>> find_by_id(const MembershipId& id, domain::Lock lock) override {
    // One membership. Index: primary key.
    return find_one("memberships.find_by_id", "m.id = ?", Parameters::of(id), lock);
  }

  Result<std::optional<Membership>> find_within(const domain::MembershipScope& scope, const MembershipId& id,
                                                domain::Lock lock) override {
    const auto within = condition_of(scope);
    auto parameters = Parameters::of(id);
    parameters.append(within.parameters);
    // One membership of the scope. Index: primary key.
    return find_one("memberships.find_within", "m.id = ?" + and_within(within), std::move(parameters), lock);
  }

  Result<std::vector<Membership>> list_of_user(const domain::UserId& user) override {
    // Those of one user. Index: memberships_one_per_account, by its first column.
    return list({"memberships.list_of_user",
                 fmt::format("SELECT {} FROM memberships m WHERE m.user_id = ? AND m.status <> 'Deleted'"
                             " ORDER BY m.account_id",
                             membership_columns()),
                 Parameters::of(user)});
  }

  Result<std::vector<Membership>> list_of_users(const std::vector<domain::UserId>& users) override {
    std::vector<Membership> found;
    for (const auto& chunk : padded_chunks(texts_of(users))) {
      // Those of several users. Index: memberships_one_per_account, by its first column.
      Statement statement{
          "memberships.list_of_users",
          fmt::format("SELECT {} FROM memberships m WHERE m.user_id IN ({}) AND m.status <> 'Deleted'"
                      " ORDER BY m.user_id, m.account_id",
                      membership_columns(), placeholders(chunk.size())),
          {}};
      for (const auto& id : chunk) statement.parameters.add(id);
      JETON_TRY(auto memberships, list(statement));
      std::move(memberships.begin(), memberships.end(), std::back_inserter(found));
    }
    return found;
  }

  Result<domain::Page<Membership>> list(const domain::MembershipScope& scope,
                                        const domain::Query& query) override {
    return list_page(membership_source(people_of(scope)), condition_of(scope), query);
  }

  Result<domain::Page<Membership>> list_members(const domain::AccountId& account, SeenPeople people,
                                                const domain::Query& query) override {
    return list_page(member_source(people), members_of(account), query);
  }

  Result<std::unique_ptr<domain::RowStream<Membership>>> stream(const domain::MembershipScope& scope,
                                                                const domain::Query& query,
                                                                std::size_t batch) override {
    return stream_all(membership_source(people_of(scope)), condition_of(scope), query, batch);
  }

  Result<std::unique_ptr<domain::RowStream<Membership>>> stream_members(const domain::AccountId& account,
                                                                        SeenPeople people,
                                                                        const domain::Query& query,
                                                                        std::size_t batch) override {
    return stream_all(member_source(people), members_of(account), query, batch);
  }

  Result<domain::Page<Membership>> list_accounts(const domain::UserId& user,
                                                 const domain::Query& query) override {
    return list_page(user_account_source(), accounts_of(user), query);
  }

  Result<std::unique_ptr<domain::RowStream<Membership>>> stream_accounts(const domain::UserId& user,
                                                                         const domain::Query& query,
                                                                         std::size_t batch) override {
    return stream_all(user_account_source(), accounts_of(user), query, batch);
  }

  Result<std::vector<Membership>> list_overdue(base::Timestamp now, std::int64_t limit) override {
    // Invitations whose time is up. Index: memberships_due.
    return list({"memberships.list_overdue",
                 fmt::format("SELECT {} FROM memberships m WHERE m.status = 'Invited'"
                             " AND m.invitation_expires <= ? ORDER BY m.invitation_expires, m.id LIMIT ?",
                             membership_columns()),
                 Parameters::of(now, limit)});
  }

  Result<bool> insert(const Membership& membership) override {
    JETON_TRY(const auto inserted,
              transaction_.execute(
                  columns_of(membership, WrittenFields::kOfInserts).insert_into(kMembershipTable)));
    if (inserted == 0) {
      JETON_TRY(const bool taken, transaction_.has_id(kMembershipTable, membership.id.str()));
      if (taken) return false;
      return transaction_.refuse(
          base::Error::conflict("account.id", "The user already has a membership in the account."));
    }
    JETON_CHECK(insert_links(transaction_, kGroups, membership.id.str(), texts_of(membership.groups)));
    JETON_CHECK(
        transaction_.add_change(domain::ObjectType::kAccountUser, membership.id.str(), membership.revision));
    return true;
  }

  Result<void> update(const Membership& membership) override {
    const auto& id = membership.id.str();
    JETON_CHECK(transaction_.update_row(
        columns_of(membership, WrittenFields::kOfUpdates).update(kMembershipTable, id, membership.revision),
        domain::ObjectType::kAccountUser, id, membership.revision));
    return replace_links(transaction_, kGroups, id, texts_of(membership.groups));
  }

  Result<void> record_access(const domain::UserId& user, const domain::AccountId& account,
                             base::Timestamp at) override {
    // Index: memberships_one_per_account.
    JETON_CHECK(transaction_.execute({"memberships.record_access",
                                      "UPDATE memberships SET last_access = ? WHERE user_id = ?"
                                      " AND account_id = ? AND status <> 'Deleted'",
                                      Parameters::of(at, user, account)}));
    return {};
  }

  Result<void> put_invitation(const InvitationSecret& secret) override {
    // Adds or replaces the secret of one invitation. Index: primary key.
    JETON_CHECK(transaction_.execute({"invitations.put",
                                      "INSERT INTO invitations (membership_id, digest, sealed) VALUES (?, ?, "
                                      "?) ON CONFLICT (membership_id)"
                                      " DO UPDATE SET digest = excluded.digest, sealed = excluded.sealed",
                                      Parameters::of(secret.membership, secret.digest, secret.sealed)}));
    return {};
  }

  Result<std::optional<InvitationSecret>> find_invitation(const MembershipId& id) override {
    // Index: primary key.
    JETON_TRY(const auto rows, transaction_.query({"invitations.find",
                                                   "SELECT membership_id, digest, sealed FROM invitations"
                                                   " WHERE membership_id = ?",
                                                   Parameters::of(id)}));
    return read_first(rows, read_invitation);
  }

  Result<std::optional<InvitationSecret>> find_invitation_by_digest(std::string_view digest) override {
    // Index: unique digest.
    JETON_TRY(const auto rows,
              transaction_.query({"invitations.find_by_digest",
                                  "SELECT membership_id, digest, sealed FROM invitations WHERE digest = ?",
                                  Parameters::of(digest)}));
    return read_first(rows, read_invitation);
  }

  Result<void> remove_invitation(const MembershipId& id) override {
    // Index: primary key.
    JETON_CHECK(transaction_.execute(
        {"invitations.remove", "DELETE FROM invitations WHERE membership_id = ?", Parameters::of(id)}));
    return {};
  }

  Result<std::int64_t> approximate_count() override {
    return transaction_.approximate_count(kMembershipTable);
  }

 private:
  Result<std::optional<Membership>> find_one(std::string name, std::string_view condition,
                                             Parameters parameters, domain::Lock lock) {
    JETON_TRY(auto found, list({std::move(name),
                                fmt::format("SELECT {} FROM memberships m WHERE {}{}", membership_columns(),
                                            condition, transaction_.lock_clause(lock, "m")),
                                std::move(parameters)}));
    if (found.empty()) return std::optional<Membership>{};
    return std::optional<Membership>{std::move(found.front())};
  }

  Result<std::vector<Membership>> list(const Statement& statement) {
    JETON_TRY(const auto rows, transaction_.query(statement));
    return memberships_of(rows);
  }

  Result<std::vector<Membership>> memberships_of(const Rows& rows) {
    JETON_TRY(auto memberships, read_all(rows, read_membership));
    std::vector<std::string> ids;
    for (const auto& membership : memberships) ids.push_back(membership.id.str());
    JETON_TRY(const auto links, read_links(transaction_, kGroups, std::move(ids)));
    for (auto& membership : memberships) {
      membership.groups = ids_of<domain::GroupId>(links, membership.id.str());
    }
    return memberships;
  }

  Result<domain::Page<Membership>> list_page(const QuerySource& source, const Condition& scope,
                                             const domain::Query& query) {
    JETON_TRY(const auto statements,
              list_statements(transaction_.dialect(), source, scope, query, membership_columns()));
    domain::Page<Membership> page;
    JETON_TRY(page.total, transaction_.count(statements.count));
    if (query.limit == 0) return page;
    JETON_TRY(page.rows, list(statements.page));
    return page;
  }

  Result<std::unique_ptr<domain::RowStream<Membership>>> stream_all(const QuerySource& source,
                                                                    const Condition& scope,
                                                                    const domain::Query& query,
                                                                    std::size_t batch) {
    JETON_TRY(const auto statements,
              list_statements(transaction_.dialect(), source, scope, query, membership_columns()));
    return open_row_stream<Membership>(transaction_, statements.all, batch,
                                       [this](const Rows& rows) { return memberships_of(rows); });
  }

  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::MembershipRepository> make_memberships(Transaction& transaction) {
  return std::make_unique<SqlMemberships>(transaction);
}

}  // namespace jeton::store::sql
