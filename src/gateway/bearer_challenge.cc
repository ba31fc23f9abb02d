#include "gateway/bearer_challenge.h"

#include "credential/bearer.h"

namespace jeton::gateway {

std::optional<std::string_view> presented_credential(const net::Request& request) {
  const auto authorization = request.header("Authorization");
  if (!authorization) return std::nullopt;
  return credential::bearer_credential(*authorization);
}

std::string bearer_challenge(verify::Reason reason) {
  if (reason == verify::Reason::kNoCredential) return "Bearer";
  if (verify::verdict_of(reason) == verify::Verdict::kForbidden)
    return R"(Bearer error="insufficient_scope")";
  return R"(Bearer error="invalid_token")";
}

}  // namespace jeton::gateway
