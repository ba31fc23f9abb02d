#include "api/etag.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "net/entity_tag.h"

namespace jeton::api {
namespace {

using base::Result;

/// What Apache's mod_deflate and mod_brotli put behind a tag whose body they compressed.
constexpr std::string_view kCompressedEnds[] = {"-gzip", "-br"};

/// A tag without what a proxy that compresses made of it.
std::string_view before_compression(std::string_view tag) {
  for (const auto end : kCompressedEnds) {
    if (tag.ends_with(end)) return tag.substr(0, tag.size() - end.size());
  }
  return tag;
}

/// The revision whose tag this is: digits as `etag_of` writes them.
std::optional<std::int64_t> revision_of(std::string_view tag) {
  tag = before_compression(tag);
  std::int64_t revision = 0;
  const auto* end = tag.data() + tag.size();
  const auto parsed = std::from_chars(tag.data(), end, revision);
  if (parsed.ec != std::errc{} || parsed.ptr != end || std::to_string(revision) != tag) return std::nullopt;
  return revision;
}

}  // namespace

std::string etag_of(std::int64_t revision) {
  return '"' + std::to_string(revision) + '"';
}

Result<app::ExpectedRevision> expected_revision(const net::Request& request) {
  app::ExpectedRevision expected;
  JETON_TRY(const auto condition, net::tag_condition(request, "If-Match"));
  if (!condition || condition->is_any) return expected;
  expected.any_of.emplace();
  for (const auto& tag : condition->tags) {
    if (const auto revision = revision_of(tag)) expected.any_of->push_back(*revision);
  }
  return expected;
}

Result<bool> is_known_etag(const net::Request& request, std::string_view etag) {
  JETON_TRY(const auto condition, net::tag_condition(request, "If-None-Match"));
  if (!condition) return false;
  return condition->is_any ||
         std::any_of(condition->tags.begin(), condition->tags.end(), [etag](std::string_view tag) {
           const auto revision = revision_of(tag);
           return revision && etag_of(*revision) == etag;
         });
}

net::Response not_modified(std::string_view etag) {
  auto response = net::empty_response(304);
  response.set_header("ETag", std::string{etag});
  return response;
}

}  // namespace jeton::api
