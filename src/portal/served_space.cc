#include "portal/served_space.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "base/docs_limits.h"
#include "base/text.h"
#include "credential/masking.h"
#include "crypto/digest.h"
#include "net/accept.h"
#include "net/compress.h"
#include "net/percent.h"
#include "net/problem.h"
#include "net/static_files.h"
#include "portal/answer_text.h"
#include "portal/machine_text.h"
#include "portal/picture_kind.h"

namespace jeton::embedded {

// Written by cmake/embed.cmake from src/portal/assets.
std::span<const net::EmbeddedFile> portal_assets();

}  // namespace jeton::embedded

namespace jeton::portal {
namespace {

namespace json = boost::json;

constexpr std::string_view kHtmlType = "text/html; charset=utf-8";
constexpr std::string_view kMarkdownType = "text/markdown; charset=utf-8";
/// Addresses below this are the portal's own; no page can have a name of one hyphen there.
constexpr std::string_view kOwn = "-/";
/// Pictures are compressed already, and small texts gain nothing.
constexpr std::size_t kCompressedFromBytes = 1024;

std::string tag_of(std::string_view bytes) {
  return '"' + crypto::sha256_hex(bytes).substr(0, 32) + '"';
}

net::Response with_vary(net::Response response) {
  response.set_header("Vary", "Accept, Accept-Encoding");
  return response;
}

bool wants_markdown(const net::Request& request) {
  return net::asks_for(request, "text/markdown");
}

std::optional<std::string> parameter(const net::Request& request, std::string_view name) {
  auto rest = request.query();
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const auto part = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    const auto equals = part.find('=');
    if (part.substr(0, equals) != name || equals == part.npos) continue;
    std::string value{part.substr(equals + 1)};
    // Forms write blanks as plus signs.
    for (auto& c : value) {
      if (c == '+') c = ' ';
    }
    return net::percent_decode(value);
  }
  return std::nullopt;
}

bool has_parameter(const net::Request& request, std::string_view name) {
  auto rest = request.query();
  while (!rest.empty()) {
    const auto part = rest.substr(0, rest.find('&'));
    if (part.substr(0, part.find('=')) == name) return true;
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  }
  return false;
}

/// Up to the limit, and without anything that has the shape of a token: it is kept, and may be sent on.
/// Errors: invalid at the parameter.
base::Result<std::string> question_text(const net::Request& request, std::string_view name) {
  const auto text = parameter(request, name);
  const auto at = std::string{name};
  if (!text) return base::Error::invalid(at, "must be UTF-8, percent-encoded");
  if (text->size() > base::kDocsQuestionBytesMax) {
    return base::Error::invalid(at, fmt::format("must be at most {} bytes", base::kDocsQuestionBytesMax));
  }
  return credential::mask_tokens(*text);
}

net::Response asset_answer(const net::Request& request, std::string_view path, std::string_view bytes) {
  const auto type = media_type_of(path);
  const auto tag = tag_of(bytes);
  auto response = net::file_response({path, type, bytes, {}, tag, false}, request);
  // A drawing may hold a script: nothing of a file runs, wherever it is opened.
  response.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  if (type == "application/octet-stream") response.set_header("Content-Disposition", "attachment");
  return response;
}

}  // namespace

/// Bytes as they are sent.
struct ServedSpace::Sent {
  std::string media_type;
  std::string bytes;
  std::string gzip;
  std::string zstd;
  std::string tag;

  Sent(std::string_view type, std::string text)
      : media_type{type}, bytes{std::move(text)}, tag{tag_of(bytes)} {
    if (bytes.size() < kCompressedFromBytes) return;
    gzip = net::gzip(bytes);
    zstd = net::zstd(bytes);
  }

  [[nodiscard]] net::Response to(const net::Request& request) const {
    return net::file_response({{}, media_type, bytes, gzip, tag, false, zstd}, request);
  }
};

template <class Make>
std::shared_ptr<const ServedSpace::Sent> ServedSpace::kept(const std::string& key,
                                                           std::string_view media_type, Make make) const {
  {
    const std::scoped_lock lock{mutex_};
    if (const auto found = sent_.find(key); found != sent_.end()) return found->second;
  }
  auto fresh = std::make_shared<const Sent>(media_type, make());
  const std::scoped_lock lock{mutex_};
  return sent_.emplace(key, std::move(fresh)).first->second;
}

net::Response ServedSpace::answer(const net::Request& request, std::string_view path,
                                  std::string_view base_url, std::span<const SpaceLink> spaces,
                                  AskLimiter& limiter) const {
  const std::array<const Space*, 1> alone{space_.get()};
  if (path.starts_with(kOwn)) {
    const auto name = path.substr(kOwn.size());
    if (name == "search") return search(request);
    static const net::StaticFiles kAssets{embedded::portal_assets()};
    if (const auto* file = kAssets.find(name)) return net::file_response(*file, request);
    return missing(request, path, base_url, spaces);
  }
  if (path == "llms.txt") return text_answer(request, kMarkdownType, llms_text(alone, base_url));
  if (path == "llms-full.txt") return text_answer(request, kMarkdownType, llms_full_text(alone, base_url));
  if (path == "sitemap.md") return text_answer(request, kMarkdownType, sitemap_markdown(alone, base_url));
  if (path.ends_with('/') && space_->find(path.substr(0, path.size() - 1)) != nullptr) {
    auto moved = net::empty_response(308);
    moved.set_header("Location", space_->url_of(*space_->find(path.substr(0, path.size() - 1))));
    return moved;
  }
  if (has_parameter(request, "ask")) {
    const auto* on = space_->find(path);
    if (on == nullptr) on = page_of_markdown(path);
    if (on != nullptr) return asked(request, on, base_url, limiter);
  }
  if (const auto* found = space_->find(path)) {
    // Two files may ask for one address; then one of them is served with its ending, as it is written.
    if (wants_markdown(request)) return markdown(request, *found, base_url);
    return page(request, *found, base_url, spaces);
  }
  if (const auto* found = page_of_markdown(path)) return markdown(request, *found, base_url);
  if (auto bytes = space_->read_asset(path); bytes.has_value()) {
    return asset_answer(request, path, *bytes);
  }
  return missing(request, path, base_url, spaces);
}

net::Response ServedSpace::first_page_as_markdown(const net::Request& request, std::string_view base_url,
                                                  AskLimiter& limiter) const {
  const auto* first = space_->find("");
  if (has_parameter(request, "ask")) return asked(request, first, base_url, limiter);
  return first == nullptr ? missing(request, {}, base_url, {}) : markdown(request, *first, base_url);
}

const Page* ServedSpace::page_of_markdown(std::string_view path) const {
  if (!path.ends_with(".md")) return nullptr;
  if (const auto* page = space_->find(path.substr(0, path.size() - 3))) return page;
  return space_->find_file(path);
}

net::Response ServedSpace::page(const net::Request& request, const Page& page, std::string_view /*base_url*/,
                                std::span<const SpaceLink> spaces) const {
  const auto sent = kept("html:" + page.file, kHtmlType, [&] { return page_as_html(*space_, page, spaces); });
  auto response = with_vary(sent->to(request));
  response.set_header("Content-Security-Policy", std::string{kPagePolicy});
  response.set_header("Link",
                      "<" + markdown_url(*space_, page) + ">; rel=\"alternate\"; type=\"text/markdown\"");
  return response;
}

net::Response ServedSpace::markdown(const net::Request& request, const Page& page,
                                    std::string_view base_url) const {
  const auto sent = kept("markdown:" + page.file, kMarkdownType,
                         [&] { return page_for_machines(*space_, page, base_url); });
  auto response = with_vary(sent->to(request));
  if (page.outline.front_matter.is_hidden) response.set_header("X-Robots-Tag", "noindex");
  return response;
}

Answer ServedSpace::answer_to(const Question& question) const {
  const std::array key{question.page == nullptr ? std::string{} : question.page->file, question.ask,
                       question.goal};
  {
    const std::scoped_lock lock{mutex_};
    if (const auto found = answers_.find(key); found != answers_.end()) return found->second;
  }
  std::call_once(once_, [this] { index_ = std::make_unique<AnswerIndex>(*space_); });
  auto answer = index_->answer(question);
  const std::scoped_lock lock{mutex_};
  if (answers_.size() >= base::kDocsAnswersKeptMax) answers_.clear();
  answers_.emplace(key, answer);
  return answer;
}

net::Response ServedSpace::asked(const net::Request& request, const Page* page, std::string_view base_url,
                                 AskLimiter& limiter) const {
  const auto ask = question_text(request, "ask");
  if (ask.has_error()) return net::problem_response(ask.error(), request);
  if (base::is_blank(*ask)) {
    return net::problem_response(base::Error::invalid("ask", "must say what you want to know"), request);
  }
  std::string goal;
  if (has_parameter(request, "goal")) {
    auto stated = question_text(request, "goal");
    if (stated.has_error()) return net::problem_response(stated.error(), request);
    goal = *std::move(stated);
  }
  if (!limiter.admit(request.remote_address())) {
    return net::problem_response(
        {base::ErrorKind::kTooManyRequests,
         fmt::format("An address may ask {} questions in a minute.", base::kDocsAsksPerMinuteMax)},
        request);
  }
  const auto answer = answer_to({.ask = *ask, .goal = std::move(goal), .page = page});
  const bool is_json = net::asks_for(request, "application/json");
  auto response = with_vary(text_answer(
      request, is_json ? std::string_view{"application/json"} : kMarkdownType,
      is_json ? answer_as_json(*space_, answer, base_url) : answer_as_markdown(*space_, answer, base_url)));
  response.set_header("X-Robots-Tag", "noindex");
  return response;
}

net::Response ServedSpace::search(const net::Request& request) const {
  const auto words = parameter(request, "q");
  if (!words || words->size() > base::kDocsSearchBytesMax) {
    return net::problem_response(
        base::Error::invalid("q", words ? fmt::format("must be at most {} bytes", base::kDocsSearchBytesMax)
                                        : "must say what to search for: ?q=<words>"),
        request);
  }
  json::array results;
  for (const auto& found : finder_.find(*words, base::kDocsSearchResultsMax)) {
    json::object result{{"url", space_->url_of(*found.page)}, {"title", found.page->title}};
    if (found.heading != nullptr) {
      result["url"] = space_->url_of(*found.page) + "#" + net::percent_encode(found.heading->id);
      result["heading"] = found.heading->text;
    }
    results.push_back(std::move(result));
  }
  return text_answer(request, "application/json",
                     json::serialize(json::object{{"results", std::move(results)}}));
}

net::Response ServedSpace::missing(const net::Request& request, std::string_view path,
                                   std::string_view base_url, std::span<const SpaceLink> spaces) const {
  std::vector<const Page*> alike;
  for (const auto& found : finder_.find(path, base::kDocsLikelyPagesMax)) alike.push_back(found.page);
  const bool is_html = net::asks_for(request, "text/html") && !path.ends_with(".md");
  auto response = net::bytes_response(
      404, is_html ? kHtmlType : kMarkdownType,
      is_html ? missing_as_html(*space_, alike, spaces) : missing_for_machines(*space_, alike, base_url));
  response.set_header("Vary", "Accept");
  if (is_html) response.set_header("Content-Security-Policy", std::string{kPagePolicy});
  return response;
}

net::Response text_answer(const net::Request& request, std::string_view media_type, std::string_view text) {
  const auto tag = tag_of(text);
  const auto gzip = text.size() < kCompressedFromBytes ? std::string{} : net::gzip(text);
  return net::file_response({{}, media_type, text, gzip, tag, false}, request);
}

}  // namespace jeton::portal
