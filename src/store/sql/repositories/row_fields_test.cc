#include "store/sql/repositories/row_fields.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "domain/account_fields.h"
#include "domain/group_fields.h"
#include "domain/membership_fields.h"
#include "domain/module_fields.h"
#include "domain/token_fields.h"
#include "domain/user_fields.h"
#include "store/contract/samples.h"
#include "store/sql/engine/connection.h"
#include "store/sql/engine/dialect_sqlite.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {
namespace {

using contract::must;
using Names = std::set<std::string>;

/// The columns of each table, as the migrations leave them.
class Schema : public ::testing::Test {
 protected:
  Schema() {
    StoreAddress address;
    address.path = folder.path() + "/jeton.db";
    must(must(open(address))->migrate());
    dialect = must(make_sqlite_dialect(address.path));
    connection = must(Connection::open(*dialect, Access::kRead));
  }

  Names columns(const std::string& table) {
    const auto rows = must(connection->query({"test", "PRAGMA table_info(" + table + ")", {}}));
    Names names;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      names.insert(rows.cells[row * rows.columns + 1].value_or(""));
    }
    return names;
  }

  TemporaryFolder folder;
  std::unique_ptr<Dialect> dialect;
  std::unique_ptr<Connection> connection;
};

/// The columns that an insert of `owner` sets, and `others`, which no field has.
template <class Owner, class... Fields>
Names written(const Owner& owner, const std::tuple<Fields...>& fields, Names others,
              WrittenFields which = WrittenFields::kOfInserts) {
  Assignments columns;
  set_fields(columns, owner, fields, which);
  const auto sql = columns.insert_into("t").sql;
  auto names = std::move(others);
  for (auto begin = sql.find('(') + 1; begin < sql.find(')');) {
    const auto end = sql.find_first_of(",)", begin);
    names.insert(sql.substr(begin, end - begin));
    begin = sql.find_first_not_of(", ", end);
  }
  return names;
}

template <class... Fields>
Names selected_names(const std::tuple<Fields...>& fields) {
  const auto names = stored_names(fields);
  return {names.begin(), names.end()};
}

/// Those of `names` that are no folded copy.
Names without_folded(const Names& names, const Names& others) {
  Names rest;
  for (const auto& name : names) {
    if (!name.ends_with("_folded") && !others.contains(name)) rest.insert(name);
  }
  return rest;
}

TEST_F(Schema, HasTheColumnsOfEachFieldAndNoOthers) {
  EXPECT_EQ(written(contract::token(1, contract::account_id(1)), domain::kTokenFields, {}),
            columns("api_tokens"));
  EXPECT_EQ(written(contract::account(1), domain::kAccountFields, {"eligible_client", "eligible_partner"}),
            columns("accounts"));
  EXPECT_EQ(written(contract::group(1, contract::account_id(1)), domain::kGroupFields, {}),
            columns("user_groups"));
  EXPECT_EQ(written(contract::module(1), domain::kModuleFields, {"account_types", "types"}),
            columns("modules"));
  EXPECT_EQ(written(contract::user(1), domain::kUserFields, {"name", "name_folded", "password_hash"}),
            columns("users"));
  Names invitee;
  for (const std::string name : {"email", "first_name", "last_name", "name"}) {
    invitee.insert({"invitee_" + name, "invitee_" + name + "_folded"});
  }
  EXPECT_EQ(written(contract::membership(1, contract::user_id(1), contract::account_id(1)),
                    domain::kMembershipFields, invitee),
            columns("memberships"));
}

TEST_F(Schema, IsReadInEveryColumnThatIsWritten) {
  EXPECT_EQ(selected_names(domain::kTokenFields), without_folded(columns("api_tokens"), {}));
  EXPECT_EQ(selected_names(domain::kAccountFields),
            without_folded(columns("accounts"), {"eligible_client", "eligible_partner"}));
  EXPECT_EQ(selected_names(domain::kUserFields), without_folded(columns("users"), {"name", "password_hash"}));
}

// An update must not write back what another statement has moved since the row was read.
TEST(RowFields, LeaveOutOfUpdatesWhatMovesByItself) {
  const auto of_update = [](const auto& owner, const auto& fields) {
    auto names = written(owner, fields, {});
    for (const auto& name : written(owner, fields, {}, WrittenFields::kOfUpdates)) names.erase(name);
    return names;
  };
  EXPECT_EQ(of_update(contract::token(1, contract::account_id(1)), domain::kTokenFields),
            Names{"last_access"});
  EXPECT_EQ(of_update(contract::user(1), domain::kUserFields), Names{"last_login"});
  EXPECT_EQ(of_update(contract::membership(1, contract::user_id(1), contract::account_id(1)),
                      domain::kMembershipFields),
            Names{"last_access"});
  EXPECT_EQ(of_update(contract::account(1), domain::kAccountFields), Names{});
}

TEST(RowFields, SelectAnExpressionInsteadOfAColumn) {
  const auto columns = selected(domain::kPhoneFields, "u", {"phone_number", "coalesce(a, b)"});
  EXPECT_EQ(columns, "u.phone_prefix, coalesce(a, b)");
  EXPECT_EQ(selected(domain::kPhoneFields, "u"), "u.phone_prefix, u.phone_number");
}

}  // namespace
}  // namespace jeton::store::sql
