#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

#include "base/testing/seeded_random.h"
#include "base/testing/temporary_folder.h"
#include "replica/packed_id.h"
#include "replica/reader.h"
#include "replica/token_entry.h"
#include "replica/writer.h"

/// What the tests of this module share.
namespace jeton::replica {

/// Another for each number.
inline domain::Digest numbered_digest(std::uint64_t number) {
  return std::bit_cast<domain::Digest>(std::array<std::uint64_t, 4>{number, ~number, number * 3, number * 5});
}

template <class Id>
Id numbered_id(const char* prefix, std::uint64_t number) {
  auto digits = std::to_string(number + 1);
  digits.insert(0, std::max<std::size_t>(digits.size(), 8) - digits.size(), '0');
  digits.resize((digits.size() + 3) / 4 * 4, '0');
  std::string text{prefix};
  for (std::size_t i = 0; i < digits.size(); i += 4) text += '-' + digits.substr(i, 4);
  return *Id::parse(text);
}

inline domain::TokenId token_id(std::uint64_t number) {
  return numbered_id<domain::TokenId>("TKN", number);
}
inline domain::AccountId account_id(std::uint64_t number) {
  return numbered_id<domain::AccountId>("ACC", number);
}
inline domain::ModuleId module_id(std::uint64_t number) {
  return numbered_id<domain::ModuleId>("MOD", number);
}
inline base::Timestamp at_ms(std::int64_t milliseconds) {
  return base::Timestamp{std::chrono::milliseconds{milliseconds}};
}

inline TokenEntry entry_of(std::uint64_t number) {
  TokenEntry entry{.id = token_id(number), .account = account_id(number % 10)};
  entry.digest = numbered_digest(number);
  entry.modules = {module_id(1), module_id(2)};
  return entry;
}

/// An entry with everything that there is.
inline TokenEntry full_entry(std::uint64_t number) {
  auto entry = entry_of(number);
  entry.status = domain::TokenStatus::kDisabled;
  entry.account_status = domain::AccountStatus::kDisabled;
  entry.revision = 7;
  entry.second = SecondSecret{numbered_digest(~number), at_ms(3000)};
  entry.not_before = at_ms(1000);
  entry.expires_at = at_ms(2000);
  entry.addresses = {*base::IpNetwork::parse("192.0.2.0/24"), *base::IpNetwork::parse("2001:db8::/32")};
  entry.rate_class = 9;
  return entry;
}

/// Whether a record says what an entry does.
inline ::testing::AssertionResult says(const TokenRecord& record, const TokenEntry& entry) {
  const auto different = [](const char* what) { return ::testing::AssertionFailure() << "another " << what; };
  if (record.token != PackedId::of(entry.id)) return different("token");
  if (record.account != PackedId::of(entry.account)) return different("account");
  if (record.status != entry.status) return different("status");
  if (record.account_status != entry.account_status) return different("status of the account");
  if (record.revision != entry.revision) return different("revision");
  if (record.rate_class != entry.rate_class) return different("rate class");
  if (record.digest != entry.digest) return different("digest");
  if (record.second != entry.second) return different("second secret");
  if (record.not_before != entry.not_before || record.expires_at != entry.expires_at)
    return different("time");
  if (record.modules.size() != entry.modules.size()) return different("number of modules");
  const bool holds = std::all_of(entry.modules.begin(), entry.modules.end(), [&](const auto& module) {
    return record.modules.contains(PackedId::of(module));
  });
  if (!holds) return different("module");
  if (record.addresses.size() != entry.addresses.size()) return different("number of address rules");
  const bool allowed = std::all_of(entry.addresses.begin(), entry.addresses.end(), [&](const auto& network) {
    return record.addresses.allow(network.address());
  });
  if (!allowed) return different("address rule");
  return ::testing::AssertionSuccess();
}

/// A folder with a replica, removed at the end.
class ReplicaFixture : public ::testing::Test {
 protected:
  ReplicaFixture() { boot_.fill(std::byte{1}); }

  [[nodiscard]] std::string path() const { return folder_.path("replica"); }
  [[nodiscard]] Writer::Options options() const { return {.path = path(), .boot = boot_, .limits = limits_}; }

  Writer published(std::uint64_t tokens = 0) {
    auto writer = Writer::create(options(), random_, tokens);
    EXPECT_TRUE(writer.has_value()) << writer.error().detail();
    EXPECT_TRUE(writer->publish().has_value());
    return *std::move(writer);
  }
  [[nodiscard]] Reader reader() const {
    auto reader = Reader::open(path(), boot_);
    EXPECT_TRUE(reader.has_value());
    return *std::move(reader);
  }
  static bool put(Writer& writer, const TokenEntry& entry) {
    const auto done = writer.put(entry);
    EXPECT_TRUE(done.has_value()) << done.error().message() << done.error().detail();
    return *done;
  }
  static ::testing::AssertionResult has(Reader& reader, const TokenEntry& entry) {
    const auto look_up = reader.find(PackedId::of(entry.id));
    if (look_up.found != Found::kToken) {
      return ::testing::AssertionFailure() << entry.id << " not found: " << static_cast<int>(look_up.found);
    }
    return says(look_up.record, entry);
  }
  static Found found(Reader& reader, const domain::TokenId& id) {
    return reader.find(PackedId::of(id)).found;
  }

  base::testing::TemporaryFolder folder_;
  BootId boot_{};
  Limits limits_{
      .tokens_max = 100'000, .set_bytes_max = std::size_t{1} << 20, .file_bytes_max = std::size_t{1} << 30};
  base::testing::SeededRandom random_{1};
};

}  // namespace jeton::replica
