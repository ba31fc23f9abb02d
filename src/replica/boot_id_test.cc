#include "replica/boot_id.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/hex.h"
#include "replica/replica_fixture_test.h"

namespace jeton::replica {
namespace {

class BootIdTest : public ReplicaFixture {
 protected:
  base::Result<BootId> read(const std::string& text) const {
    std::ofstream{folder_.path("boot_id")} << text;
    return read_boot_id(folder_.path("boot_id"));
  }
};

TEST_F(BootIdTest, IsTheUuidOfTheKernel) {
  EXPECT_EQ(base::to_hex(*read("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\n")),
            "0a1b2c3d4e5f60718293a4b5c6d7e8f9");
  EXPECT_TRUE(read_boot_id().has_value());
  EXPECT_EQ(*read_boot_id(), *read_boot_id());
}

TEST_F(BootIdTest, IsNotGuessed) {
  for (const auto* text : {"", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9a",
                           "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8fx"}) {
    EXPECT_EQ(read(text).error().kind(), base::ErrorKind::kUnavailable) << text;
  }
  EXPECT_EQ(read_boot_id(folder_.path("absent")).error().kind(), base::ErrorKind::kUnavailable);
}

}  // namespace
}  // namespace jeton::replica
