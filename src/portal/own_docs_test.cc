#include <gtest/gtest.h>

#include "portal/space.h"

namespace jeton::portal {
namespace {

TEST(OwnDocs, HaveNothingThatIsBroken) {
  const auto space = *Space::load(open_disk_folder(JETON_OWN_DOCS), {.may_lead_outside = true});
  EXPECT_GT(space->pages().size(), 50U);
  for (const auto& problem : space->problems()) {
    ADD_FAILURE() << "docs/" << problem.file << ":" << problem.line << ": " << problem.message;
  }
}

}  // namespace
}  // namespace jeton::portal
