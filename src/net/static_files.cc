#include "net/static_files.h"

#include <algorithm>
#include <utility>

#include "net/header.h"

namespace jeton::net {
namespace {

constexpr std::string_view kNoncePlaceholder = "__CSP_NONCE__";

bool takes_gzip(const Request& request) {
  const auto accepted = request.header("Accept-Encoding").value_or("");
  std::string_view rest = accepted;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    const auto coding = rest.substr(0, comma);
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    const auto semicolon = coding.find(';');
    if (!equal_without_case(trim_blanks(coding.substr(0, semicolon)), "gzip")) continue;
    if (semicolon == std::string_view::npos) return true;
    const auto weight = trim_blanks(coding.substr(semicolon + 1));
    return !(weight.starts_with("q=0") && weight.find_first_not_of("q=0.") == std::string_view::npos);
  }
  return false;
}

/// RFC 9110 section 13.1.2: weak comparison.
bool names_tag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    const auto comma = if_none_match.find(',');
    auto tag = trim_blanks(if_none_match.substr(0, comma));
    if_none_match.remove_prefix(comma == std::string_view::npos ? if_none_match.size() : comma + 1);
    if (tag == "*") return true;
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag) return true;
  }
  return false;
}

/// Another encoding is another representation, so it needs another strong tag.
std::string gzip_tag(std::string_view etag) {
  std::string tag{etag};
  if (tag.ends_with('"')) tag.insert(tag.size() - 1, "-gz");
  return tag;
}

}  // namespace

const EmbeddedFile* StaticFiles::find(std::string_view path) const noexcept {
  if (path.starts_with('/')) path.remove_prefix(1);
  const auto found =
      std::lower_bound(files_.begin(), files_.end(), path,
                       [](const EmbeddedFile& file, std::string_view wanted) { return file.path < wanted; });
  return found != files_.end() && found->path == path ? &*found : nullptr;
}

Response file_response(const EmbeddedFile& file, const Request& request) {
  const bool compressed = !file.gzip.empty() && takes_gzip(request);
  const auto etag = compressed ? gzip_tag(file.etag) : std::string{file.etag};
  const auto if_none_match = request.header("If-None-Match");
  const bool is_known = if_none_match && names_tag(*if_none_match, etag);

  auto response =
      is_known ? empty_response(304)
               : bytes_response(200, file.media_type, std::string{compressed ? file.gzip : file.bytes});
  response.set_header("ETag", etag);
  response.set_header("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (!file.gzip.empty()) response.set_header("Vary", "Accept-Encoding");
  if (compressed && !is_known) response.set_header("Content-Encoding", "gzip");
  return response;
}

std::string with_nonce(std::string_view html, std::string_view nonce) {
  std::string page;
  page.reserve(html.size());
  while (true) {
    const auto at = html.find(kNoncePlaceholder);
    page += html.substr(0, at);
    if (at == std::string_view::npos) return page;
    page += nonce;
    html.remove_prefix(at + kNoncePlaceholder.size());
  }
}

}  // namespace jeton::net
