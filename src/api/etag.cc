#include "api/etag.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "net/header.h"

namespace jeton::api {
namespace {

using base::Error;
using base::Result;

struct Condition {
  bool is_any = false;                 ///< `*`
  std::vector<std::string_view> tags;  ///< What is between the quotes, of weak ones too.
};

constexpr std::string_view kBlanks = " \t";

bool is_tag_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f;
  });
}

/// RFC 9110 sections 5.6.1, 8.8.3 and 13.1.1. Nothing for what is no list of tags.
std::optional<Condition> parse_condition(std::string_view text) {
  if (net::trim_blanks(text) == "*") return Condition{.is_any = true, .tags = {}};
  Condition condition;
  while (true) {
    const auto begin = text.find_first_not_of(" \t,");
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    if (text.starts_with("W/")) text.remove_prefix(2);
    const auto end = text.starts_with('"') ? text.find('"', 1) : std::string_view::npos;
    if (end == std::string_view::npos) return std::nullopt;
    const auto tag = text.substr(1, end - 1);
    if (!is_tag_text(tag)) return std::nullopt;
    condition.tags.push_back(tag);
    text.remove_prefix(end + 1);
    const auto next = text.find_first_not_of(kBlanks);
    if (next != std::string_view::npos && text[next] != ',') return std::nullopt;
  }
  if (condition.tags.empty()) return std::nullopt;
  return condition;
}

/// The value of the header, several lines as one list. Nothing when there is none.
std::optional<std::string> header_list(const net::Request& request, std::string_view name) {
  std::optional<std::string> value;
  for (const auto& header : request.headers()) {
    if (!net::equal_without_case(header.name, name)) continue;
    if (value) {
      *value += ",";
      *value += header.value;
    } else {
      value = header.value;
    }
  }
  return value;
}

Error malformed(std::string_view name) {
  return Error::invalid(std::string{name},
                        "The value must be * or a list of entity tags such as \"3\", in quotes.");
}

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
  const auto text = header_list(request, "If-Match");
  if (!text) return expected;
  const auto condition = parse_condition(*text);
  if (!condition) return malformed("If-Match");
  if (condition->is_any) return expected;
  expected.any_of.emplace();
  for (const auto& tag : condition->tags) {
    if (const auto revision = revision_of(tag)) expected.any_of->push_back(*revision);
  }
  return expected;
}

Result<bool> is_known_etag(const net::Request& request, std::string_view etag) {
  const auto text = header_list(request, "If-None-Match");
  if (!text) return false;
  const auto condition = parse_condition(*text);
  if (!condition) return malformed("If-None-Match");
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
