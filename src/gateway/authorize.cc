#include "gateway/authorize.h"

#include <string>

#include "gateway/bearer_challenge.h"

namespace jeton::gateway {
namespace {

constexpr std::string_view kEndpoint = "/gateway/authorize";

}  // namespace

void count_decisions(base::Metrics& metrics, verify::Reason reason, std::uint64_t decisions) {
  metrics.add("jeton_decisions_total", "Decisions on requests to the platform, by reason.",
              {{"reason", std::string{to_string(reason)}}}, decisions);
}

bool Authorize::owns(std::string_view path) noexcept {
  return path.starts_with(kEndpoint) && (path.size() == kEndpoint.size() || path[kEndpoint.size()] == '/');
}

Authorize::Authorize(verify::Verifier& verifier, const base::Clock& clock, base::Metrics& metrics,
                     const base::Log& log)
    : verifier_{verifier}, clock_{clock}, metrics_{metrics}, log_{log} {}

void Authorize::log_refusal(const net::Request& question, const verify::Decision& decision) const {
  const auto left_out = sample_.take(clock_.now());
  if (!left_out) return;
  const auto token = decision.token ? decision.token->str() : std::string{};
  const auto account = decision.account ? decision.account->str() : std::string{};
  const auto module = decision.module ? decision.module->str() : std::string{};
  log_.info("decision.refused", {{"reason", to_string(decision.reason)},
                                 {"token", std::string_view{token}},
                                 {"account", std::string_view{account}},
                                 {"module", std::string_view{module}},
                                 {"ip", std::string_view{question.remote_address()}},
                                 {"leftOut", *left_out},
                                 {"traceId", std::string_view{question.trace().trace_id}}});
}

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
  count_decisions(metrics_, decision.reason, 1);
  if (decision.verdict() != verify::Verdict::kAllow) log_refusal(request, decision);
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
