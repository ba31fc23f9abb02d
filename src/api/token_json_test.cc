#include "api/token_json.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

namespace jeton::api {
namespace {

app::TokenView token() {
  app::TokenView view{.token = {.id = *domain::TokenId::parse("TKN-8857-1729"),
                                .account = *domain::AccountId::parse("ACC-3010-4421"),
                                .name = "Export"},
                      .account = {.id = *domain::AccountId::parse("ACC-3010-4421"), .name = "Alder"},
                      .modules = {}};
  return view;
}

// what is unset is absent.
TEST(Tokens, ShowWhatIsSet) {
  auto view = token();
  auto shown = to_json(view);
  for (const auto* absent : {"description", "icon", "token", "extensions", "lastAccessAt"}) {
    EXPECT_FALSE(shown.contains(absent)) << absent;
  }
  view.token.description = "Nightly.";
  view.token.icon = "/icon";
  view.token.extensions.emplace();
  view.token.last_access = base::Timestamp{};
  shown = to_json(view);
  EXPECT_EQ(shown.at("description").as_string(), "Nightly.");
  EXPECT_EQ(shown.at("icon").as_string(), "/icon");
  EXPECT_EQ(boost::json::serialize(shown.at("extensions")), "[]");
  EXPECT_EQ(shown.at("lastAccessAt").as_string(), "1970-01-01T00:00:00.000Z");
}

}  // namespace
}  // namespace jeton::api
