#include "store/contract/samples.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace jeton::store::contract {

using domain::AccountType;

void write(domain::Store& store, const std::function<void(domain::UnitOfWork&)>& change) {
  const auto unit = must(store.begin_write());
  change(*unit);
  must(unit->commit());
}

std::unique_ptr<domain::UnitOfWork> reader(domain::Store& store) {
  return must(store.begin_read());
}

base::Timestamp at(std::int64_t milliseconds) {
  return base::Timestamp{std::chrono::milliseconds{1'772'000'000'000 + milliseconds}};
}

base::testing::ManualClock& sample_clock() {
  static base::testing::ManualClock clock;
  return clock;
}

domain::Stamp stamp(std::int64_t milliseconds) {
  return {at(milliseconds), {domain::ActorKind::kUser, "USR-1000-0001", "Ada Ëxample"}, account_id(1)};
}

domain::Stamp stamp_of_system(std::int64_t milliseconds) {
  return {at(milliseconds), domain::system_actor(), std::nullopt};
}

domain::AccountId account_id(int number) {
  return domain::AccountId::from_stored(fmt::format("ACC-1000-{:04}", number));
}
domain::ModuleId module_id(int number) {
  return domain::ModuleId::from_stored(fmt::format("MOD-{:04}", 1000 + number));
}
domain::UserId user_id(int number) {
  return domain::UserId::from_stored(fmt::format("USR-1000-{:04}", number));
}
domain::GroupId group_id(int number) {
  return domain::GroupId::from_stored(fmt::format("UGR-1000-{:04}", number));
}
domain::MembershipId membership_id(int number) {
  return domain::MembershipId::from_stored(fmt::format("AUSR-1000-1000-{:04}", number));
}
domain::TokenId token_id(int number) {
  return domain::TokenId::from_stored(fmt::format("TKN-1000-{:04}", number));
}
domain::AuditRecordId record_id(int number) {
  return domain::AuditRecordId::from_stored(fmt::format("AUD-1000-1000-1000-{:04}", number));
}
domain::EventTypeId event_type_id(int number) {
  return domain::EventTypeId::from_stored(fmt::format("AET-1000-{:04}", number));
}

domain::Account account(int number, AccountType type) {
  domain::Account made{.id = account_id(number)};
  made.type = type;
  made.status = domain::AccountStatus::kActive;
  made.name = fmt::format("Birch Retail {}", number);
  made.description = "Sells; 'everything' – \"twice\"? :p1";
  made.created = stamp_of_system(number);
  return made;
}

domain::Module module(int number) {
  domain::Module made{.id = module_id(number)};
  made.code = fmt::format("module-{}", number);
  made.name = fmt::format("Module {}", number);
  made.description = "What it is for";
  made.account_types = {AccountType::kVendor, AccountType::kClient};
  made.paid = true;
  made.paths = {{fmt::format("/module-{}", number), {"GET", "POST"}}, {fmt::format("/m{}/all", number), {}}};
  made.created = stamp_of_system(number);
  return made;
}

domain::User user(int number) {
  domain::User user{.id = user_id(number),
                    .email = fmt::format("Person.{}@cedar-cloud.example", number),
                    .first_name = "Ada",
                    .last_name = fmt::format("Ëxample {}", number),
                    .status = domain::UserStatus::kInvited,
                    .created = stamp(number)};
  user.phone = {"+34", fmt::format("600 123 {:03}", number)};
  user.settings = {.culture_code = "es-ES",
                   .language_code = "es",
                   .date_format = "dd/MM/yyyy",
                   .time_format = "HH:mm",
                   .time_zone = "Europe/Madrid",
                   .number_format = "1.234,5",
                   .opt_outs = {"news", "\"quoted\""}};
  user.accepted = stamp(number + 1);
  return user;
}

domain::Group group(int number, const domain::AccountId& account) {
  domain::Group made{.id = group_id(number), .account = account};
  made.name = fmt::format("Group {}", number);
  made.description = "Some people";
  made.modules = {module_id(1), module_id(2)};
  made.created = stamp(number);
  return made;
}

domain::Membership membership(int number, const domain::UserId& user, const domain::AccountId& account) {
  domain::Membership membership{.id = membership_id(number),
                                .user = user,
                                .account = account,
                                .status = domain::MembershipStatus::kActive,
                                .created = stamp(number)};
  membership.invited = stamp(number);
  membership.joined = stamp(number + 1);
  membership.accepted = stamp(number + 2);
  membership.invitation_expires = at(number + 3);
  membership.invitation_notes = "Asked by 'phone'";
  return membership;
}

domain::Token token(int number, const domain::AccountId& account, std::string name) {
  return {token_id(number),
          account,
          std::move(name),
          "Nightly export",
          "",
          domain::TokenStatus::kActive,
          {module_id(1), module_id(3)},
          std::nullopt,
          std::nullopt,
          1,
          stamp(number),
          std::nullopt,
          std::nullopt,
          std::nullopt,
          std::nullopt};
}

domain::TokenScope every_token() {
  return {.vendor_and_client_accounts = true, .operations_accounts = true, .deleted = true};
}

domain::TokenSecret secret(const domain::Token& token) {
  const auto& id = token.id.str();
  return {token.id, digest(std::stoi(id.substr(id.size() - 4))), "v1.k1.sealed-" + id, token.created.at};
}

domain::Digest digest(int seed) {
  domain::Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::byte>((static_cast<std::size_t>(seed) * 31 + i * 7) % 256);
  }
  return digest;
}

std::string hex_of(const domain::Digest& digest) {
  std::string hex;
  for (const auto byte : digest) hex += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
  return hex;
}

void add_platform(domain::Store& store) {
  write(store, [](domain::UnitOfWork& unit) {
    for (int number = 1; number <= 4; ++number) must(unit.modules().insert(module(number)));
    const AccountType types[] = {AccountType::kOperations, AccountType::kVendor, AccountType::kClient};
    for (int number = 1; number <= 3; ++number) {
      must(unit.accounts().insert(account(number, types[number - 1])));
      auto administrators = group(number, account_id(number));
      administrators.is_default = true;
      administrators.name = domain::kDefaultGroupName;
      must(unit.groups().insert(administrators));
    }
    for (int number = 1; number <= 2; ++number) must(unit.users().insert(user(number)));
  });
}

void add_token(domain::Store& store, const domain::Token& token) {
  write(store,
        [&](domain::UnitOfWork& unit) { EXPECT_TRUE(must(unit.tokens().insert(token, secret(token)))); });
}

std::vector<domain::ChangeEntry> read_changes(domain::Store& store, std::int64_t position,
                                              std::size_t count) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  for (;;) {
    auto entries = must(reader(store)->changes().read_after(position, 100'000));
    if (entries.size() >= count || std::chrono::steady_clock::now() > deadline) return entries;
    std::this_thread::yield();
  }
}

std::int64_t last_position(domain::Store& store) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  for (;;) {
    const auto unit = reader(store);
    const auto entries = must(unit->changes().read_after(0, 100'000));
    const std::int64_t last = entries.empty() ? 0 : entries.back().position;
    if (must(unit->changes().read_held_back(last, 1)).empty()) return last;
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error{"the feed holds changes back"};
    std::this_thread::yield();
  }
}

namespace {

void expect_same_history(const domain::Stamp& created, const domain::Stamp& expected_created,
                         const std::optional<domain::Stamp>& updated,
                         const std::optional<domain::Stamp>& expected_updated) {
  EXPECT_TRUE(created == expected_created);
  EXPECT_TRUE(updated == expected_updated);
}

}  // namespace

void expect_same(const domain::Account& stored, const domain::Account& expected) {
  EXPECT_EQ(stored.id, expected.id);
  EXPECT_EQ(stored.type, expected.type);
  EXPECT_EQ(stored.status, expected.status);
  EXPECT_EQ(stored.name, expected.name);
  EXPECT_EQ(stored.description, expected.description);
  EXPECT_EQ(stored.website, expected.website);
  EXPECT_EQ(stored.technical_support_email, expected.technical_support_email);
  EXPECT_EQ(stored.address.address_line1, expected.address.address_line1);
  EXPECT_EQ(stored.address.address_line2, expected.address.address_line2);
  EXPECT_EQ(stored.address.post_code, expected.address.post_code);
  EXPECT_EQ(stored.address.city, expected.address.city);
  EXPECT_EQ(stored.address.state, expected.address.state);
  EXPECT_EQ(stored.address.country, expected.address.country);
  EXPECT_EQ(stored.default_language_code, expected.default_language_code);
  EXPECT_EQ(stored.external_id, expected.external_id);
  EXPECT_TRUE(stored.eligibility == expected.eligibility);
  EXPECT_EQ(stored.reveal_tokens, expected.reveal_tokens);
  EXPECT_EQ(stored.status_before_disabled, expected.status_before_disabled);
  EXPECT_EQ(stored.revision, expected.revision);
  expect_same_history(stored.created, expected.created, stored.updated, expected.updated);
  EXPECT_TRUE(stored.enabled == expected.enabled);
  EXPECT_TRUE(stored.disabled == expected.disabled);
  EXPECT_TRUE(stored.activated == expected.activated);
}

void expect_same(const domain::Module& stored, const domain::Module& expected) {
  EXPECT_EQ(stored.id, expected.id);
  EXPECT_EQ(stored.code, expected.code);
  EXPECT_EQ(stored.name, expected.name);
  EXPECT_EQ(stored.description, expected.description);
  EXPECT_EQ(stored.account_types, expected.account_types);
  EXPECT_EQ(stored.configurable, expected.configurable);
  EXPECT_EQ(stored.is_default, expected.is_default);
  EXPECT_EQ(stored.paid, expected.paid);
  EXPECT_EQ(stored.obsolete, expected.obsolete);
  EXPECT_EQ(stored.types, expected.types);
  EXPECT_EQ(stored.multi_account, expected.multi_account);
  EXPECT_EQ(stored.single_account, expected.single_account);
  EXPECT_TRUE(stored.paths == expected.paths);
  EXPECT_EQ(stored.revision, expected.revision);
  expect_same_history(stored.created, expected.created, stored.updated, expected.updated);
}

void expect_same(const domain::User& stored, const domain::User& expected) {
  EXPECT_EQ(stored.id, expected.id);
  EXPECT_EQ(stored.email, expected.email);
  EXPECT_EQ(stored.first_name, expected.first_name);
  EXPECT_EQ(stored.last_name, expected.last_name);
  EXPECT_EQ(stored.status, expected.status);
  EXPECT_EQ(stored.current_account, expected.current_account);
  EXPECT_EQ(stored.last_login, expected.last_login);
  EXPECT_TRUE(stored.phone == expected.phone);
  EXPECT_TRUE(stored.settings == expected.settings);
  EXPECT_TRUE(stored.accepted == expected.accepted);
  EXPECT_EQ(stored.revision, expected.revision);
  expect_same_history(stored.created, expected.created, stored.updated, expected.updated);
}

void expect_same(const domain::Group& stored, const domain::Group& expected) {
  EXPECT_EQ(stored.id, expected.id);
  EXPECT_EQ(stored.account, expected.account);
  EXPECT_EQ(stored.name, expected.name);
  EXPECT_EQ(stored.description, expected.description);
  EXPECT_EQ(stored.logo, expected.logo);
  EXPECT_EQ(stored.is_default, expected.is_default);
  EXPECT_EQ(stored.modules, expected.modules);
  EXPECT_EQ(stored.extensions, expected.extensions);
  EXPECT_EQ(stored.revision, expected.revision);
  expect_same_history(stored.created, expected.created, stored.updated, expected.updated);
}

void expect_same(const domain::Membership& stored, const domain::Membership& expected) {
  EXPECT_EQ(stored.id, expected.id);
  EXPECT_EQ(stored.user, expected.user);
  EXPECT_EQ(stored.account, expected.account);
  EXPECT_EQ(stored.status, expected.status);
  EXPECT_EQ(stored.groups, expected.groups);
  EXPECT_TRUE(stored.invited == expected.invited);
  EXPECT_TRUE(stored.joined == expected.joined);
  EXPECT_TRUE(stored.accepted == expected.accepted);
  EXPECT_EQ(stored.last_access, expected.last_access);
  EXPECT_EQ(stored.invitation_expires, expected.invitation_expires);
  EXPECT_EQ(stored.invitation_notes, expected.invitation_notes);
  EXPECT_EQ(stored.revision, expected.revision);
  expect_same_history(stored.created, expected.created, stored.updated, expected.updated);
}

void expect_same(const domain::Token& stored, const domain::Token& expected) {
  EXPECT_EQ(stored.id, expected.id);
  EXPECT_EQ(stored.account, expected.account);
  EXPECT_EQ(stored.name, expected.name);
  EXPECT_EQ(stored.description, expected.description);
  EXPECT_EQ(stored.icon, expected.icon);
  EXPECT_EQ(stored.status, expected.status);
  EXPECT_EQ(stored.modules, expected.modules);
  EXPECT_EQ(stored.extensions, expected.extensions);
  EXPECT_EQ(stored.last_access, expected.last_access);
  EXPECT_EQ(stored.revision, expected.revision);
  expect_same_history(stored.created, expected.created, stored.updated, expected.updated);
  EXPECT_TRUE(stored.enabled == expected.enabled);
  EXPECT_TRUE(stored.disabled == expected.disabled);
  EXPECT_TRUE(stored.deleted == expected.deleted);
}

}  // namespace jeton::store::contract
