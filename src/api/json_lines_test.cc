#include "api/json_lines.h"

#include <gtest/gtest.h>

#include "app/testing/platform.h"
#include "base/limits.h"

namespace jeton::api {
namespace {

using base::Error;
using base::Result;
using Next = net::BodyProducer::Next;

class Lines : public ::testing::Test {
 protected:
  static const std::vector<FieldDefault>& fields() {
    static const std::vector<FieldDefault> kFields{{"id"}, {"name"}, {"note", false}};
    return kFields;
  }

  /// Pieces of `pieces` objects, the first with the id 1.
  static NextObjects numbered(std::vector<int> pieces, std::size_t note_bytes = 1) {
    return [pieces, note_bytes, piece = std::size_t{0},
            id = 0](std::vector<boost::json::object>& objects) mutable -> Result<void> {
      if (piece == pieces.size()) return {};
      for (int i = 0; i < pieces[piece]; ++i) {
        objects.push_back({{"note", std::string(note_bytes, 'x')}, {"name", "n"}, {"id", ++id}});
      }
      ++piece;
      return {};
    };
  }

  Result<net::Response> answer(const NextObjects& next, std::string_view select = {}) {
    return lines_response(exchange, {Selection::parse(select).value(), fields()},
                          [&]() -> Result<NextObjects> { return next; });
  }

  /// The next chunk, and whether more follows.
  static std::string chunk_of(const net::Response& response, Next expected) {
    std::string chunk;
    const auto next = response.producer->produce(chunk);
    EXPECT_TRUE(next.has_value());
    EXPECT_EQ(next.value(), expected);
    return chunk;
  }

  app::testing::TestPlatform platform;
  identity::SignIn sign_in{platform.services(), {}};
  ApiOptions options;
  net::Request request = net::Request::create({}).value();
  StreamSlots slots{{.all = 1, .per_owner = 2}};
  Exchange exchange{platform.services(), sign_in, options, request, {}, {}, {}, {}, {}, slots};
};

//
TEST_F(Lines, AreObjectsCutToTheSelectionWithoutAnEnvelope) {
  const auto response = answer(numbered({2, 1}));
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->header("Content-Type"), "application/jsonl");
  EXPECT_EQ(response->header("MPT-Streaming"), "true");
  EXPECT_EQ(chunk_of(*response, Next::kEnd),
            "{\"id\":1,\"name\":\"n\"}\n{\"id\":2,\"name\":\"n\"}\n{\"id\":3,\"name\":\"n\"}\n");
}

TEST_F(Lines, FollowTheSelection) {
  const auto response = answer(numbered({1}), "-*,note");
  EXPECT_EQ(chunk_of(*response, Next::kEnd), "{\"id\":1,\"note\":\"x\"}\n");
}

TEST_F(Lines, OfNothingAreNone) {
  EXPECT_EQ(chunk_of(*answer(numbered({})), Next::kEnd), "");
}

TEST_F(Lines, ComeInChunksOfABoundedSize) {
  const std::size_t note = 1000;
  const auto response = answer(numbered(std::vector<int>(100, 10), note), "note");
  for (int i = 0; i < 10; ++i) {
    const auto chunk = chunk_of(*response, Next::kMore);
    EXPECT_GE(chunk.size(), base::kStreamChunkBytes);
    EXPECT_LT(chunk.size(), base::kStreamChunkBytes + 10 * (note + 100));
    EXPECT_EQ(chunk.back(), '\n');
  }
}

TEST_F(Lines, AListThatCannotBeReadIsAnErrorInPlaceOfAnAnswer) {
  const NextObjects broken = [](std::vector<boost::json::object>&) -> Result<void> {
    return Error::unavailable("gone");
  };
  EXPECT_EQ(answer(broken).error().kind(), base::ErrorKind::kUnavailable);
  EXPECT_TRUE(answer(numbered({})).has_value());  // Its place is free again.
}

TEST_F(Lines, AFailureInTheMiddleIsTheProducers) {
  const auto response =
      answer([piece = 0](std::vector<boost::json::object>& objects) mutable -> Result<void> {
        if (piece++ > 0) return Error::internal("gone");
        objects.push_back({{"id", 1}});
        return {};
      });
  std::string chunk;
  EXPECT_TRUE(response->producer->produce(chunk).has_error());
}

TEST_F(Lines, AreUnavailableWhenAllPlacesAreTaken) {
  auto first = answer(numbered({1}));
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(answer(numbered({1})).error().kind(), base::ErrorKind::kUnavailable);
  first->producer.reset();
  EXPECT_TRUE(answer(numbered({1})).has_value());
}

TEST_F(Lines, OfOneAccountTakeNoPlaceOfAnother) {
  const StreamSlots wide{{.all = 3, .per_owner = 1}};
  Exchange at{platform.services(), sign_in, options, request, {}, {}, {}, {}, {}, wide};
  const auto stream_as = [&](const domain::Account& account) {
    at.caller.account = account.id;
    return lines_response(at, {Selection::parse("").value(), fields()},
                          []() -> Result<NextObjects> { return numbered({1}); });
  };
  const auto first = stream_as(platform.alder);
  EXPECT_TRUE(first.has_value());
  EXPECT_EQ(stream_as(platform.alder).error().kind(), base::ErrorKind::kTooManyRequests);
  EXPECT_TRUE(stream_as(platform.birch).has_value());
}

TEST_F(Lines, TakeNoLongerThanTheyMay) {
  const auto response = answer(numbered(std::vector<int>(500, 10), 1000), "note");
  platform.clock.advance(base::kStreamTimeMax - std::chrono::milliseconds{1});
  chunk_of(*response, Next::kMore);
  platform.clock.advance(std::chrono::milliseconds{1});
  std::string chunk;
  EXPECT_TRUE(response->producer->produce(chunk).has_error());
}

TEST_F(Lines, AreAskedForByBothHeaders) {
  const auto wants = [](const net::Headers& headers) {
    net::RequestParts parts;
    parts.headers = headers;
    return wants_json_lines(net::Request::create(std::move(parts)).value());
  };
  EXPECT_TRUE(wants({{"Accept", "application/jsonl"}, {"MPT-Streaming", "true"}}));
  EXPECT_TRUE(wants({{"accept", "text/html, application/jsonl"}, {"mpt-streaming", "TRUE"}}));
  EXPECT_FALSE(wants({{"Accept", "application/jsonl"}}));
  EXPECT_FALSE(wants({{"Accept", "application/jsonl"}, {"MPT-Streaming", "1"}}));
  EXPECT_FALSE(wants({{"Accept", "*/*"}, {"MPT-Streaming", "true"}}));
  EXPECT_FALSE(wants({{"MPT-Streaming", "true"}}));
}

}  // namespace
}  // namespace jeton::api
