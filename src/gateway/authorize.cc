#include "gateway/authorize.h"

#include <string>

#include "gateway/bearer_challenge.h"

namespace jeton::gateway {
namespace {

constexpr std::string_view kEndpoint = "/gateway/authorize";

}  // namespace

bool Authorize::owns(std::string_view path) noexcept {
  return path.starts_with(kEndpoint) && (path.size() == kEndpoint.size() || path[kEndpoint.size()] == '/');
}

Authorize::Authorize(verify::Verifier& verifier, const base::Clock& clock, base::Metrics& metrics)
    : verifier_{verifier}, clock_{clock}, metrics_{metrics} {}

verify::Decision Authorize::decide(const net::Request& question, const DescribedRequest& described) const {
  if (described.is_preflight) return verifier_.decide_preflight(described.target);
  return verifier_.decide({.credential = presented_credential(question).value_or(""),
                           .method = described.method,
                           .target = described.target,
                           .client_address = question.remote_address(),
                           .now = clock_.now()});
}

net::Response Authorize::operator()(const net::Request& request) const {
  // Two credentials: the service behind may look at the other one.
  if (request.header_count("Authorization") > 1) return net::empty_response(400);
  const auto described = described_request(request, kEndpoint);
  if (!described) return net::empty_response(400);
  const auto decision = decide(request, *described);
  metrics_.count("jeton_decisions_total", "Decisions on requests to the platform, by reason.",
                 {{"reason", std::string{to_string(decision.reason)}}});
  switch (decision.verdict()) {
    case verify::Verdict::kAllow: {
      auto response = net::empty_response(200);
      if (decision.reason == verify::Reason::kPreflight) return response;
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
