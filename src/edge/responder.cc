#include "edge/responder.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <span>

#include "base/check.h"
#include "base/limits.h"
#include "domain/ids.h"
#include "net/response.h"
#include "net/response_head.h"

namespace jeton::edge {
namespace {

using replica::PackedId;

constexpr std::string_view kStatusLine = "HTTP/1.1 200 OK\r\nX-Jeton-Token: ";
constexpr std::string_view kAccountHeader = "\r\nX-Jeton-Account: ";
constexpr std::string_view kModuleHeader = "\r\nX-Jeton-Module: ";

/// An id as text.
template <class Tag>
class IdText {
 public:
  explicit IdText(const PackedId& id) noexcept {
    static_assert(Tag::kPrefix.size() == kPrefixBytes);
    std::copy(Tag::kPrefix.begin(), Tag::kPrefix.end(), text_.begin());
    const auto groups = id.write_groups(
        std::span{text_}.template subspan<kPrefixBytes, PackedId::kGroupsBytesMax>(), Tag::kGroups);
    size_ = groups == 0 ? 0 : kPrefixBytes + groups;
  }

  /// Empty for what is no id.
  [[nodiscard]] std::string_view view() const noexcept { return {text_.data(), size_}; }

 private:
  static constexpr std::size_t kPrefixBytes = 3;

  std::array<char, kPrefixBytes + PackedId::kGroupsBytesMax> text_{};
  std::size_t size_ = 0;
};

/// What `net` writes behind the ids.
std::string tail_of_answer(base::Timestamp now) {
  constexpr std::string_view kLastHeader = "X-Jeton-Last: ";
  auto response = net::empty_response(200);
  response.set_header("X-Jeton-Last", "");
  const auto head = net::write_head(response, {.keeps_alive = true, .version = 11, .now = now});
  return head.substr(head.find(kLastHeader) + kLastHeader.size());
}

}  // namespace

void Answers::put(std::string_view text) noexcept {
  std::memcpy(bytes_.data() + size_, text.data(), text.size());
  size_ += text.size();
}

Responder::Responder(const verify::ReplicaSource& source, const verify::CurrentCatalogue& catalogue)
    : decider_{source, catalogue}, tail_{tail_of_answer(now_)} {
  constexpr std::string_view kDate = "Date: ";
  date_at_ = tail_.find(kDate) + kDate.size();
  JETON_ASSERT(tail_.ends_with("\r\n\r\n") && tail_.size() < Answers::kAnswerBytesMax / 2);
}

void Responder::set_time(base::Timestamp now) {
  using std::chrono::seconds;
  if (std::chrono::floor<seconds>(now) != std::chrono::floor<seconds>(now_)) {
    const auto date = net::format_http_date(now);
    tail_.replace(date_at_, date.size(), date);
  }
  now_ = now;
}

bool Responder::is_known_forwarder(const Peer& peer) noexcept {
  std::uint64_t mixed = 0;
  for (const auto byte : peer) mixed = mixed * 31 + byte;
  auto& place = forwarders_[mixed % forwarders_.size()];
  const bool is_known =
      place.peer == peer && now_ >= place.seen && now_ - place.seen < base::kUntrustedProxyLogInterval;
  if (!is_known) place = {peer, now_};
  return is_known;
}

std::optional<Question> Responder::expect(std::string_view bytes) noexcept {
  auto question = read_question(bytes);
  if (question) decider_.expect(question->credential);
  return question;
}

std::size_t Responder::answer(std::string_view bytes, const Peer& peer, Answers& answers) noexcept {
  return answer(read_question(bytes), peer, answers);
}

std::size_t Responder::answer(const std::optional<Question>& question, const Peer& peer,
                              Answers& answers) noexcept {
  if (!question) return 0;
  if (question->is_forwarded && !is_known_forwarder(peer)) return 0;
  // Without the client's address, which is not needed: a token that is bound to some is refused, and decided
  // by those who know it.
  const auto decision = decider_.decide({.credential = question->credential,
                                         .method = question->method,
                                         .target = question->target,
                                         .client_address = {},
                                         .now = now_});
  if (decision.reason != verify::Reason::kAllowed) return 0;
  const IdText<domain::TokenTag> token{decision.token};
  const IdText<domain::AccountTag> account{decision.account};
  const IdText<domain::ModuleTag> module{decision.module};
  // Only a damaged file has what is no id.
  if (token.view().empty() || account.view().empty() || module.view().empty()) return 0;
  for (const auto part : {kStatusLine, token.view(), kAccountHeader, account.view(), kModuleHeader,
                          module.view(), std::string_view{tail_}}) {
    answers.put(part);
  }
  counters_.count(question->own_method);
  return question->bytes;
}

}  // namespace jeton::edge
