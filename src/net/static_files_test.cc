#include "net/static_files.h"

#include <gtest/gtest.h>

#include <array>

namespace jeton::net {
namespace {

constexpr std::array kFiles{
    EmbeddedFile{"assets/index-4f3a9c21.js", "text/javascript", "let plain", "GZ", "\"abc\"", true},
    EmbeddedFile{"index.html", "text/html", "<p nonce=__CSP_NONCE__>__CSP_NONCE__</p>", "", "\"def\"", false},
};

Response get(const EmbeddedFile& file, Headers headers) {
  RequestParts parts;
  parts.headers = std::move(headers);
  return file_response(file, Request::create(std::move(parts)).value());
}

TEST(StaticFilesTest, FindsByExactPath) {
  const StaticFiles files{kFiles};
  EXPECT_EQ(files.find("/index.html"), &kFiles[1]);
  EXPECT_EQ(files.find("assets/index-4f3a9c21.js"), kFiles.data());
  for (const auto* path :
       {"", "/", "/index.htm", "/index.html/", "//index.html", "/assets/../index.html", "/assets"}) {
    EXPECT_EQ(files.find(path), nullptr) << path;
  }
  EXPECT_EQ(StaticFiles{{}}.find("/index.html"), nullptr);
}

TEST(FileResponseTest, CompressesForWhoTakesIt) {
  const auto plain = get(kFiles[0], {});
  EXPECT_EQ(plain.body, "let plain");
  EXPECT_EQ(plain.header("Content-Type"), "text/javascript");
  EXPECT_EQ(plain.header("ETag"), "\"abc\"");
  EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
  EXPECT_EQ(plain.header("Content-Encoding"), std::nullopt);

  const auto compressed = get(kFiles[0], {{"Accept-Encoding", "br, GZIP;q=0.5"}});
  EXPECT_EQ(compressed.body, "GZ");
  EXPECT_EQ(compressed.header("Content-Encoding"), "gzip");
  EXPECT_EQ(compressed.header("ETag"), "\"abc-gz\"");

  for (const auto* refused : {"br", "gzip;q=0", "gzip; q=0.0", "xgzip", ""}) {
    EXPECT_EQ(get(kFiles[0], {{"Accept-Encoding", refused}}).body, "let plain") << refused;
  }
}

TEST(FileResponseTest, PrefersTheBetterOfTwoCodings) {
  static constexpr EmbeddedFile kBoth{"a.txt", "text/plain", "plain text", "GZ", "\"abc\"", false, "ZS"};
  const auto better = get(kBoth, {{"Accept-Encoding", "gzip, zstd"}});
  EXPECT_EQ(better.body, "ZS");
  EXPECT_EQ(better.header("Content-Encoding"), "zstd");
  EXPECT_EQ(better.header("ETag"), "\"abc-zs\"");
  EXPECT_EQ(get(kBoth, {{"Accept-Encoding", "gzip, zstd;q=0"}}).body, "GZ");
  EXPECT_EQ(get(kBoth, {{"Accept-Encoding", "br"}}).body, "plain text");
  // Files of the program have no such form.
  EXPECT_EQ(get(kFiles[0], {{"Accept-Encoding", "zstd"}}).body, "let plain");
}

TEST(FileResponseTest, KeepsHashedFilesForEverAndAsksForOthers) {
  EXPECT_EQ(get(kFiles[0], {}).header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(get(kFiles[1], {}).header("Cache-Control"), "no-cache");
}

TEST(FileResponseTest, Answers304ToWhoHasIt) {
  for (const auto* tags : {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*"}) {
    const auto response = get(kFiles[0], {{"If-None-Match", tags}});
    EXPECT_EQ(response.status, 304) << tags;
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(response.header("ETag"), "\"abc\"");
  }
  EXPECT_EQ(get(kFiles[0], {{"If-None-Match", "\"x\""}, {"If-None-Match", "\"abc\""}}).status, 304);
  for (const auto* tags : {"\"abd\"", "abc", "\"ab\", \"c\"", "\"abc\" x", "", "\"abc-gz\""}) {
    EXPECT_EQ(get(kFiles[0], {{"If-None-Match", tags}}).status, 200) << tags;
  }
  // The compressed form is another representation.
  EXPECT_EQ(get(kFiles[0], {{"If-None-Match", "\"abc\""}, {"Accept-Encoding", "gzip"}}).status, 200);
}

TEST(WithNonceTest, ReplacesEveryPlaceholder) {
  EXPECT_EQ(with_nonce(kFiles[1].bytes, "n1"), "<p nonce=n1>n1</p>");
  EXPECT_EQ(with_nonce("none", "n1"), "none");
  EXPECT_EQ(with_nonce("", "n1"), "");
}

}  // namespace
}  // namespace jeton::net
