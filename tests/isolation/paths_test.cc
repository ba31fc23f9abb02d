#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "isolation/tenants.h"

// Ids of another tenant in paths: every operation of the contract, with every id of the other tenant at every
// place, answers as it does for ids that nobody has (spec 3.2, R-005, A-066), after the same work of the
// database, and changes nothing.
namespace jeton::tests {
namespace {

/// Denied before any object is looked for: these are for the platform's operators, or for oneself (spec 3.2,
///
const std::set<std::string> kDeniedFirst{
    "enableAccount", "disableAccount", "activateAccount", "deactivateAccount", "getModule",
    "blockUser",     "unblockUser",    "deleteUser",      "setUserPassword",   "listUserAccounts"};
/// What only Account Management opens, which the vendor does not have (spec 3.2).
const std::set<std::string> kNeedsAccountManagement{"updateAccount"};
/// Shown to everybody, with ids that are no secrets: pictures of accounts (spec rest-api section 7) and the
/// catalogue of events.
const std::set<std::string> kOpenToAll{"getAccountIcon", "getEventType", "updateEventType"};

using ForeignPaths = Tenants;

INSTANTIATE_TEST_SUITE_P(Engines, ForeignPaths, both_engines(), engine_name);

/// One way to put ids of the other tenant into a path: which parameter gets which.
using Filling = std::vector<std::pair<std::string, IdPair>>;

std::string target_of(const ContractOperation& operation, const Tenant& own, const Filling& filling,
                      std::string IdPair::*id, std::string (*own_id)(const Tenant&, const std::string&)) {
  auto target = operation.path;
  for (const auto& [name, pair] : filling) {
    target = placed(std::move(target), name, pair.*id);
  }
  for (const auto& parameter : operation.path_parameters) {
    target = placed(std::move(target), parameter.name, own_id(own, parameter.kind));
  }
  return target;
}

std::vector<IdPair> pairs_of(const Filling& filling) {
  std::vector<IdPair> pairs;
  pairs.reserve(filling.size());
  for (const auto& entry : filling) pairs.push_back(entry.second);
  return pairs;
}

int expected_status(const ContractOperation& operation, const Asker& asker, const Tenant& vendor) {
  if (kDeniedFirst.contains(operation.id)) return 403;
  if (kNeedsAccountManagement.contains(operation.id) && asker.tenant == &vendor) return 403;
  return 404;
}

TEST_P(ForeignPaths, AreLikeUnknownOnesAndChangeNothing) {
  const auto everything = read_everything();
  const auto records = record_count();
  int asked = 0;
  for (const auto& operation : contract_operations()) {
    const auto& parameters = operation.path_parameters;
    std::vector<Filling> fillings;
    // At one place every id that fits there, and some that do not; the caller's own at the others.
    for (const auto& parameter : parameters) {
      for (const auto& pair : foreign_ids_at(parameter.kind)) fillings.push_back({{parameter.name, pair}});
    }
    // Ids that fit, at every set of two places and more.
    for (unsigned set = 0; parameters.size() > 1 && set < (1U << parameters.size()); ++set) {
      Filling filling;
      for (std::size_t i = 0; i < parameters.size(); ++i) {
        if ((set & (1U << i)) != 0) {
          filling.emplace_back(parameters[i].name, foreign_ids(parameters[i].kind).at(0));
        }
      }
      if (filling.size() > 1) fillings.push_back(std::move(filling));
    }
    for (const auto& asker : askers()) {
      for (const auto& filling : fillings) {
        if (kOpenToAll.contains(operation.id) && filling.front().second.kind == "AccountId") continue;
        auto foreign_ask = own_ask(operation, *asker.tenant);
        foreign_ask.target = target_of(operation, *asker.tenant, filling, &IdPair::foreign, &own_id);
        auto unknown_ask = foreign_ask;
        unknown_ask.target = target_of(operation, *asker.tenant, filling, &IdPair::unknown, &own_id);
        const auto answer =
            expect_no_difference(operation.id, asker, foreign_ask, unknown_ask, pairs_of(filling));
        EXPECT_EQ(answer.status, expected_status(operation, asker, vendor))
            << operation.id << " by " << asker.name << ": " << foreign_ask.target << " " << answer.body;
        ++asked;
      }
    }
  }
  EXPECT_GT(asked, 2'000);
  EXPECT_EQ(read_everything(), everything);
  EXPECT_EQ(record_count(), records);
}

// A precondition must not become a way to ask whether there is something (A-066: 404 before 412 and 304).
TEST_P(ForeignPaths, AreNotFoundWhateverThePrecondition) {
  const auto everything = read_everything();
  for (const auto& operation : contract_operations()) {
    if (operation.path_parameters.empty() || !(operation.takes_if_match || operation.takes_if_none_match)) {
      continue;
    }
    if (kOpenToAll.contains(operation.id)) continue;
    const auto* header = operation.takes_if_match ? "If-Match" : "If-None-Match";
    const auto& place = operation.path_parameters.back();
    for (const auto& pair : foreign_ids(place.kind)) {
      // Revisions are small: among the first are all tags that the other tenant has.
      for (const auto* tag : {"\"1\", \"2\", \"3\"", "*", "\"99\""}) {
        for (const auto& asker : askers()) {
          const Filling filling{{place.name, pair}};
          auto foreign_ask = own_ask(operation, *asker.tenant);
          foreign_ask.headers.emplace_back(header, tag);
          auto unknown_ask = foreign_ask;
          foreign_ask.target = target_of(operation, *asker.tenant, filling, &IdPair::foreign, &own_id);
          unknown_ask.target = target_of(operation, *asker.tenant, filling, &IdPair::unknown, &own_id);
          const auto answer =
              expect_no_difference(operation.id + " with " + tag, asker, foreign_ask, unknown_ask, {pair});
          EXPECT_EQ(answer.status, expected_status(operation, asker, vendor)) << operation.id << " " << tag;
        }
      }
    }
  }
  EXPECT_EQ(read_everything(), everything);
}

// The tests above are about objects that are there: their own tenant is answered otherwise.
TEST_P(ForeignPaths, AreFoundByTheirOwnTenant) {
  const Asker owner{"the owner", &foreign, false};
  for (const auto& operation : contract_operations()) {
    if (operation.method != "GET" || operation.path_parameters.empty()) continue;
    if (kDeniedFirst.contains(operation.id) || kOpenToAll.contains(operation.id)) continue;
    EXPECT_EQ(ask_as(owner, own_ask(operation, foreign)).status,
              operation.id == "getApiTokenIcon" ? 404 : 200)
        << operation.id;
  }
  EXPECT_GE(foreign_ids().size(), 28U);
  for (const auto* kind :
       {"AccountId", "AccountUserId", "AuditRecordId", "TokenId", "UserGroupId", "UserId", "UserIdOrEmail"}) {
    EXPECT_FALSE(foreign_ids(kind).empty()) << kind;
  }
}

/// A new kind of object has to be among those that the tenants are filled with.
TEST_P(ForeignPaths, HaveAnIdOfEveryKindThatTheContractNames) {
  const std::set<std::string> platforms{"ModuleId", "EventTypeId"};
  for (const auto& operation : contract_operations()) {
    for (const auto& parameter : operation.path_parameters) {
      EXPECT_TRUE(platforms.contains(parameter.kind) || !foreign_ids(parameter.kind).empty())
          << operation.id << " takes a " << parameter.kind;
    }
  }
}

}  // namespace
}  // namespace jeton::tests
