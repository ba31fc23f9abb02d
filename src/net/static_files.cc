#include "net/static_files.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "net/entity_tag.h"
#include "net/header.h"

namespace jeton::net {
namespace {

constexpr std::string_view kNoncePlaceholder = "__CSP_NONCE__";

bool takes(const Request& request, std::string_view wanted) {
  const auto accepted = request.header("Accept-Encoding").value_or("");
  std::string_view rest = accepted;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    const auto coding = rest.substr(0, comma);
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    const auto semicolon = coding.find(';');
    if (!base::equal_without_case(trim_blanks(coding.substr(0, semicolon)), wanted)) continue;
    if (semicolon == std::string_view::npos) return true;
    const auto weight = trim_blanks(coding.substr(semicolon + 1));
    return !(weight.starts_with("q=0") && weight.find_first_not_of("q=0.") == std::string_view::npos);
  }
  return false;
}

/// RFC 9110 section 13.1.2: weak comparison. What is no list of tags knows none.
bool knows_tag(const Request& request, std::string_view etag) {
  const auto condition = tag_condition(request, "If-None-Match");
  if (condition.has_error() || !*condition) return false;
  const auto& tags = (*condition)->tags;
  return (*condition)->is_any || std::any_of(tags.begin(), tags.end(), [etag](const std::string& tag) {
           return etag == '"' + tag + '"';
         });
}

/// Another encoding is another representation, so it needs another strong tag.
std::string tag_for(std::string_view coding, std::string_view etag) {
  std::string tag{etag};
  if (tag.ends_with('"')) tag.insert(tag.size() - 1, coding == "gzip" ? "-gz" : "-zs");
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
  std::string_view coding;
  auto bytes = file.bytes;
  if (!file.zstd.empty() && takes(request, "zstd")) {
    coding = "zstd";
    bytes = file.zstd;
  } else if (!file.gzip.empty() && takes(request, "gzip")) {
    coding = "gzip";
    bytes = file.gzip;
  }
  const auto etag = coding.empty() ? std::string{file.etag} : tag_for(coding, file.etag);
  const bool is_known = knows_tag(request, etag);

  auto response = is_known ? empty_response(304) : bytes_response(200, file.media_type, std::string{bytes});
  response.set_header("ETag", etag);
  response.set_header("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (!file.gzip.empty()) response.set_header("Vary", "Accept-Encoding");
  if (!coding.empty() && !is_known) response.set_header("Content-Encoding", std::string{coding});
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
