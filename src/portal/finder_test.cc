#include "portal/finder.h"
#include "base/testing/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

using base::testing::TemporaryFolder;
using testing::ElementsAre;
using testing::IsEmpty;

class FinderOfThreePages : public testing::Test {
 protected:
  FinderOfThreePages() {
    folder_.write("tokens/create.md", "# Create an API token\n\n## Choose modules\n");
    folder_.write("tokens/disable.md", "# Disable an API token\n\n## What happens to requests\n");
    folder_.write("gateway.md", "# Gateways\n\n## Create a token for the gateway\n");
    folder_.write("hidden.md", "---\nhidden: true\n---\n# Secret plans\n");
    space_ = *Space::load(open_disk_folder(folder_.path()), {});
  }

  std::vector<std::string> find(std::string_view words, std::size_t most = 5) const {
    std::vector<std::string> shown;
    for (const auto& found : Finder{*space_}.find(words, most)) {
      shown.push_back(found.page->file + (found.heading == nullptr ? "" : "#" + found.heading->id));
    }
    return shown;
  }

  TemporaryFolder folder_;
  std::shared_ptr<const Space> space_;
};

TEST_F(FinderOfThreePages, ATitleWithAllWordsComesFirst) {
  EXPECT_THAT(
      find("create token"),
      ElementsAre("tokens/create.md", "gateway.md#create-a-token-for-the-gateway", "tokens/disable.md"));
  EXPECT_THAT(find("modules"), ElementsAre("tokens/create.md#choose-modules"));
}

TEST_F(FinderOfThreePages, WordsMatchAtTheirBeginningAndWithAWrongLetter) {
  EXPECT_THAT(find("disa"), ElementsAre("tokens/disable.md"));
  for (const auto* wrong : {"disabble", "dsable", "dixable", "dsiable"}) {
    EXPECT_THAT(find(wrong), ElementsAre("tokens/disable.md")) << wrong;
  }
  EXPECT_THAT(find("dxxable"), IsEmpty());
  EXPECT_THAT(find("d"), IsEmpty());
}

TEST_F(FinderOfThreePages, FindsByAddressAndNoMoreThanWanted) {
  EXPECT_THAT(find("/docs/tokens/creat", 1), ElementsAre("tokens/create.md"));
  EXPECT_THAT(find("token", 2).size(), 2U);
}

TEST_F(FinderOfThreePages, NeverFindsWhatIsHiddenOrFitsNothing) {
  EXPECT_THAT(find("secret"), IsEmpty());
  EXPECT_THAT(find(""), IsEmpty());
  EXPECT_THAT(find("zebra"), IsEmpty());
}

}  // namespace
}  // namespace jeton::portal
