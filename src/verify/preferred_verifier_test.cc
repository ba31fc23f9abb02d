#include "verify/preferred_verifier.h"

#include <gtest/gtest.h>

namespace jeton::verify {
namespace {

class OneAnswer final : public Verifier {
 public:
  Decision decide(const AccessRequest& request) override {
    ++asked;
    method = request.method;
    return {.reason = answer};
  }
  Decision decide_preflight(std::string_view target) override {
    ++asked;
    method = target;
    return {.reason = answer};
  }

  Reason answer = Reason::kAllowed;
  int asked = 0;
  std::string method;
};

TEST(PreferredVerifier, AsksTheSecondOnlyWhenTheFirstCannotDecide) {
  OneAnswer first;
  OneAnswer second;
  second.answer = Reason::kDeleted;
  PreferredVerifier verifier{first, second};
  for (int i = 0; i <= static_cast<int>(Reason::kUnavailable); ++i) {
    first.answer = static_cast<Reason>(i);
    first.asked = second.asked = 0;
    const bool cannot_decide = first.answer == Reason::kStale || first.answer == Reason::kUnavailable;
    const auto expected = cannot_decide ? Reason::kDeleted : first.answer;
    EXPECT_EQ(
        verifier.decide({.credential = {}, .method = "GET", .target = {}, .client_address = {}, .now = {}})
            .reason,
        expected)
        << to_string(first.answer);
    EXPECT_EQ(verifier.decide_preflight("/billing").reason, expected) << to_string(first.answer);
    EXPECT_EQ(first.asked, 2);
    EXPECT_EQ(second.asked, cannot_decide ? 2 : 0);
  }
  EXPECT_EQ(second.method, "/billing");
  EXPECT_EQ(verifier.passed_on(), 4U);
}

}  // namespace
}  // namespace jeton::verify
