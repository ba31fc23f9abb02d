#include <gtest/gtest.h>

#include <string>

#include "domain/audit_properties.h"
#include "domain/event_type_properties.h"
#include "store/contract/claims.h"
#include "store/contract/predicates.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::AuditRecord;
using domain::AuditScope;
using domain::AuditVisibility;
using domain::UnitOfWork;

AuditRecord record(int number, std::string object, std::vector<domain::AccountId> links,
                   AuditVisibility visibility = AuditVisibility::kPublic) {
  return {.id = record_id(number),
          .event = "platform.accounts.apiToken.created",
          .visibility = visibility,
          .summary = "Token created",
          .details = "Details",
          .object_id = std::move(object),
          .object_name = "Ledger sync",
          .object_type = domain::ObjectType::kApiToken,
          .timestamp = at(number),
          .actor = {domain::ActorKind::kUser, "USR-1000-0001", "Ada Ëxample"},
          .actor_account = account_id(2),
          .account_links = std::move(links),
          .documents = R"({"a":1})",
          .origin = {"192.0.2.7", "curl/7", "0abc"},
          .revision = 3};
}

void add(domain::Store& store, const std::vector<AuditRecord>& records) {
  write(store, [&](UnitOfWork& unit) {
    for (const auto& each : records) EXPECT_TRUE(must(unit.audit().append(each, digest(1))));
  });
}

const domain::Property& record_property(std::string_view path) {
  return property(domain::audit_record_properties(), path);
}

std::vector<std::string> found(domain::Store& store, const AuditScope& scope, const domain::Query& query) {
  const auto page = must(reader(store)->audit().list(scope, query));
  EXPECT_EQ(page.total, static_cast<std::int64_t>(page.rows.size()));
  return ids(page.rows);
}

AuditScope everything() {
  AuditScope scope;
  scope.everything = true;
  return scope;
}

// R-157: a list has exactly what the scope contains, each once.
void AuditListsHaveExactlyTheirScope(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto operations = account_id(1);
  const std::vector<AuditRecord> records{
      record(1, "TKN-1000-0001", {operations, account_id(2)}),
      record(2, "TKN-1000-0001", {operations, account_id(2)}, AuditVisibility::kPrivate),
      record(3, "TKN-1000-0002", {operations, account_id(3)}),
      record(4, "TKN-1000-0003", {operations}, AuditVisibility::kPrivate),
      record(5, "USR-1000-0001", {operations, account_id(2), account_id(3)}),
      record(6, "USR-1000-0001", {operations, account_id(3)}),
      record(7, "USR-1000-0001", {operations, account_id(3)}, AuditVisibility::kPrivate),
      record(8, "USR-1000-0002", {operations, account_id(2)}),
      record(9, "USR-1000-0002", {}, AuditVisibility::kPrivate)};
  add(*store, records);
  int scopes = 0;
  for (const bool all : {false, true}) {
    for (const int account : {0, 1, 2, 3}) {
      for (const int user : {0, 1, 2, 3}) {
        for (const bool own_private : {false, true}) {
          AuditScope scope;
          scope.everything = all;
          if (account != 0) scope.linked_account = account_id(account);
          if (user != 0) scope.own_user = user_id(user);
          scope.own_private = own_private;
          std::vector<std::string> expected;
          for (const auto& each : records) {
            if (scope.contains(each)) expected.push_back(each.id.str());
          }
          EXPECT_EQ(found(*store, scope, query_of()), expected)
              << all << " account " << account << " user " << user << " private " << own_private;
          std::vector<std::string> singly;
          for (const auto& each : records) {
            if (must(reader(*store)->audit().find_within(scope, each.id))) singly.push_back(each.id.str());
          }
          EXPECT_EQ(singly, expected);
          ++scopes;
        }
      }
    }
  }
  EXPECT_EQ(scopes, 64);
  EXPECT_TRUE(found(*store, {}, query_of()).empty());
}

// A filter's alternative stays inside the scope, however the scope is read.
void AuditFiltersCannotLeaveTheScope(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  add(*store, {record(1, "TKN-1000-0001", {account_id(2)}), record(2, "TKN-1000-0002", {account_id(3)}),
               record(3, "USR-1000-0001", {account_id(3)})});
  domain::Predicate either{.kind = domain::Predicate::Kind::kAny};
  either.children = {equal(record_property("object.id"), "TKN-1000-0002"), domain::Predicate{}};
  AuditScope scope;
  scope.linked_account = account_id(2);
  EXPECT_EQ(found(*store, scope, query_of(either)), std::vector<std::string>{record_id(1).str()});
  scope.own_user = user_id(1);
  EXPECT_EQ(found(*store, scope, query_of(either)),
            (std::vector<std::string>{record_id(1).str(), record_id(3).str()}));
}

// A-170, A-173
void AuditRecordsAreFoundByEveryProperty(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto plain = record(1, "TKN-1000-0001", {account_id(1), account_id(2)});
  auto other = record(2, "UGR-1000-0002", {account_id(1)}, AuditVisibility::kPrivate);
  other.event = "extensions.a.b";
  other.summary = "Zoë";
  other.details = "Ärger";
  other.object_name = "Other";
  other.object_type = domain::ObjectType::kUserGroup;
  other.actor = domain::system_actor();
  other.actor_account.reset();
  other.origin = {};
  other.revision = 4;
  add(*store, {plain, other});
  const std::vector<std::pair<std::string_view, domain::QueryValue>> values{
      {"id", record_id(1).str()},
      {"event", "platform.accounts.apiToken.created"},
      {"type", "Public"},
      {"summary", "Token created"},
      {"details", "Details"},
      {"object.id", "TKN-1000-0001"},
      {"object.name", "Ledger sync"},
      {"object.objectType", "ApiToken"},
      {"timestamp", at(1).time_since_epoch().count()},
      {"actor.id", "USR-1000-0001"},
      {"actor.name", "Ada Ëxample"},
      {"actor.account.id", account_id(2).str()},
      {"actor.account.name", "Birch Retail 2"},
      {"actor.account.type", "Vendor"},
      {"request.api.ip", "192.0.2.7"},
      {"request.api.userAgent", "curl/7"},
      {"request.log.correlationId", "0abc"},
      {"revision", std::int64_t{3}}};
  AuditScope trail;
  trail.linked_account = account_id(2);
  std::size_t asked = 0;
  for (const auto& [path, value] : values) {
    const auto filter = equal(record_property(path), value);
    EXPECT_EQ(found(*store, everything(), query_of(filter)), std::vector<std::string>{plain.id.str()})
        << path;
    EXPECT_EQ(found(*store, trail, query_of(filter)).size(), 1U) << path;
    for (const bool descending : {false, true}) {
      const auto query = query_of({}, {{&record_property(path), descending}});
      EXPECT_EQ(found(*store, everything(), query).size(), 2U) << path;
      EXPECT_EQ(found(*store, trail, query).size(), 1U) << path;
    }
    ++asked;
  }
  for (const auto& each : domain::audit_record_properties().properties) {
    const bool has_column =
        each.type != domain::PropertyType::kReference && each.type != domain::PropertyType::kCollection;
    if (has_column) --asked;
  }
  EXPECT_EQ(asked, 0U) << "a property has no line above";
  for (const auto* path : {"actor.id", "actor.account.id", "actor.account.name", "actor.account.type",
                           "request.api.ip", "request.api.userAgent", "request.log.correlationId"}) {
    EXPECT_EQ(found(*store, everything(), query_of(is_null(record_property(path)))),
              std::vector<std::string>{other.id.str()})
        << path;
  }
}

void AuditRecordsAreFoundByTheirLinks(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  add(*store, {record(1, "TKN-1000-0001", {account_id(1), account_id(2)}),
               record(2, "TKN-1000-0002", {account_id(1)}, AuditVisibility::kPrivate)});
  const auto& links = record_property("accountLinks");
  const auto linked = [&](std::string_view path, const char* value) {
    return query_of(has_element(links, {equal(*domain::find_property(links.elements, path), value)}));
  };
  EXPECT_EQ(found(*store, everything(), linked("id", "ACC-1000-0002")).size(), 1U);
  EXPECT_EQ(found(*store, everything(), linked("id", "ACC-1000-0001")).size(), 2U);
  EXPECT_EQ(found(*store, everything(), linked("name", "Birch Retail 2")).size(), 1U);
  EXPECT_EQ(found(*store, everything(), linked("type", "Client")).size(), 0U);
  AuditScope trail;
  trail.linked_account = account_id(2);
  EXPECT_EQ(found(*store, trail, linked("id", "ACC-1000-0001")).size(), 1U);
}

// C-090: newest first, those of one instant by id; pages neither repeat nor miss one.
void AuditPagesAreInOrder(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  std::vector<AuditRecord> records;
  for (int number = 1; number <= 7; ++number) {
    records.push_back(record(number, "TKN-1000-0001", {account_id(2)}));
    records.back().timestamp = at(number / 3);
  }
  add(*store, records);
  AuditScope trail;
  trail.linked_account = account_id(2);
  const std::vector<int> expected{6, 7, 3, 4, 5, 1, 2};
  for (const auto& scope : {trail, everything()}) {
    std::vector<std::string> paged;
    for (int offset = 0; offset < 8; offset += 3) {
      auto query = query_of({}, {{&record_property("timestamp"), true}});
      query.limit = 3;
      query.offset = offset;
      const auto page = must(reader(*store)->audit().list(scope, query));
      EXPECT_EQ(page.total, 7);
      for (const auto& each : page.rows) {
        paged.push_back(each.id.str());
        EXPECT_EQ(each.account_links, std::vector{account_id(2)});
      }
    }
    ASSERT_EQ(paged.size(), expected.size());
    for (std::size_t i = 0; i < paged.size(); ++i) EXPECT_EQ(paged[i], record_id(expected[i]).str());
  }
}

void EventTypesAreListedByEveryProperty(Database& database) {
  const auto store = database.open();
  const domain::EventType named{event_type_id(1), "extensions.a.b", "Zoë's event", "When it happens", 2};
  const domain::EventType nameless{event_type_id(2), "extensions.a.c", {}, {}, 1};
  write(*store, [&](UnitOfWork& unit) {
    must(unit.event_types().insert(named));
    must(unit.event_types().insert(nameless));
  });
  const auto listed = [&](const domain::Query& query) {
    return ids(must(reader(*store)->event_types().list(std::nullopt, query)).rows);
  };
  const std::vector<std::pair<std::string_view, domain::QueryValue>> values{
      {"id", named.id.str()},
      {"revision", std::int64_t{2}},
      {"key", named.key},
      {"name", named.name},
      {"description", named.description}};
  EXPECT_EQ(values.size(), domain::event_type_properties().properties.size());
  for (const auto& [path, value] : values) {
    const auto& each = property(domain::event_type_properties(), path);
    EXPECT_EQ(listed(query_of(equal(each, value))), std::vector<std::string>{named.id.str()}) << path;
    EXPECT_EQ(listed(query_of({}, {{&each, true}})).size(), 2U) << path;
  }
  EXPECT_EQ(listed(query_of(is_null(property(domain::event_type_properties(), "name")))),
            std::vector<std::string>{nameless.id.str()});
}

}  // namespace

Claims audit_list_claims() {
  return {JETON_CLAIM(AuditListsHaveExactlyTheirScope),
          JETON_CLAIM(AuditFiltersCannotLeaveTheScope),
          JETON_CLAIM(AuditRecordsAreFoundByEveryProperty),
          JETON_CLAIM(AuditRecordsAreFoundByTheirLinks),
          JETON_CLAIM(AuditPagesAreInOrder),
          JETON_CLAIM(EventTypesAreListedByEveryProperty)};
}

}  // namespace jeton::store::contract
