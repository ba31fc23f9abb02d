#include "gateway/authorize.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "gateway/bearer_challenge.h"

namespace jeton::gateway {
namespace {

struct Described {
  std::string_view method;
  std::string_view target;
};

/// The request asked about. One complete pair is taken; two that disagree describe nothing, because a client
/// could have sent the one that the gateway did not set.
std::optional<Described> described_request(const net::Request& request) {
  const auto pair = [&request](const char* method, const char* target) -> std::optional<Described> {
    const auto named = request.header(method);
    const auto path = request.header(target);
    if (!named || !path || named->empty() || path->empty()) return std::nullopt;
    return Described{*named, *path};
  };
  const auto forwarded = pair("X-Forwarded-Method", "X-Forwarded-Uri");
  const auto original = pair("X-Original-Method", "X-Original-URI");
  if (forwarded && original &&
      (forwarded->method != original->method || forwarded->target != original->target)) {
    return std::nullopt;
  }
  return forwarded ? forwarded : original;
}

}  // namespace

Authorize::Authorize(verify::Verifier& verifier, const base::Clock& clock, base::Metrics& metrics)
    : verifier_{verifier}, clock_{clock}, metrics_{metrics} {}

net::Response Authorize::operator()(const net::Request& request) const {
  const auto described = described_request(request);
  if (!described) return net::empty_response(400);
  const auto decision = verifier_.decide({.credential = presented_credential(request).value_or(""),
                                          .method = described->method,
                                          .target = described->target,
                                          .client_address = request.remote_address(),
                                          .now = clock_.now()});
  metrics_.count("jeton_decisions_total", "Decisions on requests to the platform, by reason.",
                 {{"reason", std::string{to_string(decision.reason)}}});
  switch (decision.verdict()) {
    case verify::Verdict::kAllow: {
      auto response = net::empty_response(200);
      response.set_header("X-Jeton-Token", decision.token->str());
      response.set_header("X-Jeton-Account", decision.account->str());
      response.set_header("X-Jeton-Module", decision.module->str());
      return response;
    }
    case verify::Verdict::kUnauthenticated: {
      auto response = net::empty_response(401);
      response.set_header("WWW-Authenticate", bearer_challenge(decision.reason));
      return response;
    }
    case verify::Verdict::kForbidden: {
      auto response = net::empty_response(403);
      response.set_header("WWW-Authenticate", bearer_challenge(decision.reason));
      return response;
    }
    case verify::Verdict::kUnavailable: break;
  }
  auto response = net::empty_response(503);
  response.set_header("Retry-After", "1");
  return response;
}

}  // namespace jeton::gateway
