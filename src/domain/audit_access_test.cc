#include "domain/audit_access.h"

#include <gtest/gtest.h>

#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

const Account kClient = testing::account_of(AccountType::kClient);
const Account kVendor = testing::account_of(AccountType::kVendor);
const Account kOperations = testing::account_of(AccountType::kOperations);
const UserId kSelf = UserId::from_stored("USR-2201-7788");

Caller user_of(const Account& account, std::vector<std::string_view> modules) {
  Caller caller;
  caller.actor = {ActorKind::kUser, kSelf.str(), "Robin Holt"};
  caller.account = account.id;
  caller.account_type = account.type;
  caller.modules.insert(modules.begin(), modules.end());
  return caller;
}

AuditRecord record_of(AuditVisibility visibility, std::string object, std::vector<AccountId> links) {
  return {.id = AuditRecordId::from_stored("AUD-1002-3344-5566-7788"),
          .event = {},
          .visibility = visibility,
          .summary = {},
          .details = {},
          .object_id = std::move(object),
          .object_name = {},
          .object_type = ObjectType::kApiToken,
          .timestamp = {},
          .actor = {},
          .actor_account = {},
          .account_links = std::move(links),
          .documents = {},
          .origin = {},
          .revision = 1};
}

const AuditRecord kClients =
    record_of(AuditVisibility::kPublic, "TKN-0001-0001", {kClient.id, kOperations.id});
const AuditRecord kHidden =
    record_of(AuditVisibility::kPrivate, "TKN-0001-0001", {kClient.id, kOperations.id});
const AuditRecord kOwnElsewhere =
    record_of(AuditVisibility::kPublic, kSelf.str(), {kVendor.id, kOperations.id});
const AuditRecord kOwnHidden = record_of(AuditVisibility::kPrivate, kSelf.str(), {kOperations.id});

// R-157, spec 3.2
TEST(AuditScope, OperationsWithAnAdministrationModuleReadEverything) {
  for (const auto module : {kAccessManagement, kPlatformAccountManagement}) {
    const auto scope = readable_audit_records(user_of(kOperations, {module}));
    for (const auto* record : {&kClients, &kHidden, &kOwnElsewhere, &kOwnHidden}) {
      EXPECT_TRUE(scope.contains(*record)) << module;
    }
  }
}

// linked and Public.: with Access Management alone.
TEST(AuditScope, CustomersWithAccessManagementReadPublicRecordsOfTheirAccount) {
  const auto scope = readable_audit_records(user_of(kClient, {kAccessManagement}));
  EXPECT_TRUE(scope.contains(kClients));
  EXPECT_FALSE(scope.contains(kHidden));
  EXPECT_TRUE(scope.contains(kOwnElsewhere));
  EXPECT_FALSE(scope.contains(kOwnHidden));
  EXPECT_FALSE(readable_audit_records(user_of(kVendor, {kAccessManagement})).contains(kClients));
  // the platform's module is worth nothing outside of Operations.
  EXPECT_FALSE(readable_audit_records(user_of(kClient, {kPlatformAccountManagement})).contains(kClients));
}

// R-157, last sentence
TEST(AuditScope, PeopleReadRecordsAboutThemselvesWithoutAnyModule) {
  auto clerk = user_of(kClient, {});
  EXPECT_TRUE(readable_audit_records(clerk).reaches_any());
  EXPECT_TRUE(readable_audit_records(clerk).contains(kOwnElsewhere));
  EXPECT_FALSE(readable_audit_records(clerk).contains(kClients));
  clerk.account.reset();
  EXPECT_TRUE(readable_audit_records(clerk).contains(kOwnElsewhere));
  EXPECT_FALSE(readable_audit_records(clerk).contains(kOwnHidden));
  const auto operations_clerk = readable_audit_records(user_of(kOperations, {"billing"}));
  EXPECT_TRUE(operations_clerk.contains(kOwnHidden));
  EXPECT_FALSE(operations_clerk.contains(kHidden));
  EXPECT_FALSE(operations_clerk.contains(kClients));
}

TEST(AuditScope, TokensWithoutTheModuleReachNothing) {
  auto token = user_of(kClient, {"billing"});
  token.actor = {ActorKind::kToken, "TKN-0001-0001", "Ledger sync"};
  EXPECT_FALSE(readable_audit_records(token).reaches_any());
  EXPECT_FALSE(readable_audit_records(token).contains(kClients));
  token.modules.emplace(kAccessManagement);
  EXPECT_TRUE(readable_audit_records(token).contains(kClients));
}

//
TEST(AuditSubmitters, AreOperationsAndVendors) {
  EXPECT_TRUE(may_submit_audit_records(user_of(kOperations, {kAccessManagement})));
  EXPECT_TRUE(may_submit_audit_records(user_of(kOperations, {kPlatformAccountManagement})));
  EXPECT_TRUE(may_submit_audit_records(user_of(kVendor, {kAccessManagement})));
  EXPECT_FALSE(may_submit_audit_records(user_of(kVendor, {"billing"})));
  EXPECT_FALSE(may_submit_audit_records(user_of(kOperations, {"billing"})));
  EXPECT_FALSE(may_submit_audit_records(user_of(kClient, {kAccessManagement})));
  auto nowhere = user_of(kVendor, {kAccessManagement});
  nowhere.account.reset();
  EXPECT_FALSE(may_submit_audit_records(nowhere));
}

TEST(AuditScope, ReachesSomethingByEachOfItsParts) {
  EXPECT_FALSE(AuditScope{}.reaches_any());
  EXPECT_TRUE(AuditScope{.everything = true}.reaches_any());
  EXPECT_TRUE(AuditScope{.linked_account = kClient.id}.reaches_any());
  EXPECT_TRUE(AuditScope{.own_user = kSelf}.reaches_any());
  EXPECT_FALSE(AuditScope{.own_private = true}.reaches_any());
}

TEST(AuditScope, TokenIsNoUserEvenUnderAUsersId) {
  auto token = user_of(kOperations, {"billing"});
  token.actor = {ActorKind::kToken, kSelf.str(), "Ledger sync"};
  EXPECT_FALSE(readable_audit_records(token).own_user.has_value());
}

// without an account nothing is held, whatever the modules say.
TEST(AuditScope, R012WithoutAnAccountNobodyReadsATrailOrWritesToIt) {
  for (const auto* account : {&kVendor, &kClient, &kOperations}) {
    auto homeless = user_of(*account, {kAccessManagement, kPlatformAccountManagement});
    homeless.account.reset();
    const auto scope = readable_audit_records(homeless);
    EXPECT_FALSE(scope.everything);
    EXPECT_FALSE(scope.own_private);
    EXPECT_FALSE(scope.linked_account.has_value());
    EXPECT_FALSE(may_submit_audit_records(homeless));
  }
}

}  // namespace
}  // namespace jeton::domain
