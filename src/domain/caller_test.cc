#include "domain/caller.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

using testing::account_of;
using testing::token_id;

constexpr std::array kTypes{AccountType::kVendor, AccountType::kClient, AccountType::kOperations};

Caller user_of(AccountType type, std::initializer_list<std::string_view> modules) {
  Caller caller;
  caller.actor = {ActorKind::kUser, "USR-2201-7788", "An Administrator"};
  caller.account = account_of(type).id;
  caller.account_type = type;
  for (const auto module : modules) caller.modules.emplace(module);
  return caller;
}

/// What a caller gets who asks for a token of `account`: everything, a 404, or a 403 before any look-up.
std::string_view outcome(const TokenScope& scope, const AccountId& account, AccountType type, bool deleted) {
  if (!scope.reaches_any()) return "403";
  return scope.contains(token_id(), account, type, deleted) ? "full" : "404";
}

/// Table 3.1, every caller by every owner, for live tokens and for deleted ones.
struct Row {
  AccountType caller;
  bool access_management;
  bool platform_account_management;
  std::string_view own;
  std::string_view vendor;
  std::string_view client;
  std::string_view operations;
  std::string_view own_deleted;
  std::string_view vendor_deleted;
  std::string_view client_deleted;
  std::string_view operations_deleted;
};

constexpr auto kVendor = AccountType::kVendor;
constexpr auto kClient = AccountType::kClient;
constexpr auto kOperations = AccountType::kOperations;

constexpr std::array kTable{
    //  caller     AM     PAM    own     vendor  client  ops     the same, deleted
    Row{kVendor, false, false, "403", "403", "403", "403", "403", "403", "403", "403"},
    Row{kVendor, false, true, "403", "403", "403", "403", "403", "403", "403", "403"},
    Row{kVendor, true, false, "full", "404", "404", "404", "404", "404", "404", "404"},
    Row{kVendor, true, true, "full", "404", "404", "404", "404", "404", "404", "404"},
    Row{kClient, false, false, "403", "403", "403", "403", "403", "403", "403", "403"},
    Row{kClient, false, true, "403", "403", "403", "403", "403", "403", "403", "403"},
    Row{kClient, true, false, "full", "404", "404", "404", "404", "404", "404", "404"},
    Row{kClient, true, true, "full", "404", "404", "404", "404", "404", "404", "404"},
    Row{kOperations, false, false, "403", "403", "403", "403", "403", "403", "403", "403"},
    Row{kOperations, false, true, "404", "full", "full", "404", "404", "full", "full", "404"},
    Row{kOperations, true, false, "full", "404", "404", "404", "404", "404", "404", "404"},
    Row{kOperations, true, true, "full", "full", "full", "full", "full", "full", "full", "full"},
};

TEST(ManageableTokens, R014R131Table31) {
  const auto other = AccountId::from_stored("ACC-9999-0001");
  for (const auto& row : kTable) {
    // Account Management grants nothing on tokens: with and without it the table is the same.
    for (const bool account_management : {false, true}) {
      auto caller = user_of(row.caller, {"billing"});
      if (row.access_management) caller.modules.emplace(kAccessManagement);
      if (row.platform_account_management) caller.modules.emplace(kPlatformAccountManagement);
      if (account_management) caller.modules.emplace(kAccountManagement);
      SCOPED_TRACE(std::string{to_string(row.caller)} + (row.access_management ? " AM" : "") +
                   (row.platform_account_management ? " PAM" : ""));
      const auto scope = manageable_tokens(caller);
      EXPECT_EQ(outcome(scope, *caller.account, row.caller, false), row.own);
      EXPECT_EQ(outcome(scope, other, kVendor, false), row.vendor);
      EXPECT_EQ(outcome(scope, other, kClient, false), row.client);
      EXPECT_EQ(outcome(scope, other, kOperations, false), row.operations);
      EXPECT_EQ(outcome(scope, *caller.account, row.caller, true), row.own_deleted);
      EXPECT_EQ(outcome(scope, other, kVendor, true), row.vendor_deleted);
      EXPECT_EQ(outcome(scope, other, kClient, true), row.client_deleted);
      EXPECT_EQ(outcome(scope, other, kOperations, true), row.operations_deleted);
    }
  }
}

TEST(ManageableTokens, R012UserWithoutMembershipReachesNone) {
  auto caller = user_of(kOperations, {kAccessManagement, kPlatformAccountManagement});
  caller.account.reset();
  EXPECT_FALSE(manageable_tokens(caller).reaches_any());
  EXPECT_FALSE(readable_tokens(caller).reaches_any());
  EXPECT_FALSE(readable_groups(caller).reaches_any());
}

TEST(ManageableTokens, ModuleNamesAreCodesAndNothingLikeThem) {
  for (const auto* code : {"Access Management", "ACCESS-MANAGEMENT", "access-management ", "access", ""}) {
    EXPECT_FALSE(manageable_tokens(user_of(kClient, {code})).reaches_any()) << code;
  }
}

// what one may read and manage, and every token for Operations, without any module.
TEST(IntrospectableTokens, AreThoseOneReadsAndForOperationsAll) {
  const auto other = AccountId::from_stored("ACC-9999-0001");
  for (const auto type : kTypes) {
    const bool is_operations = type == kOperations;
    for (const bool manages : {false, true}) {
      const auto caller = manages ? user_of(type, {kAccessManagement}) : user_of(type, {"billing"});
      const auto scope = introspectable_tokens(caller);
      EXPECT_EQ(scope.contains(token_id(), *caller.account, type, false), manages || is_operations);
      for (const auto of : kTypes) EXPECT_EQ(scope.contains(token_id(), other, of, false), is_operations);
    }
    auto token = user_of(type, {});
    token.actor = {ActorKind::kToken, token_id().str(), "Invoices"};
    EXPECT_TRUE(introspectable_tokens(token).contains(token_id(), *token.account, type, false));
    auto nobody = user_of(type, {kAccessManagement});
    nobody.account.reset();
    for (const auto of : kTypes) {
      EXPECT_FALSE(introspectable_tokens(nobody).contains(token_id(), other, of, false));
    }
  }
}

TEST(ReadableTokens, R016TokenReadsItselfWhateverItsModules) {
  for (const auto type : kTypes) {
    auto caller = user_of(type, {});
    caller.actor = {ActorKind::kToken, token_id().str(), "Invoices"};
    const auto scope = readable_tokens(caller);
    EXPECT_EQ(scope.self, token_id());
    EXPECT_TRUE(scope.contains(token_id(), *caller.account, type, false));
    EXPECT_FALSE(scope.contains(token_id(1), *caller.account, type, false));
    EXPECT_FALSE(scope.contains(token_id(), *caller.account, type, true));
    // changing itself is another matter.
    EXPECT_FALSE(manageable_tokens(caller).contains(token_id(), *caller.account, type, false));
  }
}

TEST(ReadableTokens, R132TokenWithTheModuleManagesItsAccountsTokensAndItself) {
  auto caller = user_of(kClient, {kAccessManagement});
  caller.actor = {ActorKind::kToken, token_id().str(), "Invoices"};
  EXPECT_TRUE(manageable_tokens(caller).contains(token_id(), *caller.account, kClient, false));
  EXPECT_TRUE(manageable_tokens(caller).contains(token_id(1), *caller.account, kClient, false));
}

TEST(ReadableTokens, UserHasNoSelfEvenWithTheIdOfAToken) {
  auto caller = user_of(kClient, {});
  caller.actor.id = token_id().str();
  EXPECT_FALSE(readable_tokens(caller).self.has_value());
}

TEST(ReadableGroups, Section32OwnWithAccessManagementAllWithPlatformAccountManagement) {
  for (const auto type : kTypes) {
    EXPECT_FALSE(readable_groups(user_of(type, {"billing", kAccountManagement})).reaches_any());
    const auto own = readable_groups(user_of(type, {kAccessManagement}));
    EXPECT_EQ(own.own_account, account_of(type).id);
    EXPECT_FALSE(own.all_accounts);
    const auto platform = readable_groups(user_of(type, {kPlatformAccountManagement}));
    EXPECT_EQ(platform.all_accounts, type == kOperations);
    EXPECT_EQ(platform.reaches_any(), type == kOperations);
    EXPECT_FALSE(platform.own_account.has_value());
  }
}

TEST(ReachableUsers, Section32OneselfAlwaysOthersWithTheModules) {
  for (const auto type : kTypes) {
    const auto self = UserId::parse("USR-2201-7788");
    const auto clerk = reachable_users(user_of(type, {"billing", kAccountManagement}));
    EXPECT_EQ(clerk.self, self);
    EXPECT_FALSE(clerk.own_account.has_value());
    EXPECT_FALSE(clerk.all);
    const auto own = reachable_users(user_of(type, {kAccessManagement}));
    EXPECT_EQ(own.own_account, account_of(type).id);
    EXPECT_FALSE(own.all);
    EXPECT_FALSE(own.deleted);
    const auto platform = reachable_users(user_of(type, {kPlatformAccountManagement}));
    EXPECT_EQ(platform.all, type == kOperations);
    EXPECT_EQ(platform.deleted, type == kOperations);
    EXPECT_EQ(manages_platform(user_of(type, {kPlatformAccountManagement})), type == kOperations);
    EXPECT_FALSE(manages_platform(user_of(type, {kAccessManagement})));
  }
}

TEST(ReachableUsers, R012WithoutAccountOnlyOneself) {
  auto caller = user_of(kOperations, {kAccessManagement, kPlatformAccountManagement});
  caller.account.reset();
  EXPECT_TRUE(reachable_users(caller).self.has_value());
  EXPECT_FALSE(reachable_users(caller).own_account.has_value());
  EXPECT_FALSE(reachable_users(caller).all);
  EXPECT_FALSE(manages_platform(caller));
  EXPECT_FALSE(reachable_memberships(caller).reaches_any());
}

TEST(ReachableUsers, TokenWithoutModulesReachesNobody) {
  auto caller = user_of(kClient, {});
  caller.actor = {ActorKind::kToken, token_id().str(), "Ledger sync"};
  EXPECT_FALSE(reachable_users(caller).reaches_any());
}

TEST(ReachableMemberships, Section32OwnWithAccessManagementAllWithPlatformAccountManagement) {
  for (const auto type : kTypes) {
    const auto other = AccountId::from_stored("ACC-9999-0001");
    EXPECT_FALSE(reachable_memberships(user_of(type, {"billing", kAccountManagement})).reaches_any());
    const auto own = reachable_memberships(user_of(type, {kAccessManagement}));
    EXPECT_TRUE(own.contains(account_of(type).id));
    EXPECT_FALSE(own.contains(other));
    const auto platform = reachable_memberships(user_of(type, {kPlatformAccountManagement}));
    EXPECT_EQ(platform.contains(other), type == kOperations);
    EXPECT_EQ(platform.reaches_any(), type == kOperations);
  }
}

/// What a caller gets who asks for a group, or a membership, of the own account and of another one.
struct PartRow {
  AccountType caller;
  bool access_management;
  bool platform_account_management;
  std::string_view reads_own;
  std::string_view reads_other;
  std::string_view changes_own;
  std::string_view changes_other;
};

constexpr std::array kPartTable{
    //      caller       AM     PAM    reads: own, other  changes: own, other
    PartRow{kVendor, false, false, "403", "403", "403", "403"},
    PartRow{kVendor, false, true, "403", "403", "403", "403"},
    PartRow{kVendor, true, false, "full", "404", "full", "404"},
    PartRow{kVendor, true, true, "full", "404", "full", "404"},
    PartRow{kClient, false, false, "403", "403", "403", "403"},
    PartRow{kClient, false, true, "403", "403", "403", "403"},
    PartRow{kClient, true, false, "full", "404", "full", "404"},
    PartRow{kClient, true, true, "full", "404", "full", "404"},
    PartRow{kOperations, false, false, "403", "403", "403", "403"},
    PartRow{kOperations, false, true, "404", "full", "404", "full"},
    PartRow{kOperations, true, false, "full", "404", "403", "403"},
    PartRow{kOperations, true, true, "full", "full", "full", "full"},
};

template <class Scope>
std::string_view part_outcome(const Scope& scope, const AccountId& account) {
  if (!scope.reaches_any()) return "403";
  return scope.contains(account) ? "full" : "404";
}

// Spec 3.2, and of the operations account both modules, as who is in it holds the platform.
TEST(GroupsAndMemberships, AreReachedAsTheTableSays) {
  const auto other = AccountId::from_stored("ACC-9999-0001");
  for (const auto& row : kPartTable) {
    for (const bool account_management : {false, true}) {
      auto caller = user_of(row.caller, {"billing"});
      if (row.access_management) caller.modules.emplace(kAccessManagement);
      if (row.platform_account_management) caller.modules.emplace(kPlatformAccountManagement);
      if (account_management) caller.modules.emplace(kAccountManagement);
      SCOPED_TRACE(std::string{to_string(row.caller)} + (row.access_management ? " AM" : "") +
                   (row.platform_account_management ? " PAM" : ""));
      const auto own = account_of(row.caller).id;
      EXPECT_EQ(part_outcome(readable_groups(caller), own), row.reads_own);
      EXPECT_EQ(part_outcome(readable_groups(caller), other), row.reads_other);
      EXPECT_EQ(part_outcome(changeable_groups(caller), own), row.changes_own);
      EXPECT_EQ(part_outcome(changeable_groups(caller), other), row.changes_other);
      EXPECT_EQ(part_outcome(reachable_memberships(caller), own), row.reads_own);
      EXPECT_EQ(part_outcome(reachable_memberships(caller), other), row.reads_other);
      EXPECT_EQ(part_outcome(changeable_memberships(caller), own), row.changes_own);
      EXPECT_EQ(part_outcome(changeable_memberships(caller), other), row.changes_other);
      //
      EXPECT_EQ(knows_everybody(caller), row.caller == kOperations && row.platform_account_management);
    }
  }
}

// `app::system_caller`: the operator at the machine, in no account.
TEST(GroupsAndMemberships, OfEveryAccountAreTheSystems) {
  auto system = user_of(kOperations, {kAccessManagement, kAccountManagement, kPlatformAccountManagement});
  system.account.reset();
  EXPECT_FALSE(knows_everybody(system));
  EXPECT_FALSE(changeable_memberships(system).reaches_any());
  system.actor = system_actor();
  EXPECT_TRUE(knows_everybody(system));
  EXPECT_TRUE(changeable_memberships(system).contains(account_of(kOperations).id));
  EXPECT_TRUE(changeable_memberships(system).contains(account_of(kVendor).id));
}

TEST(ReadableAccounts, Section32OwnForEveryoneAllWithPlatformAccountManagement) {
  for (const auto type : kTypes) {
    const auto own = readable_accounts(user_of(type, {}));
    EXPECT_EQ(own.own_account, account_of(type).id);
    EXPECT_FALSE(own.all_accounts);
    const auto platform = readable_accounts(user_of(type, {kPlatformAccountManagement}));
    EXPECT_EQ(platform.all_accounts, type == kOperations);
    EXPECT_EQ(manages_platform(user_of(type, {kPlatformAccountManagement})), type == kOperations);
    EXPECT_FALSE(manages_platform(user_of(type, {kAccessManagement, kAccountManagement})));
    auto homeless = user_of(type, {kPlatformAccountManagement});
    homeless.account.reset();
    EXPECT_FALSE(readable_accounts(homeless).reaches_any());
    EXPECT_FALSE(changeable_accounts(homeless).reaches_any());
  }
}

TEST(ChangeableAccounts, Section32OwnWithAccountManagementAllWithPlatformAccountManagement) {
  for (const auto type : kTypes) {
    EXPECT_FALSE(changeable_accounts(user_of(type, {"billing", kAccessManagement})).reaches_any());
    const auto own = changeable_accounts(user_of(type, {kAccountManagement}));
    EXPECT_EQ(own.own_account, account_of(type).id);
    EXPECT_FALSE(own.all_accounts);
    EXPECT_TRUE(own.contains(account_of(type).id));
    EXPECT_FALSE(own.contains(account_of(type == kVendor ? kClient : kVendor).id));
    EXPECT_EQ(changeable_accounts(user_of(type, {kPlatformAccountManagement})).all_accounts,
              type == kOperations);
  }
}

TEST(Caller, R022StampSaysWhenByWhomAndOnBehalfOfWhichAccount) {
  const auto caller = user_of(kVendor, {});
  const auto at = testing::stamp_at(0).at;
  EXPECT_EQ(caller.stamp(at), (Stamp{at, caller.actor, account_of(kVendor).id}));
}

TEST(Caller, SystemActorHasNoIdAndReachesNothing) {
  Caller system;
  system.actor = system_actor();
  EXPECT_EQ(system.actor, (ActorRef{ActorKind::kSystem, "", "System"}));
  EXPECT_FALSE(readable_tokens(system).reaches_any());
  EXPECT_FALSE(readable_tokens(system).self.has_value());
}

TEST(ReachableUsers, TokenIsNoUserEvenUnderAUsersId) {
  auto caller = user_of(kClient, {});
  caller.actor.kind = ActorKind::kToken;
  EXPECT_FALSE(reachable_users(caller).self.has_value());
}

// The operator at the machine is in no account; a person without one is no operator.
TEST(ReachableMemberships, R012WithoutAnAccountTheSystemAloneReachesThem) {
  auto caller = user_of(kOperations, {kAccessManagement, kPlatformAccountManagement});
  caller.account.reset();
  caller.actor = system_actor();
  EXPECT_TRUE(reachable_memberships(caller).all_accounts);
  EXPECT_FALSE(reachable_memberships(caller).own_account.has_value());
  for (const auto kind : {ActorKind::kUser, ActorKind::kToken}) {
    caller.actor = {kind, "USR-2201-7788", "An Administrator"};
    EXPECT_FALSE(reachable_memberships(caller).reaches_any());
  }
}

TEST(Scopes, ReachSomethingByEachOfTheirParts) {
  const auto account = account_of(kClient).id;
  EXPECT_FALSE(TokenScope{}.reaches_any());
  EXPECT_TRUE(TokenScope{.own_account = account}.reaches_any());
  EXPECT_FALSE(TokenScope{.own_account = account}.reaches_others());
  EXPECT_TRUE(TokenScope{.vendor_and_client_accounts = true}.reaches_others());
  EXPECT_TRUE(TokenScope{.operations_accounts = true}.reaches_others());
  EXPECT_TRUE(TokenScope{.operations_accounts = true}.reaches_any());
  EXPECT_FALSE(TokenScope{.deleted = true}.reaches_any());
  EXPECT_FALSE(UserScope{}.reaches_any());
  EXPECT_TRUE(UserScope{.own_account = account}.reaches_any());
  EXPECT_TRUE(UserScope{.all = true}.reaches_any());
  EXPECT_TRUE(UserScope{.self = UserId::from_stored("USR-2201-7788")}.reaches_any());
  EXPECT_FALSE(UserScope{.deleted = true}.reaches_any());
}

template <class Scope>
void expect_own_or_all() {
  const auto own = account_of(kClient).id;
  const auto other = account_of(kVendor).id;
  Scope scope;
  EXPECT_FALSE(scope.reaches_any());
  EXPECT_FALSE(scope.contains(own));
  scope.own_account = own;
  EXPECT_TRUE(scope.reaches_any());
  EXPECT_TRUE(scope.contains(own));
  EXPECT_FALSE(scope.contains(other));
  scope.own_account.reset();
  scope.all_accounts = true;
  EXPECT_TRUE(scope.reaches_any());
  EXPECT_TRUE(scope.contains(other));
}

TEST(Scopes, ContainTheOwnAccountOrAll) {
  expect_own_or_all<GroupScope>();
  expect_own_or_all<MembershipScope>();
  expect_own_or_all<AccountScope>();
}

}  // namespace
}  // namespace jeton::domain
