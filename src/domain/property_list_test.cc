#include "domain/property_list.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/account_fields.h"

namespace jeton::domain {
namespace {

struct Home {
  std::string street{};
};

struct Thing {
  AccountId account = AccountId::from_stored("ACC-1000-0001");
  std::optional<AccountId> lender{};
  std::string name{};
  std::string notes{};
  std::string serial{};
  std::int64_t pages = 0;
  std::optional<std::int64_t> weight{};
  bool lent = false;
  AccountStatus status = AccountStatus::kEnabled;
  std::optional<base::Timestamp> read_at{};
  std::optional<std::vector<std::string>> tags{};
  std::string secret{};
  Home home{};
  Stamp created{};
  std::optional<Stamp> sold{};
  std::optional<Stamp> seen{};
};

constexpr auto kHomeFields = std::tuple{optional_text("street", "home_street", &Home::street)};
constexpr auto kThingFields = std::tuple{
    text("name", "name", &Thing::name),
    optional_text("notes", "notes", &Thing::notes),
    optional_code("serial", "serial", &Thing::serial),
    field("pages", "pages", &Thing::pages),
    field("weight", "weight", &Thing::weight),
    field("lent", "lent", &Thing::lent),
    field("status", "status", &Thing::status),
    field("readAt", "read_at", &Thing::read_at).moving_by_itself(),
    field("tags", "tags", &Thing::tags).shown_alone(),
    unlisted("secret", &Thing::secret),
    part("home", &Thing::home, kHomeFields),
    reference("account", "account_id", &Thing::account, kAccountReferenceFields),
    reference("lender", "lender_id", &Thing::lender, kAccountReferenceFields).for_operations(),
    stamp("created", &Thing::created),
    stamp("sold", &Thing::sold).by_for_operations(),
    stamp("seen", &Thing::seen).at_alone("seenAt"),
};

const Property& property(std::string_view path) {
  static const PropertyList kList{kThingFields};
  const auto* found = find_property(kList.list(), path);
  static const Property kNone{.path = "none"};
  return found == nullptr ? kNone : *found;
}

TEST(PropertyList, TakesTheTypeOfAFieldFromItsMember) {
  EXPECT_EQ(property("name").type, PropertyType::kText);
  EXPECT_EQ(property("pages").type, PropertyType::kInteger);
  EXPECT_EQ(property("weight").type, PropertyType::kInteger);
  EXPECT_EQ(property("lent").type, PropertyType::kBoolean);
  EXPECT_EQ(property("readAt").type, PropertyType::kInstant);
  EXPECT_EQ(property("tags").type, PropertyType::kCollection);
  EXPECT_EQ(property("account.id").type, PropertyType::kText);
  EXPECT_EQ(property("status").type, PropertyType::kEnumeration);
  EXPECT_EQ(property("status").values.size(), kAccountStatusNames.size());
  EXPECT_TRUE(property("pages").values.empty());
}

TEST(PropertyList, IsNullableWhereThereMayBeNoValue) {
  for (const auto* path : {"notes", "serial", "weight", "readAt", "tags", "home.street", "lender",
                           "lender.name", "audit.created.by", "audit.created.by.id", "audit.created.by.name",
                           "audit.sold", "audit.sold.at", "audit.seenAt", "audit.seenAt.at"}) {
    EXPECT_EQ(property(path).path, path);
    EXPECT_TRUE(property(path).nullable) << path;
  }
  for (const auto* path : {"name", "pages", "lent", "status", "home", "account", "account.id", "account.name",
                           "audit", "audit.created", "audit.created.at"}) {
    EXPECT_EQ(property(path).path, path);
    EXPECT_FALSE(property(path).nullable) << path;
  }
}

TEST(PropertyList, LeavesOutWhatListsDoNotKnow) {
  for (const auto* path : {"secret", "", "audit.seen", "audit.seenAt.by", "audit.seenAt.by.name", "street"}) {
    EXPECT_EQ(property(path).path, "none") << path;
  }
  EXPECT_EQ(property("tags").use, PropertyUse::kNeither);
  EXPECT_EQ(property("name").use, PropertyUse::kFilterAndOrder);
}

TEST(PropertyList, KeepsForOperationsWhatIsTheirs) {
  for (const auto* path :
       {"lender", "lender.id", "lender.status", "audit.sold.by", "audit.sold.by.id", "audit.sold.by.name"}) {
    EXPECT_TRUE(property(path).operations_only) << path;
  }
  for (const auto* path : {"account.id", "audit.sold", "audit.sold.at", "audit.created.by.id", "name"}) {
    EXPECT_FALSE(property(path).operations_only) << path;
  }
}

TEST(PropertyList, PutsFieldsBelowAPath) {
  PropertyList list{std::tuple{}, {{.path = "thing", .type = PropertyType::kReference}}};
  list.add(kThingFields, "thing");
  const auto moved = std::move(list);
  for (const auto* path :
       {"thing.name", "thing.home.street", "thing.account.id", "thing.audit.created.by.id"}) {
    EXPECT_NE(find_property(moved.list(), path), nullptr) << path;
  }
  EXPECT_EQ(find_property(moved.list(), "name"), nullptr);
}

}  // namespace
}  // namespace jeton::domain
