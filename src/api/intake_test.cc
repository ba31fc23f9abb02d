#include "api/intake.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace jeton::api {
namespace {

net::Request sent_as(const std::string& media_type) {
  net::RequestParts parts;
  if (!media_type.empty()) parts.headers.push_back({"Content-Type", media_type});
  return net::Request::create(std::move(parts)).value();
}

TEST(Intake, TakesTheBodyThatTheOperationIsFor) {
  const auto pattern = "/public/v1/accounts/api-tokens/{id}";
  EXPECT_EQ(body_of("listApiTokens", "GET", pattern), Body::kNone);
  EXPECT_EQ(body_of("deleteApiToken", "DELETE", pattern), Body::kNone);
  EXPECT_EQ(body_of("enableApiToken", "POST", pattern), Body::kNone);
  EXPECT_EQ(body_of("updateApiToken", "PUT", pattern), Body::kForm);
  EXPECT_EQ(body_of("createGroup", "POST", pattern), Body::kJson);
  EXPECT_EQ(body_of("updateGroup", "PUT", pattern), Body::kJson);
  EXPECT_EQ(body_of("setUserPassword", "POST", pattern), Body::kSmall);
  EXPECT_EQ(body_of("switchAccount", "POST", "/session/account"), Body::kSmall);
  EXPECT_EQ(body_of("introspectToken", "POST", "/oauth2/introspect"), Body::kSmall);
  EXPECT_EQ(body_of("signOut", "POST", "/session/sign-out"), Body::kNone);
}

TEST(Intake, AllowsMoreBytesOnlyToAFormThatIsOne) {
  const auto json = sent_as("application/json");
  const auto form = sent_as("multipart/form-data; boundary=x");
  EXPECT_EQ(body_bytes_max(Body::kNone, form), base::kActionBodyBytesMax);
  EXPECT_EQ(body_bytes_max(Body::kSmall, form), base::kSmallBodyBytesMax);
  EXPECT_EQ(body_bytes_max(Body::kJson, form), base::kJsonBodyBytesMax);
  EXPECT_EQ(body_bytes_max(Body::kForm, form), base::kMultipartBodyBytesMax);
  for (const auto& head : {json, sent_as(""), sent_as("multipart/mixed")}) {
    EXPECT_EQ(body_bytes_max(Body::kForm, head), base::kJsonBodyBytesMax);
  }
}

TEST(Intake, KnowsWhatHashesAPasswordOrEncodesAPicture) {
  const auto json = sent_as("application/json");
  const auto form = sent_as("multipart/form-data; boundary=x");
  for (const auto* hashing : {"acceptInvitation", "setUserPassword", "signIn"}) {
    EXPECT_TRUE(is_slow(hashing, Body::kSmall, json)) << hashing;
  }
  EXPECT_TRUE(is_slow("updateUser", Body::kForm, form));
  EXPECT_FALSE(is_slow("updateUser", Body::kForm, json));
  EXPECT_FALSE(is_slow("updateGroup", Body::kJson, form));
  EXPECT_FALSE(is_slow("switchAccount", Body::kSmall, json));
}

}  // namespace
}  // namespace jeton::api
