#include "edge/responder.h"

#include <gtest/gtest.h>

#include "base/testing/counted_allocations.h"
#include "base/testing/seeded_random.h"
#include "edge/responder_world_test.h"

namespace jeton::edge {
namespace {

using base::testing::allocations;

class ResponderTest : public ::testing::Test {
 protected:
  ResponderTest() {
    std::vector<verify::Question> allowed;
    while (allowed.empty()) {
      here_ = std::make_unique<ReplicaOfWorld>(random_);
      allowed = here_->allowed_questions();
      // What has escapes is decoded, for which there has to be memory once.
      std::erase_if(allowed,
                    [](const auto& question) { return question.target.find('%') != std::string::npos; });
    }
    question_ = allowed.front();
    asked_ = asked_by_nginx(question_);
    responder_.emplace(here_->source, here_->catalogue);
    responder_->set_time(kNow);
  }

  std::size_t answer(std::string_view bytes, const Peer& peer = kPeer) {
    return responder_->answer(bytes, peer, answers_);
  }

  base::testing::SeededRandom random_{1};
  std::unique_ptr<ReplicaOfWorld> here_;
  verify::Question question_;
  std::string asked_;
  std::optional<Responder> responder_;
  Answers answers_;
};

TEST_F(ResponderTest, AllocatesNothingForWhatIsAllowed) {
  ASSERT_EQ(answer(asked_), asked_.size()) << "opens the replica";
  answers_.clear();
  const auto before = allocations;
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(answer(asked_), asked_.size());
    answers_.clear();
  }
  EXPECT_EQ(allocations, before);
}

TEST_F(ResponderTest, AnswersOneRequestAfterTheOther) {
  const auto two = asked_ + asked_;
  ASSERT_EQ(answer(two), asked_.size());
  const std::string first{answers_.view()};
  ASSERT_EQ(answer(std::string_view{two}.substr(asked_.size())), asked_.size());
  EXPECT_EQ(answers_.view(), first + first);
}

TEST_F(ResponderTest, FillsNoMoreThanThereIsRoomFor) {
  std::size_t before = 0;
  while (answers_.has_room()) {
    ASSERT_EQ(answer(asked_), asked_.size());
    EXPECT_LE(answers_.view().size() - before, Answers::kAnswerBytesMax);
    before = answers_.view().size();
  }
  EXPECT_LE(before, Answers::kBytesMax);
}

TEST_F(ResponderTest, AnswersWhatItHasExpected) {
  const auto nothing = responder_->expect(asked_.substr(1));
  const auto question = responder_->expect(asked_);
  ASSERT_TRUE(question);
  EXPECT_EQ(responder_->answer(nothing, kPeer, answers_), 0U);
  EXPECT_EQ(responder_->answer(question, kPeer, answers_), asked_.size());
  const std::string once{answers_.view()};
  answers_.clear();
  EXPECT_EQ(answer(asked_), asked_.size());
  EXPECT_EQ(answers_.view(), once);
}

TEST_F(ResponderTest, LeavesEveryRefusalToOthers) {
  auto wrong = asked_;
  wrong.replace(wrong.find(question_.credential), question_.credential.size(), "idt:TKN-9999-9999:opaque");
  EXPECT_EQ(answer(wrong), 0U);
  EXPECT_EQ(answers_.view(), "");
  EXPECT_EQ(responder_->counters().allowed(0), 0U);
}

TEST_F(ResponderTest, LeavesWhatIsTooOldToOthers) {
  responder_->set_time(kNow + base::kReplicaStalenessMax);
  EXPECT_EQ(answer(asked_), asked_.size());
  answers_.clear();
  responder_->set_time(kNow + base::kReplicaStalenessMax + std::chrono::milliseconds{1});
  EXPECT_EQ(answer(asked_), 0U);
}

TEST_F(ResponderTest, LeavesATokenThatIsBoundToAddressesToOthers) {
  auto entry = replica::TokenEntry{.id = *domain::TokenId::parse("TKN-7777-7777"),
                                   .account = *domain::AccountId::parse("ACC-0000-0001")};
  entry.digest = credential::digest_of("opaque");
  for (const auto& module : here_->world.modules()) entry.modules.push_back(module.id);
  ASSERT_TRUE(here_->writer->put(entry).has_value());
  question_.credential = "idt:TKN-7777-7777:opaque";
  ASSERT_NE(answer(asked_by_nginx(question_)), 0U);
  entry.addresses = {*base::IpNetwork::parse("0.0.0.0/0"), *base::IpNetwork::parse("::/0")};
  ASSERT_TRUE(here_->writer->put(entry).has_value());
  EXPECT_EQ(answer(asked_by_nginx(question_)), 0U);
}

// So that the ordinary way can warn of a proxy that nobody has said to trust.
TEST_F(ResponderTest, LeavesTheFirstForwardedQuestionOfAPeerInAnHourToOthers) {
  const auto forwarded = asked_.substr(0, asked_.size() - 2) + "X-Forwarded-For: 192.0.2.1\r\n\r\n";
  EXPECT_EQ(answer(forwarded), 0U);
  EXPECT_EQ(answer(forwarded), forwarded.size());
  EXPECT_EQ(answer(forwarded, Peer{2}), 0U);
  EXPECT_EQ(answer(asked_, Peer{3}), asked_.size());
  const auto later = kNow + base::kUntrustedProxyLogInterval;
  here_->writer->set_feed({.position = 1, .fresh_at = later});
  responder_->set_time(later - std::chrono::milliseconds{1});
  EXPECT_EQ(answer(forwarded), forwarded.size());
  responder_->set_time(later);
  EXPECT_EQ(answer(forwarded), 0U);
}

//
TEST_F(ResponderTest, NotesAndCountsWhatIsAllowed) {
  ASSERT_NE(answer(asked_), 0U);
  std::vector<domain::TokenAccess> accesses;
  responder_->accesses().take(accesses);
  ASSERT_EQ(accesses.size(), 1U);
  EXPECT_TRUE(question_.credential.starts_with("idt:" + accesses[0].token.str() + ":"));
  EXPECT_EQ(accesses[0].at, kNow);
  EXPECT_EQ(responder_->counters().allowed(0), 1U);
}

TEST_F(ResponderTest, DatesItsAnswers) {
  ASSERT_NE(answer(asked_), 0U);
  EXPECT_NE(answers_.view().find("\r\nDate: " + net::format_http_date(kNow) + "\r\n"),
            std::string_view::npos);
  answers_.clear();
  const auto later = kNow + std::chrono::seconds{1};
  responder_->set_time(later);
  ASSERT_NE(answer(asked_), 0U);
  EXPECT_NE(answers_.view().find("\r\nDate: " + net::format_http_date(later) + "\r\n"),
            std::string_view::npos);
}

}  // namespace
}  // namespace jeton::edge
