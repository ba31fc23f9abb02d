#include <fmt/format.h>

#include "domain/group_fields.h"
#include "store/sql/lists/group_source.h"
#include "store/sql/lists/person_columns.h"
#include "store/sql/lists/row_stream.h"
#include "store/sql/repositories/links.h"
#include "store/sql/repositories/repositories.h"
#include "store/sql/repositories/row_fields.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::Group;
using domain::GroupId;

constexpr std::string_view kGroupTable = "user_groups";
constexpr LinkTable kGroupModules{"group_modules", "group_id", "module_id"};
const std::string& group_columns() {
  static const auto kColumns = selected(domain::kGroupFields, "g");
  return kColumns;
}

/// A group without its modules.
Group read_group(RowReader& row) {
  Group group{.id = GroupId::from_stored({}), .account = domain::AccountId::from_stored({})};
  read_fields(row, group, domain::kGroupFields);
  return group;
}

Assignments columns_of(const Group& group) {
  Assignments columns;
  set_fields(columns, group, domain::kGroupFields, WrittenFields::kOfUpdates);
  return columns;
}

domain::GroupMember read_member(RowReader& row) {
  auto group = row.id<GroupId>();
  auto user = row.id<domain::UserId>();
  auto name = row.text();
  auto email = row.text();
  const auto status = row.enumerator(domain::parse_user_status);
  return {std::move(group), std::move(user), std::move(name), std::move(email), status};
}

class SqlGroups final : public domain::GroupRepository {
 public:
  explicit SqlGroups(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<Group>> find(const GroupId& id, domain::Lock lock) override {
    // One group. Index: primary key.
    return find_one({"user_groups.find",
                     fmt::format("SELECT {} FROM user_groups g WHERE g.id = ?{}", group_columns(),
                                 transaction_.lock_clause(lock, "g")),
                     Parameters::of(id)});
  }

  Result<std::optional<Group>> find_within(const domain::GroupScope& scope, const GroupId& id,
                                           domain::Lock lock) override {
    const auto within = condition_of(scope);
    auto parameters = Parameters::of(id);
    parameters.append(within.parameters);
    // One group of the scope. Index: primary key.
    return find_one({"user_groups.find_within",
                     fmt::format("SELECT {} FROM user_groups g WHERE g.id = ?{}{}", group_columns(),
                                 and_within(within), transaction_.lock_clause(lock, "g")),
                     std::move(parameters)});
  }

  Result<std::optional<Group>> find_default(const domain::AccountId& account, domain::Lock lock) override {
    // The default group of an account. Index: user_groups_one_default.
    return find_one({"user_groups.find_default",
                     fmt::format("SELECT {} FROM user_groups g WHERE g.account_id = ? AND g.is_default = 1{}",
                                 group_columns(), transaction_.lock_clause(lock, "g")),
                     Parameters::of(account)});
  }

  Result<std::vector<Group>> find_defaults(const std::vector<domain::AccountId>& accounts,
                                           domain::Lock lock) override {
    std::vector<Group> found;
    for (const auto& chunk : padded_chunks(texts_of(accounts))) {
      // The default groups of several accounts, by id: two transactions that lock the same ones cannot wait
      // for each other. Index: user_groups_one_default.
      Statement statement{
          "user_groups.find_defaults",
          fmt::format("SELECT {} FROM user_groups g WHERE g.account_id IN ({}) AND g.is_default = 1"
                      " ORDER BY g.id{}",
                      group_columns(), placeholders(chunk.size()), transaction_.lock_clause(lock, "g")),
          {}};
      for (const auto& account : chunk) statement.parameters.add(account);
      JETON_TRY(auto groups, list_groups(statement));
      std::move(groups.begin(), groups.end(), std::back_inserter(found));
    }
    return found;
  }

  Result<std::vector<Group>> find_many(const std::vector<GroupId>& ids) override {
    return find_several("user_groups.find_many", ids, {});
  }

  Result<std::vector<Group>> find_many_of(const domain::AccountId& account,
                                          const std::vector<GroupId>& ids) override {
    return find_several("user_groups.find_many_of", ids, condition_of({.own_account = account}));
  }

  Result<std::vector<Group>> list_of_account(const domain::AccountId& account) override {
    // The groups of one account. Index: user_groups_account.
    return list_groups(
        {"user_groups.list_of_account",
         fmt::format("SELECT {} FROM user_groups g WHERE g.account_id = ? ORDER BY g.id", group_columns()),
         Parameters::of(account)});
  }

  Result<domain::Page<Group>> list(const domain::GroupScope& scope, const domain::Query& query) override {
    // Index: user_groups_account, primary key.
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), group_source(),
                                                     condition_of(scope), query, group_columns()));
    JETON_TRY(const auto total, transaction_.count(statements.count));
    domain::Page<Group> page{total, {}};
    if (query.limit == 0) return page;
    JETON_TRY(page.rows, list_groups(statements.page));
    return page;
  }

  Result<std::unique_ptr<domain::RowStream<Group>>> stream(const domain::GroupScope& scope,
                                                           const domain::Query& query,
                                                           std::size_t batch) override {
    // Index: as `list`.
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), group_source(),
                                                     condition_of(scope), query, group_columns()));
    return open_row_stream<Group>(transaction_, statements.all, batch,
                                  [this](const Rows& rows) { return groups_of(rows); });
  }

  Result<bool> insert(const Group& group) override {
    // Index: primary key.
    JETON_TRY(const bool retired, transaction_.has_id("retired_ids", group.id.str()));
    if (retired) return false;
    JETON_TRY(const auto inserted, transaction_.execute(columns_of(group).insert_into(kGroupTable)));
    if (inserted == 0) {
      JETON_TRY(const bool taken, transaction_.has_id(kGroupTable, group.id.str()));
      if (taken) return false;
      return transaction_.refuse(
          base::Error::conflict("isDefault", "The account already has a default group."));
    }
    JETON_CHECK(insert_links(transaction_, kGroupModules, group.id.str(), texts_of(group.modules)));
    JETON_CHECK(transaction_.add_change(domain::ObjectType::kUserGroup, group.id.str(), group.revision));
    return true;
  }

  Result<void> update(const Group& group) override {
    const auto& id = group.id.str();
    JETON_CHECK(transaction_.update_row(columns_of(group).update(kGroupTable, id, group.revision),
                                        domain::ObjectType::kUserGroup, id, group.revision));
    return replace_links(transaction_, kGroupModules, id, texts_of(group.modules));
  }

  Result<std::vector<Group>> list_of_accounts(const std::vector<domain::AccountId>& accounts) override {
    std::vector<Group> found;
    for (const auto& chunk : padded_chunks(texts_of(accounts))) {
      // The groups of several accounts. Index: user_groups_account.
      Statement statement{
          "user_groups.list_of_accounts",
          fmt::format("SELECT {} FROM user_groups g WHERE g.account_id IN ({}) ORDER BY g.account_id, g.id",
                      group_columns(), placeholders(chunk.size())),
          {}};
      for (const auto& account : chunk) statement.parameters.add(account);
      JETON_TRY(auto groups, list_groups(statement));
      std::move(groups.begin(), groups.end(), std::back_inserter(found));
    }
    return found;
  }

  Result<std::vector<domain::GroupMember>> list_members(const std::vector<GroupId>& groups) override {
    std::vector<domain::GroupMember> members;
    for (const auto& chunk : padded_chunks(texts_of(groups))) {
      // Who is in several groups. Index: membership_groups_group, primary keys of memberships and users.
      Statement statement{"membership_groups.list_members",
                          fmt::format("SELECT l.group_id, u.id, coalesce(m.invitee_name, u.name),"
                                      " coalesce(m.invitee_email, u.email), {}"
                                      " FROM membership_groups l JOIN memberships m ON m.id = l.membership_id"
                                      " JOIN users u ON u.id = m.user_id"
                                      " WHERE l.group_id IN ({}) AND m.status <> 'Deleted'"
                                      " ORDER BY l.group_id, 3, u.id",
                                      status_as_invited("m"), placeholders(chunk.size())),
                          {}};
      for (const auto& group : chunk) statement.parameters.add(group);
      JETON_TRY(const auto rows, transaction_.query(statement));
      JETON_TRY(auto some, read_all(rows, read_member));
      std::move(some.begin(), some.end(), std::back_inserter(members));
    }
    return members;
  }

  Result<bool> has_members(const GroupId& id) override {
    // Whether a group has members. Index: membership_groups_group, primary key of memberships.
    JETON_TRY(const auto rows, transaction_.query({"membership_groups.has_members",
                                                   "SELECT l.membership_id FROM membership_groups l"
                                                   " JOIN memberships m ON m.id = l.membership_id"
                                                   " WHERE l.group_id = ? AND m.status <> 'Deleted' LIMIT 1",
                                                   Parameters::of(id)}));
    return rows.size() > 0;
  }

  Result<void> remove(const Group& group) override {
    const auto& id = group.id.str();
    // What memberships that have ended still say. The foreign key keeps the group if another is in it.
    // Index: membership_groups_group, primary key of memberships.
    JETON_CHECK(
        transaction_.execute({"membership_groups.forget",
                              "DELETE FROM membership_groups WHERE group_id = ? AND membership_id IN"
                              " (SELECT m.id FROM memberships m WHERE m.id = membership_groups.membership_id"
                              " AND m.status = 'Deleted')",
                              Parameters::of(id)}));
    JETON_CHECK(replace_links(transaction_, kGroupModules, id, {}));
    // Removes one group. Index: primary key.
    JETON_TRY(const auto removed,
              transaction_.execute(
                  {"user_groups.remove", "DELETE FROM user_groups WHERE id = ?", Parameters::of(id)}));
    if (removed == 0) {
      return transaction_.refuse(
          base::Error::conflict("revision", "The object has changed in the meantime."));
    }
    // Index: primary key.
    JETON_CHECK(transaction_.execute({"retired_ids.add",
                                      "INSERT INTO retired_ids (id) VALUES (?) ON CONFLICT (id) DO NOTHING",
                                      Parameters::of(id)}));
    return transaction_.add_change(domain::ObjectType::kUserGroup, id, group.revision);
  }

  Result<std::int64_t> approximate_count() override { return transaction_.approximate_count(kGroupTable); }

 private:
  Result<std::optional<Group>> find_one(const Statement& statement) {
    JETON_TRY(auto found, list_groups(statement));
    if (found.empty()) return std::optional<Group>{};
    return std::optional<Group>{std::move(found.front())};
  }

  Result<std::vector<Group>> find_several(std::string_view name, const std::vector<GroupId>& ids,
                                          const Condition& within) {
    std::vector<Group> found;
    for (const auto& chunk : padded_chunks(texts_of(ids))) {
      // Several groups. Index: primary key.
      Statement statement{std::string{name},
                          fmt::format("SELECT {} FROM user_groups g WHERE g.id IN ({}){}", group_columns(),
                                      placeholders(chunk.size()), and_within(within)),
                          {}};
      for (const auto& id : chunk) statement.parameters.add(id);
      statement.parameters.append(within.parameters);
      JETON_TRY(auto groups, list_groups(statement));
      std::move(groups.begin(), groups.end(), std::back_inserter(found));
    }
    return found;
  }

  Result<std::vector<Group>> list_groups(const Statement& statement) {
    JETON_TRY(const auto rows, transaction_.query(statement));
    return groups_of(rows);
  }

  Result<std::vector<Group>> groups_of(const Rows& rows) {
    JETON_TRY(auto groups, read_all(rows, read_group));
    std::vector<std::string> ids;
    for (const auto& group : groups) ids.push_back(group.id.str());
    JETON_TRY(const auto links, read_links(transaction_, kGroupModules, std::move(ids)));
    for (auto& group : groups) group.modules = ids_of<domain::ModuleId>(links, group.id.str());
    return groups;
  }

  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::GroupRepository> make_groups(Transaction& transaction) {
  return std::make_unique<SqlGroups>(transaction);
}

}  // namespace jeton::store::sql
