#include "gateway/described_request.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace jeton::gateway {
namespace {

/// RFC 9110 section 5.6.2.
bool is_token(std::string_view text) noexcept {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return base::is_ascii_letter_or_digit(c) || kMarks.find(c) != kMarks.npos;
  });
}

/// The target of an absolute URL; empty for what is none. The host is the caller's to choose, so it must not
/// be able to end early and leave its rest to the path.
std::string_view target_of(std::string_view url) noexcept {
  constexpr std::array<std::string_view, 2> kSchemes{"http://", "https://"};
  const auto* scheme = std::find_if(kSchemes.begin(), kSchemes.end(),
                                    [url](std::string_view s) { return url.starts_with(s); });
  if (scheme == kSchemes.end()) return {};
  url.remove_prefix(scheme->size());
  const auto slash = url.find('/');
  if (slash == 0 || slash == url.npos) return {};
  static constexpr std::string_view kMarks = ".-_:[]";
  const auto host = url.substr(0, slash);
  const bool is_host = std::all_of(host.begin(), host.end(), [](char c) {
    return base::is_ascii_letter_or_digit(c) || kMarks.find(c) != kMarks.npos;
  });
  return is_host ? url.substr(slash) : std::string_view{};
}

/// What has been said so far about the request. Whatever contradicts it, or is ill-formed, spoils it for
/// good.
class Description {
 public:
  explicit Description(const net::Request& question) : question_{question} {}

  /// The value of a header that may be absent but must not be given twice.
  std::optional<std::string_view> header(const char* name) {
    if (question_.header_count(name) > 1) is_sound_ = false;
    return question_.header(name);
  }

  /// With a method but no target, someone else could choose the target.
  void add(std::optional<std::string_view> method, std::optional<std::string_view> target) {
    if (method && target) {
      add(DescribedRequest{.method = *method, .target = *target});
    } else if (method || target) {
      is_sound_ = false;
    }
  }

  [[nodiscard]] std::optional<DescribedRequest> take() const { return is_sound_ ? said_ : std::nullopt; }

 private:
  void add(const DescribedRequest& said) {
    const bool agrees = !said_ || (said_->method == said.method && said_->target == said.target);
    if (!agrees || !is_token(said.method) || !said.target.starts_with('/')) is_sound_ = false;
    said_ = said;
  }

  const net::Request& question_;
  std::optional<DescribedRequest> said_;
  bool is_sound_ = true;
};

/// Fetch standard, section 3.2.2. A request with a credential, or with one of the headers twice, is decided
/// as any other.
bool is_preflight(const net::Request& question, std::string_view method) {
  if (method != "OPTIONS" || question.header_count("Authorization") != 0) return false;
  const auto once = [&question](const char* name) {
    return question.header_count(name) == 1 ? question.header(name).value_or("") : std::string_view{};
  };
  return !once("Origin").empty() && is_token(once("Access-Control-Request-Method"));
}

}  // namespace

std::optional<DescribedRequest> described_request(const net::Request& question, std::string_view endpoint) {
  Description description{question};

  const auto original_method = description.header("X-Original-Method");
  const auto original_uri = description.header("X-Original-URI");
  const auto original_url = description.header("X-Original-URL");
  if (original_url) description.add(original_method, target_of(*original_url));
  if (original_uri || !original_url) description.add(original_method, original_uri);

  description.add(description.header("X-Forwarded-Method"), description.header("X-Forwarded-Uri"));

  // The path as sent: what is decoded before it is compared could hide where the endpoint ends.
  if (question.path() != endpoint) {
    const std::string_view asked = question.target();
    if (!asked.starts_with(endpoint)) return std::nullopt;
    description.add(question.method(), asked.substr(endpoint.size()));
  }

  auto described = description.take();
  if (described) described->is_preflight = is_preflight(question, described->method);
  return described;
}

}  // namespace jeton::gateway
