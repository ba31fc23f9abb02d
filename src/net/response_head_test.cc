#include "net/response_head.h"

#include <gtest/gtest.h>

#include "base/testing/manual_clock.h"

namespace jeton::net {
namespace {

base::Timestamp now() {
  return base::testing::ManualClock{}.now();
}

TEST(WriteHeadTest, IsExactlyThis) {
  auto response = json_response(201, "{}");
  response.add_header("Set-Cookie", "a=1");
  response.add_header("Set-Cookie", "b=2");
  EXPECT_EQ(write_head(response, {true, 11, now()}),
            "HTTP/1.1 201 Created\r\n"
            "Content-Type: application/json\r\n"
            "Set-Cookie: a=1\r\n"
            "Set-Cookie: b=2\r\n"
            "Date: Fri, 02 Jan 2026 03:04:05 GMT\r\n"
            "Content-Length: 2\r\n"
            "X-Content-Type-Options: nosniff\r\n"
            "Referrer-Policy: no-referrer\r\n"
            "Cache-Control: no-store\r\n"
            "\r\n");
}

TEST(WriteHeadTest, WhatIsStreamedHasNoLength) {
  const auto response = text_response(200, "not counted");
  const auto head = write_head(response, {.now = now(), .is_streamed = true});
  EXPECT_NE(head.find("\r\nTransfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);
  // HTTP/1.0 knows no transfer codings (RFC 9112 section 6.1).
  const auto old = write_head(response, {.version = 10, .now = now(), .is_streamed = true});
  EXPECT_EQ(old.find("Transfer-Encoding"), std::string::npos);
  EXPECT_EQ(old.find("Content-Length"), std::string::npos);
}

TEST(WriteHeadTest, AnAnswerMaySayOtherwise) {
  auto response = empty_response(303);
  response.set_header("Location", "/home");
  response.set_header("cache-control", "no-cache");
  response.set_header("Cache-Control", "private");
  response.set_header("Referrer-Policy", "same-origin");
  const auto head = write_head(response, {false, 11, now()});
  EXPECT_EQ(head,
            "HTTP/1.1 303 See Other\r\nLocation: /home\r\nCache-Control: private\r\nReferrer-Policy: "
            "same-origin\r\n"
            "Date: Fri, 02 Jan 2026 03:04:05 GMT\r\nContent-Length: 0\r\nX-Content-Type-Options: nosniff\r\n"
            "Connection: close\r\n\r\n");
}

TEST(FormatHttpDateTest, FollowsTheFixedFormat) {
  using std::chrono::milliseconds;
  EXPECT_EQ(format_http_date(base::Timestamp{milliseconds{784'111'777'000}}),
            "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(format_http_date(base::Timestamp{milliseconds{951'782'400'999}}),
            "Tue, 29 Feb 2000 00:00:00 GMT");
}

}  // namespace
}  // namespace jeton::net
