#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/command/services.h"
#include "app/tokens/last_accesses.h"
#include "base/testing/captured_log.h"
#include "base/testing/manual_clock.h"
#include "base/testing/seeded_random.h"
#include "crypto/sealer.h"
#include "domain/store.h"
#include "store/sql/open.h"

namespace jeton::app {

/// A migrated and empty store, for tests of what fills one.
class FreshPlatform : public ::testing::Test {
 public:
  FreshPlatform(const FreshPlatform&) = delete;
  FreshPlatform& operator=(const FreshPlatform&) = delete;
  ~FreshPlatform() override {
    store.reset();
    std::filesystem::remove_all(folder_);
  }

 protected:
  FreshPlatform() {
    auto pattern = (std::filesystem::temp_directory_path() / "jeton-fresh-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    store =
        *store::sql::open(*store::sql::parse_address("sqlite:" + folder_ + "/jeton.db"), {.clock = &clock});
    EXPECT_TRUE(store->migrate().has_value());
    sealer_ =
        std::make_unique<crypto::Sealer>(*crypto::KeyRing::parse(crypto::KeyRing::generate(random)), random);
  }

  [[nodiscard]] Services services() const { return {*store, clock, random, *sealer_, log.log(), accesses}; }

  std::unique_ptr<domain::UnitOfWork> read() { return *store->begin_read(); }

  std::vector<domain::AuditRecord> records(const std::string& object_id) {
    return *read()->audit().list_of_object(object_id);
  }

  std::unique_ptr<domain::Store> store;
  mutable base::testing::ManualClock clock;
  mutable base::testing::SeededRandom random;
  mutable base::testing::CapturedLog log;
  mutable LastAccesses accesses;

 private:
  std::string folder_;
  std::unique_ptr<crypto::Sealer> sealer_;
};

}  // namespace jeton::app
