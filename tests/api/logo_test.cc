#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "support/form.h"
#include "support/running_server.h"

// Logos in multipart bodies (spec A-054, A-108, A-131).
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class LogoApi : public ::testing::Test {
 protected:
  static std::string object_part(const std::string& json, const std::string& name = "apiToken") {
    return tests::object_part(name, json);
  }
  static Ask form(const std::string& method, const std::string& target, const std::string& parts) {
    return form_ask(method, target, parts);
  }

  Answer create(const std::string& parts) {
    return server.as_browser(admin, form("POST", std::string{RunningServer::kTokens}, parts));
  }
  std::int64_t token_count() {
    return server.as_browser(admin, {.target = std::string{RunningServer::kTokens} + "?limit=0"})
        .json()
        .at_pointer("/$meta/pagination/total")
        .as_int64();
  }

  RunningServer server;
  const Browser admin = server.sign_in("admin@alder.example");
  const std::string object = R"({"name": "Ledger sync"})";
};

// A-131: in any order; A-108, A-024: where it is served.
TEST_F(LogoApi, IsTakenInAnyPartOrderUnderBothNames) {
  for (const auto& parts :
       {picture_part("icon", small_png()) + object_part(object),
        object_part(object) + picture_part("logo", small_png()),
        object_part(object) + "--frame\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n" +
            picture_part("icon", small_png())}) {
    const auto created = create(parts);
    ASSERT_EQ(created.status, 201) << created.body;
    const auto id = std::string{created.json().at("id").as_string()};
    EXPECT_EQ(created.json().at("icon").as_string(), "/v1/accounts/api-tokens/" + id + "/icon");
    const auto icon = server.as_browser(admin, {.target = "/public/v1/accounts/api-tokens/" + id + "/icon",
                                                .headers = {{"Accept", "image/*"}}});
    EXPECT_EQ(icon.status, 200);
    EXPECT_EQ(icon.header("content-type"), "image/png");
    EXPECT_THAT(icon.body, StartsWith("\x89PNG"));
  }
}

// A file that the form does not take is told of, not left out in silence.
TEST_F(LogoApi, IsTheOnlyFileOfAForm) {
  for (const auto* name : {"image", "Icon", "apitoken", "file"}) {
    const auto before = token_count();
    const auto refused = create(object_part(object) + picture_part(name, small_png()));
    EXPECT_EQ(refused.status, 400) << name;
    EXPECT_TRUE(refused.json().at("errors").as_object().contains(name)) << refused.body;
    EXPECT_THAT(refused.body, HasSubstr("apiToken"));
    EXPECT_EQ(token_count(), before);
  }
  // By its type alone, too; text and JSON are no files.
  const auto part = [](const std::string& headers) {
    return "--frame\r\nContent-Disposition: form-data; name=\"other\"" + headers + "\r\n\r\nx\r\n";
  };
  EXPECT_EQ(create(object_part(object) + part("\r\nContent-Type: image/png")).status, 400);
  EXPECT_EQ(create(object_part(object) + part("; filename=\"x.txt\"\r\nContent-Type: text/plain")).status,
            400);
  EXPECT_EQ(create(object_part(object) + part("\r\nContent-Type: text/plain; charset=utf-8")).status, 201);
  EXPECT_EQ(create(object_part(object) + part("\r\nContent-Type: application/json")).status, 201);
}

TEST_F(LogoApi, IsOptional) {
  EXPECT_EQ(create(object_part(object)).status, 201);
  EXPECT_EQ(create(object_part(object) + picture_part("icon", "")).status, 201);
}

// A-054: without a picture part the icon stays; null or "" removes it.
TEST_F(LogoApi, StaysUntilItIsRemoved) {
  const auto id = std::string{
      create(object_part(object) + picture_part("icon", small_png())).json().at("id").as_string()};
  const auto target = std::string{RunningServer::kTokens} + "/" + id;
  EXPECT_EQ(server.as_browser(admin, form("PUT", target, object_part(R"({"name": "New"})"))).status, 200);
  EXPECT_EQ(server.as_browser(admin, {.target = target + "/icon"}).status, 200);
  EXPECT_EQ(server.as_browser(admin, json_ask("PUT", target, R"({"icon": null})")).status, 200);
  EXPECT_EQ(server.as_browser(admin, {.target = target + "/icon"}).status, 404);
}

// A-108: the largest that is looked at, and one byte more.
TEST_F(LogoApi, OfFiveMegabytesAndAByteIsTooLarge) {
  auto largest = small_png();
  largest.resize(base::kLogoBytesMax, '\0');
  EXPECT_NE(create(object_part(object) + picture_part("icon", largest)).status, 413);
  const auto before = token_count();
  largest.push_back('\0');
  const auto refused = create(object_part(object) + picture_part("icon", largest));
  EXPECT_EQ(refused.status, 413);
  EXPECT_EQ(refused.json().at("title").as_string(), "Payload Too Large");
  EXPECT_EQ(token_count(), before);
}

TEST_F(LogoApi, IsJudgedByItsContent) {
  EXPECT_EQ(create(object_part(object) + picture_part("icon", "GIF89a not a picture we take")).status, 415);
  EXPECT_EQ(
      create(object_part(object) + picture_part("icon", "<svg xmlns='http://www.w3.org/2000/svg'/>")).status,
      415);
  const auto cut = create(object_part(object) + picture_part("icon", small_png().substr(0, 40)));
  EXPECT_EQ(cut.status, 400);
  EXPECT_TRUE(cut.json().at("errors").as_object().contains("icon"));
  // Told at the part that it came in.
  const auto other = create(object_part(object) + picture_part("logo", "GIF89a"));
  EXPECT_EQ(other.status, 415);
  EXPECT_TRUE(other.json().at("errors").as_object().contains("logo"));
  EXPECT_EQ(token_count(), 0);
}

// A header that claims gigapixels is refused before anything is decoded.
TEST_F(LogoApi, DoesNotUnpackBombs) {
  auto bomb = small_png();
  for (const std::size_t at : {16U, 20U}) {
    bomb[at] = 0x00;
    bomb[at + 1] = 0x01;
    bomb[at + 2] = '\x86';
    bomb[at + 3] = '\xa0';  // 100 000
  }
  EXPECT_EQ(create(object_part(object) + picture_part("icon", bomb)).status, 400);
  EXPECT_EQ(token_count(), 0);
}

TEST_F(LogoApi, NeedsAWellFormedForm) {
  EXPECT_EQ(create(picture_part("icon", small_png())).status, 400);
  EXPECT_EQ(create(object_part("{")).status, 400);
  EXPECT_EQ(create(object_part(object) + object_part(object)).status, 400);
  EXPECT_EQ(create(object_part(object, "account")).status, 400);
  EXPECT_EQ(server
                .as_browser(admin, {"POST",
                                    std::string{RunningServer::kTokens},
                                    {{"Content-Type", "multipart/form-data"}},
                                    object_part(object)})
                .status,
            400);
  EXPECT_EQ(server
                .as_browser(admin, {"POST",
                                    std::string{RunningServer::kTokens},
                                    {{"Content-Type", "multipart/form-data; boundary=frame"}},
                                    object_part(object)})
                .status,
            400);
  EXPECT_EQ(token_count(), 0);
}

}  // namespace
}  // namespace jeton::tests
