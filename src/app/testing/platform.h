#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/services.h"
#include "app/tokens/last_accesses.h"
#include "base/testing/captured_log.h"
#include "base/testing/manual_clock.h"
#include "base/testing/seeded_random.h"
#include "crypto/sealer.h"
#include "domain/caller.h"
#include "domain/store.h"

/// A small platform in a real store, for tests of what builds on one.
namespace jeton::app::testing {

/// Accounts: Operations, two Clients, a Vendor. Modules: the three of administration, and `billing`,
/// `catalog` (Vendor only), `reports` with their API paths. Default groups hold what `TestPlatform`'s
/// constructor says.
class TestPlatform {
 public:
  /// Private: a SQLite file in its own folder, removed at the end.
  TestPlatform();
  /// In `store`, migrated and empty, which outlives the object.
  explicit TestPlatform(domain::Store& store);
  ~TestPlatform();
  TestPlatform(const TestPlatform&) = delete;
  TestPlatform& operator=(const TestPlatform&) = delete;

  [[nodiscard]] const Services& services() const { return *services_; }
  [[nodiscard]] domain::Store& store() { return store_; }
  /// Another connection to the platform's own store, as of another process.
  [[nodiscard]] std::unique_ptr<domain::Store> open_beside() const;

  /// A user of `account` who holds the modules with those codes.
  [[nodiscard]] domain::Caller user_of(const domain::Account& account,
                                       std::vector<std::string_view> module_codes) const;
  /// The same with Access Management alone.
  [[nodiscard]] domain::Caller administrator_of(const domain::Account& account) const;

  base::testing::ManualClock clock;
  base::testing::SeededRandom random;
  base::testing::CapturedLog log;
  LastAccesses accesses;

  domain::Account operations;
  domain::Account alder;  ///< Client.
  domain::Account birch;  ///< Client.
  domain::Account cedar;  ///< Vendor.

  domain::ModuleId access_management;
  domain::ModuleId account_management;
  domain::ModuleId platform_account_management;
  domain::ModuleId billing;
  domain::ModuleId catalog;
  domain::ModuleId reports;

 private:
  void fill();
  void add_account(const domain::Account& account, std::string_view group_id,
                   std::vector<domain::ModuleId> modules);

  struct OwnStore;
  TestPlatform(std::unique_ptr<OwnStore> own, domain::Store* store);

  std::unique_ptr<OwnStore> own_;
  domain::Store& store_;
  std::unique_ptr<crypto::Sealer> sealer_;
  std::unique_ptr<Services> services_;
};

}  // namespace jeton::app::testing
