#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/result.h"
#include "domain/account.h"
#include "domain/caller.h"
#include "domain/ids.h"
#include "domain/lock.h"
#include "domain/query.h"
#include "domain/row_stream.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

class AccountRepository {
 public:
  virtual ~AccountRepository() = default;
  virtual base::Result<std::optional<Account>> find(const AccountId& id, Lock lock = Lock::kNone) = 0;
  /// Those of `ids` that exist, in any order.
  virtual base::Result<std::vector<Account>> find_many(const std::vector<AccountId>& ids) = 0;
  /// All, by id.
  virtual base::Result<std::vector<Account>> list() = 0;
  /// Those inside `scope`; `query` is of `account_properties`.
  virtual base::Result<Page<Account>> list(const AccountScope& scope, const Query& query) = 0;
  /// All of them in pieces of at most `batch` rows, whatever the page. A bug in a write unit.
  virtual base::Result<std::unique_ptr<RowStream<Account>>> stream(const AccountScope& scope,
                                                                   const Query& query, std::size_t batch) = 0;
  virtual base::Result<std::optional<Account>> find_operations() = 0;
  /// False if the id is taken.
  virtual base::Result<bool> insert(const Account& account) = 0;
  /// Writes the row whose revision is `account.revision - 1`. Errors: conflict if it has moved.
  virtual base::Result<void> update(const Account& account) = 0;
  /// The approximate number of rows, cheaply; used to lengthen ids.
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
