#include "store/sql/lists/source_columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "domain/user_fields.h"
#include "store/sql/lists/person_columns.h"
#include "store/sql/lists/seen_status.h"

namespace jeton::store::sql {
namespace {

const ColumnSource* find(const SourceColumns& columns, std::string_view path) {
  const auto list = columns.list();
  const auto found =
      std::find_if(list.begin(), list.end(), [path](const ColumnSource& each) { return each.path == path; });
  return found == list.end() ? nullptr : &*found;
}

std::string column(const SourceColumns& columns, std::string_view path) {
  const auto* found = find(columns, path);
  return found == nullptr ? "none" : std::string{found->column};
}

TEST(SourceColumns, FollowFromTheFields) {
  SourceColumns columns;
  columns.add(domain::kUserFields, {.alias = "u", .referred = "c"});
  EXPECT_EQ(column(columns, "firstName"), "u.first_name");
  EXPECT_EQ(find(columns, "firstName")->folded, "u.first_name_folded");
  EXPECT_EQ(find(columns, "firstName")->presence, Presence::kAlways);
  EXPECT_EQ(column(columns, "phone.prefix"), "u.phone_prefix");
  EXPECT_EQ(find(columns, "phone.prefix")->folded, "");
  EXPECT_EQ(find(columns, "phone.prefix")->presence, Presence::kEmptyIsNull);
  EXPECT_EQ(find(columns, "lastLoginAt")->presence, Presence::kNullable);
  EXPECT_EQ(find(columns, "audit.created.at")->presence, Presence::kAlways);
  EXPECT_EQ(find(columns, "audit.created.by.id")->presence, Presence::kEmptyIsNull);
  EXPECT_EQ(find(columns, "audit.updated.at")->presence, Presence::kNullable);
  EXPECT_EQ(find(columns, "audit.updated.by.name")->presence, Presence::kNullableOrEmpty);
  EXPECT_EQ(find(columns, "audit.updated.by.name")->folded, "u.updated_by_name_folded");
  EXPECT_EQ(column(columns, "audit.invitationAcceptedAt.at"), "u.accepted_at");
  EXPECT_EQ(column(columns, "audit.invitationAcceptedAt.by.id"), "none");
  EXPECT_EQ(column(columns, "settings.cultureCode"), "none");
}

TEST(SourceColumns, ReadTheIdOfAReferenceFromTheRowAndTheRestFromAJoin) {
  SourceColumns columns;
  columns.add(domain::kUserFields, {.alias = "u", .referred = "c"});
  EXPECT_EQ(column(columns, "currentAccount.id"), "u.current_account_id");
  EXPECT_EQ(find(columns, "currentAccount.id")->join, "");
  EXPECT_EQ(column(columns, "currentAccount.name"), "c.name");
  EXPECT_EQ(find(columns, "currentAccount.name")->join, "c");
  EXPECT_EQ(find(columns, "currentAccount.name")->presence, Presence::kNullable);
}

TEST(SourceColumns, HaveOneColumnForEachProperty) {
  SourceColumns columns;
  columns.put({.path = "id", .column = "a.id"});
  columns.put({.path = "name", .column = "a.name"});
  columns.put({.path = "id", .column = "l.a_id"});
  EXPECT_EQ(columns.list().size(), 2U);
  EXPECT_EQ(column(columns, "id"), "l.a_id");
  columns.set_counted({"name"});
  EXPECT_TRUE(find(columns, "name")->counted);
  EXPECT_FALSE(find(columns, "id")->counted);
}

SourceColumns seen(std::initializer_list<ColumnSource> sources) {
  SourceColumns columns;
  for (const auto& source : sources) columns.put(source);
  see_as_invited(columns, "v");
  return columns;
}

TEST(PersonColumns, AreThoseOfTheInvitationUntilItIsAccepted) {
  const auto columns = seen({{.path = "id", .column = "u.id"},
                             {.path = "name", .column = "u.name", .folded = "u.name_folded"},
                             {.path = "audit.created.at", .column = "u.created_at"},
                             {.path = "status", .column = kSeenUserStatus},
                             {.path = "currentAccount.name", .column = "c.name"}});
  EXPECT_EQ(column(columns, "id"), "u.id");
  EXPECT_EQ(column(columns, "name"), "coalesce(v.invitee_name, u.name)");
  EXPECT_EQ(find(columns, "name")->folded, "coalesce(v.invitee_name_folded, u.name_folded)");
  EXPECT_EQ(column(columns, "audit.created.at"),
            "CASE WHEN v.invitee_email IS NULL THEN u.created_at ELSE v.created_at END");
  EXPECT_EQ(column(columns, "status"), status_as_invited("v"));
  EXPECT_EQ(column(columns, "currentAccount.name"), "c.name");
}

// What nobody said to be known to those who invite somebody is kept from them.
TEST(PersonColumns, KeepBackWhatIsNew) {
  const auto columns = seen({{.path = "nameDay",
                              .column = "u.name_day",
                              .folded = "u.name_day_folded",
                              .presence = Presence::kEmptyIsNull},
                             {.path = "shoeSize", .column = "u.shoe_size", .presence = Presence::kNullable}});
  EXPECT_EQ(column(columns, "nameDay"), "CASE WHEN v.invitee_email IS NULL THEN u.name_day ELSE '' END");
  EXPECT_EQ(find(columns, "nameDay")->folded,
            "CASE WHEN v.invitee_email IS NULL THEN u.name_day_folded ELSE '' END");
  EXPECT_EQ(column(columns, "shoeSize"), "CASE WHEN v.invitee_email IS NULL THEN u.shoe_size END");
}

TEST(PersonColumnsDeathTest, EndOverWhatCannotBeKeptBack) {
  EXPECT_DEATH(seen({{.path = "shoeSize", .column = "u.shoe_size"}}), "presence");
}

}  // namespace
}  // namespace jeton::store::sql
