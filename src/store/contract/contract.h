#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "domain/store.h"

/// The behaviour that every engine must show: what `domain/store.h` promises, as tests.
namespace jeton::store::contract {

/// An empty, migrated database of one test; destroying it removes it.
class Database {
 public:
  virtual ~Database() = default;
  /// A store over it. May be called again, when the earlier store is gone or beside it.
  virtual std::unique_ptr<domain::Store> open() = 0;
  /// The clock of stores that are opened from now on; it outlives them.
  void set_clock(const base::Clock& clock) noexcept { clock_ = &clock; }

 protected:
  const base::Clock* clock_ = nullptr;  ///< None: the machine's.
};

/// What an engine has for a test: a database, or why there is none.
struct Provision {
  std::unique_ptr<Database> database;
  std::string skipped;  ///< Category and reason. The test is skipped.
  std::string failure;  ///< The test fails with this sentence.
};

/// Registers the suite as `StoreContract/<engine>`. Call it before the tests run; `provide` is called once
/// for each test.
void register_store_contract(const std::string& engine, const std::function<Provision()>& provide);

}  // namespace jeton::store::contract
