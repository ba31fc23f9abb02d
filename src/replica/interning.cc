#include "replica/interning.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "replica/check_code.h"
#include "replica/layout.h"

namespace jeton::replica {
namespace {

constexpr std::size_t kSetUnitWords = kSetUnitBytes / sizeof(Word);

/// The check code of a set at the unit 0 would be: which set it is, wherever it is.
std::uint32_t hash_of(std::vector<Word> set) noexcept {
  seal_set(set, 0, 0);
  return static_cast<std::uint32_t>(set.front() >> 32);
}

}  // namespace

bool SetPool::load(std::uint32_t used) {
  if (used > region_.capacity() || !sets_are_sound(region_.record(0), used, seed_)) return false;
  for (std::uint32_t at = 1; at < used;) {
    by_hash_.emplace(hash_of(set_at(at)), at);
    at += set_units_at(region_.record(0), used, at);
  }
  used_ = used;
  return true;
}

bool SetPool::has_room_for(std::size_t words) const noexcept {
  return words / kSetUnitWords <= region_.capacity() - used_;
}

std::size_t SetPool::words_to_append(const std::vector<Word>& set) const {
  return find(set) ? 0 : set.size();
}

std::optional<std::uint32_t> SetPool::find(const std::vector<Word>& set) const {
  if (set.empty()) return kEmptySet;
  const auto [first, last] = by_hash_.equal_range(hash_of(set));
  const auto found = std::find_if(first, last, [&](const auto& entry) { return is_at(entry.second, set); });
  if (found == last) return std::nullopt;
  return found->second;
}

base::Result<std::uint32_t> SetPool::intern(std::vector<Word> set) {
  if (const auto found = find(set)) return *found;
  const auto hash = hash_of(set);
  JETON_ASSERT(has_room_for(set.size()));
  const auto at = used_;
  const auto units = static_cast<std::uint32_t>(set.size() / kSetUnitWords);
  JETON_CHECK(region_.prepare(at + units));
  seal_set(set, at, seed_);
  const auto words = region_.record(at);
  for (std::size_t i = 0; i < set.size(); ++i) words.store(i, set[i]);
  by_hash_.emplace(hash, at);
  used_ += units;
  return at;
}

std::vector<Word> SetPool::set_at(std::uint32_t at) const {
  if (at == kEmptySet) return {};
  const auto units = set_units_at(region_.record(0), region_.capacity(), at);
  std::vector<Word> set(units * kSetUnitWords);
  for (std::size_t i = 0; i < set.size(); ++i) set[i] = region_.record(at).load(i);
  // Without the check code, which is of this place.
  set.front() = static_cast<std::uint32_t>(set.front());
  return set;
}

bool SetPool::is_at(std::uint32_t at, std::span<const Word> set) const noexcept {
  const auto words = region_.record(at);
  if (static_cast<std::uint32_t>(words.load(0)) != set.front()) return false;
  for (std::size_t i = 1; i < set.size(); ++i) {
    if (words.load(i) != set[i]) return false;
  }
  return true;
}

std::size_t GrantPool::Hash::operator()(const Grant& grant) const noexcept {
  return CheckCode{grant.account.head() ^ grant.account.tail()}
      .add(grant.rate_class, Word{grant.addresses} << 32 | grant.modules)
      .code();
}

std::size_t GrantPool::Hash::operator()(const PackedId& id) const noexcept {
  return CheckCode{id.tail()}.add(id.head(), 0).code();
}

bool GrantPool::load(std::uint32_t used) {
  if (used > region_.capacity()) return false;
  for (std::uint32_t at = 0; at < used; ++at) {
    const auto grant = read_grant(region_.record(at), seed_ ^ at);
    if (!grant) return false;
    index(*grant, at);
  }
  used_ = used;
  return true;
}

base::Result<std::uint32_t> GrantPool::intern(const Grant& grant) {
  auto content = grant;
  content.account_status = {};
  set_status(grant.account, grant.account_status);
  if (const auto found = by_content_.find(content); found != by_content_.end()) return found->second;

  JETON_ASSERT(has_room());
  JETON_CHECK(region_.prepare(used_ + 1));
  write_grant(region_.record(used_), grant, seed_ ^ used_);
  index(grant, used_);
  return used_++;
}

void GrantPool::set_status(const PackedId& account, domain::AccountStatus status) noexcept {
  const auto found = by_account_.find(account);
  if (found == by_account_.end()) return;
  // The first comes last, also if the process is killed in between: when it has the status, all of them have.
  const auto& grants = found->second;
  if (grant_at(grants.front()).account_status == status) return;
  std::for_each(grants.rbegin(), grants.rend(),
                [&](std::uint32_t at) { write_account_status(region_.record(at), status, seed_ ^ at); });
}

std::optional<domain::AccountStatus> GrantPool::status_of(const PackedId& account) const noexcept {
  const auto found = by_account_.find(account);
  if (found == by_account_.end()) return std::nullopt;
  return grant_at(found->second.front()).account_status;
}

Grant GrantPool::grant_at(std::uint32_t index) const noexcept {
  const auto grant = read_grant(region_.record(index), seed_ ^ index);
  JETON_ASSERT(grant.has_value());
  return *grant;
}

void GrantPool::index(const Grant& grant, std::uint32_t at) {
  auto content = grant;
  content.account_status = {};
  by_content_.emplace(content, at);
  by_account_[grant.account].push_back(at);
}

}  // namespace jeton::replica
