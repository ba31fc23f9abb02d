#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/testing/manual_clock.h"
#include "domain/store.h"

namespace jeton::store::contract {

/// The value of a result that must not be an error; throws with the error's words, which fails the test.
template <class T>
T must(base::Result<T> result) {
  if (result.has_error()) {
    throw std::runtime_error{std::string{base::to_string(result.error().kind())} + ": " +
                             result.error().message() + " " + result.error().detail()};
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// Does `change` in a write unit and commits it.
void write(domain::Store& store, const std::function<void(domain::UnitOfWork&)>& change);
std::unique_ptr<domain::UnitOfWork> reader(domain::Store& store);

/// `milliseconds` after an instant that all samples share.
base::Timestamp at(std::int64_t milliseconds);
/// Of the stores of claims: stands at `at(0)` when one begins.
base::testing::ManualClock& sample_clock();
domain::Stamp stamp(std::int64_t milliseconds);
domain::Stamp stamp_of_system(std::int64_t milliseconds);

// Ids by number: `ACC-1000-0001` and so on.
domain::AccountId account_id(int number);
domain::ModuleId module_id(int number);
domain::UserId user_id(int number);
domain::GroupId group_id(int number);
domain::MembershipId membership_id(int number);
domain::TokenId token_id(int number);
domain::AuditRecordId record_id(int number);
domain::EventTypeId event_type_id(int number);

domain::Account account(int number, domain::AccountType type = domain::AccountType::kClient);
domain::Module module(int number);
domain::User user(int number);
domain::Group group(int number, const domain::AccountId& account);
domain::Membership membership(int number, const domain::UserId& user, const domain::AccountId& account);
domain::Token token(int number, const domain::AccountId& account, std::string name = "Ledger sync");
domain::TokenSecret secret(const domain::Token& token);
/// The scope of a list that leaves out nothing.
domain::TokenScope every_token();
domain::Digest digest(int seed);
/// As filters by token compare it.
std::string hex_of(const domain::Digest& digest);

/// Three accounts (1 Operations, 2 Vendor, 3 Client), modules 1 to 4, users 1 and 2, and one default group
/// per account with the account's number.
void add_platform(domain::Store& store);
void add_token(domain::Store& store, const domain::Token& token);
/// What a row is after the next change.
template <class Object>
Object next_revision(Object object, std::int64_t milliseconds) {
  ++object.revision;
  object.updated = stamp(milliseconds);
  return object;
}

/// Everything in the feed after `position`, once at least `count` entries can be read. Waits for them: on
/// PostgreSQL an entry appears when all older transactions have ended.
std::vector<domain::ChangeEntry> read_changes(domain::Store& store, std::int64_t position, std::size_t count);
/// Of the last entry in the feed, once none is held back; 0 when there is none.
std::int64_t last_position(domain::Store& store);

void expect_same(const domain::Account& stored, const domain::Account& expected);
void expect_same(const domain::Module& stored, const domain::Module& expected);
void expect_same(const domain::User& stored, const domain::User& expected);
void expect_same(const domain::Group& stored, const domain::Group& expected);
void expect_same(const domain::Membership& stored, const domain::Membership& expected);
void expect_same(const domain::Token& stored, const domain::Token& expected);

using Ids = std::vector<std::string>;

/// The ids of a list of objects, as text.
template <class Objects>
Ids ids(const Objects& objects) {
  Ids all;
  for (const auto& object : objects) all.push_back(object.id.str());
  return all;
}

}  // namespace jeton::store::contract
