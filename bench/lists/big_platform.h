#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "base/result.h"
#include "domain/caller.h"
#include "domain/ids.h"
#include "store/sql/engine/address.h"

/// A platform of the size that lists have to stay fast at.
namespace jeton::bench {

struct PlatformSize {
  std::int64_t tokens = 1'000'000;  ///< Of the big account.
  std::int64_t accounts = 10'000;
};

/// The first account: Operations.
domain::AccountId operations_account();
/// A Client account with all the tokens: of ten, seven are Active, one is Disabled and two are Deleted.
domain::AccountId big_account();
/// A Client account with `kSmallAccountTokens` of the same kind, to compare with.
domain::AccountId small_account();
inline constexpr std::int64_t kSmallAccountTokens = 250;

/// A person in `account` with Access Management; in Operations with Platform Account Management too.
domain::Caller administrator_of(const domain::AccountId& account);

/// Fills the database at `address`, which has the schema and no rows, with one statement per table. The
/// indexes of tokens are made afterwards, and the database is left as its own upkeep leaves it. Ends the
/// program with a sentence when something does not work.
void fill(const store::sql::StoreAddress& address, const PlatformSize& size);

/// How many tokens of the big account are in no tally, or twice: 0.
std::int64_t tally_error(const store::sql::StoreAddress& address);

/// A database of its own on the PostgreSQL server at `server`.
void create_database(const store::sql::StoreAddress& server, const std::string& name);
void drop_database(const store::sql::StoreAddress& server, const std::string& name);

/// Prints the error and ends the program.
[[noreturn]] void give_up(const base::Error& error);

/// The value of what must not be an error.
template <class T>
T must(base::Result<T> result) {
  if (result.has_error()) give_up(result.error());
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace jeton::bench
