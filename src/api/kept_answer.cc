#include "api/kept_answer.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <utility>

#include "api/etag.h"

namespace jeton::api {
namespace {

using base::Error;
using base::Result;

constexpr int kCreated = 201;

Error unreadable() {
  return Error::internal("the answer that was kept of a create cannot be read");
}

Result<net::Response> read_body_alone(std::string_view text) {
  boost::system::error_code failed;
  const auto body = boost::json::parse(text, failed);
  if (failed || !body.is_object()) return unreadable();
  auto answer = net::json_response(kCreated, std::string{text});
  const auto* revision = body.get_object().if_contains("revision");
  if (revision != nullptr && revision->is_int64()) answer.set_header("ETag", etag_of(revision->get_int64()));
  return answer;
}

}  // namespace

std::string kept_answer(const net::Response& answer, std::string_view body) {
  return fmt::format("{} {}\n{}", answer.status, answer.header("ETag").value_or(""), body);
}

Result<net::Response> read_kept_answer(std::string_view text) {
  if (text.starts_with('{')) return read_body_alone(text);
  const auto end = text.find('\n');
  const auto blank = text.substr(0, end).find(' ');
  if (end == text.npos || blank == text.npos) return unreadable();
  int status = 0;
  const auto* last = text.data() + blank;
  const auto parsed = std::from_chars(text.data(), last, status);
  if (parsed.ec != std::errc{} || parsed.ptr != last) return unreadable();
  auto answer = net::json_response(status, std::string{text.substr(end + 1)});
  const auto etag = text.substr(blank + 1, end - blank - 1);
  if (!etag.empty()) answer.set_header("ETag", std::string{etag});
  return answer;
}

}  // namespace jeton::api
