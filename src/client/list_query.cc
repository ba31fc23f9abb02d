#include "client/list_query.h"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace jeton::client {
namespace {

namespace urls = boost::urls;

// The signs of the query language stay readable (spec A-091). A percent sign is not among them: it is text.
constexpr auto kFilterChars = urls::unreserved_chars + urls::grammar::lut_chars{"()',;|=&*+:/@!$"};
constexpr auto kValueChars = urls::unreserved_chars + urls::grammar::lut_chars{"(),*+:/@"};

template <class Chars>
std::string encode_with(std::string_view text, const Chars& kept) {
  return urls::encode({text.data(), text.size()}, kept);
}

}  // namespace

std::string ListQuery::encode() const {
  std::string query;
  const auto add = [&query](std::string_view name, std::string_view value) {
    query += query.empty() ? '?' : '&';
    query += name;
    query += value;
  };
  if (limit) add("limit=", std::to_string(*limit));
  if (offset) add("offset=", std::to_string(*offset));
  if (!order.empty()) add("order=", encode_value(order));
  if (!select.empty()) add("select=", encode_value(select));
  if (render) add("", "render()");
  if (!filter.empty()) add("", encode_with(filter, kFilterChars));
  return query;
}

std::optional<std::string> quoted(std::string_view value) {
  const char quote = value.find('\'') == std::string_view::npos ? '\'' : '"';
  if (value.find(quote) != std::string_view::npos) return std::nullopt;
  return quote + std::string{value} + quote;
}

std::string encode_segment(std::string_view text) {
  return encode_with(text, urls::unreserved_chars);
}

std::string encode_value(std::string_view text) {
  return encode_with(text, kValueChars);
}

}  // namespace jeton::client
