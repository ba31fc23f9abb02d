#include "api/intake.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "net/content_type.h"

namespace jeton::api {
namespace {

/// `tests/api` holds both tables against the request bodies of `openapi/`.
constexpr std::array<std::string_view, 5> kForms = {"createAccount", "createApiToken", "updateAccount",
                                                    "updateApiToken", "updateUser"};
constexpr std::array<std::string_view, 15> kActions = {"acceptAccountMemberInvite",
                                                       "acceptAccountUserInvite",
                                                       "activateAccount",
                                                       "blockUser",
                                                       "deactivateAccount",
                                                       "disableAccount",
                                                       "disableApiToken",
                                                       "enableAccount",
                                                       "enableApiToken",
                                                       "resendAccountMemberInvite",
                                                       "resendAccountUserInvite",
                                                       "sendNewAccountMemberInvite",
                                                       "sendNewAccountUserInvite",
                                                       "signOut",
                                                       "unblockUser"};
constexpr std::array<std::string_view, 3> kHashing = {"acceptInvitation", "setUserPassword", "signIn"};

template <std::size_t kSize>
bool holds(const std::array<std::string_view, kSize>& table, std::string_view operation_id) noexcept {
  return std::find(table.begin(), table.end(), operation_id) != table.end();
}

bool is_form(const net::Request& head) {
  return net::media_type(head.header("Content-Type").value_or("")) == "multipart/form-data";
}

}  // namespace

Body body_of(std::string_view operation_id, std::string_view method, std::string_view pattern) noexcept {
  if (method == "GET" || method == "DELETE" || holds(kActions, operation_id)) return Body::kNone;
  if (holds(kForms, operation_id)) return Body::kForm;
  const bool is_small = !pattern.starts_with("/public") || holds(kHashing, operation_id);
  return is_small ? Body::kSmall : Body::kJson;
}

std::size_t body_bytes_max(Body body, const net::Request& head) {
  switch (body) {
    case Body::kNone: return base::kActionBodyBytesMax;
    case Body::kSmall: return base::kSmallBodyBytesMax;
    case Body::kJson: return base::kJsonBodyBytesMax;
    case Body::kForm: return is_form(head) ? base::kMultipartBodyBytesMax : base::kJsonBodyBytesMax;
  }
  return 0;
}

bool is_slow(std::string_view operation_id, Body body, const net::Request& head) {
  return holds(kHashing, operation_id) || (body == Body::kForm && is_form(head));
}

}  // namespace jeton::api
