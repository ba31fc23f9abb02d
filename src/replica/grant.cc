#include "replica/grant.h"

#include <cstddef>

#include "replica/check_code.h"

namespace jeton::replica {
namespace {

constexpr std::size_t kAccount = 0;
constexpr std::size_t kRate = 1;    // and the tail of the account's id
constexpr std::size_t kSets = 2;    // the modules, and the address rules in the upper half
constexpr std::size_t kStatus = 3;  // and the check code in the lower half, so that both change at once

std::uint32_t check_of(Words words, Word status, Word salt) noexcept {
  return CheckCode{salt}.add(words.load(kAccount), words.load(kRate)).add(words.load(kSets), status).code();
}

}  // namespace

void write_grant(Words words, const Grant& grant, Word salt) noexcept {
  words.store(kAccount, grant.account.head());
  words.store(kRate, grant.account.tail_word() | grant.rate_class);
  words.store(kSets, Word{grant.addresses} << 32 | grant.modules);
  write_account_status(words, grant.account_status, salt);
}

std::optional<Grant> read_grant(Words words, Word salt) noexcept {
  const auto last = words.load(kStatus);
  const auto status = last >> 32;
  if (status > static_cast<Word>(domain::AccountStatus::kDisabled) ||
      static_cast<std::uint32_t>(last) != check_of(words, status, salt)) {
    return std::nullopt;
  }
  Grant grant;
  const auto rate = words.load(kRate);
  grant.account = PackedId::of_words(words.load(kAccount), rate);
  grant.account_status = static_cast<domain::AccountStatus>(status);
  grant.rate_class = static_cast<std::uint32_t>(rate);
  grant.modules = static_cast<std::uint32_t>(words.load(kSets));
  grant.addresses = static_cast<std::uint32_t>(words.load(kSets) >> 32);
  return grant;
}

void write_account_status(Words words, domain::AccountStatus status, Word salt) noexcept {
  const auto word = static_cast<Word>(status);
  words.store(kStatus, word << 32 | check_of(words, word, salt));
}

}  // namespace jeton::replica
