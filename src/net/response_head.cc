#include "net/response_head.h"

#include <fmt/format.h>

#include <boost/beast/http/status.hpp>
#include <chrono>
#include <string_view>

namespace jeton::net {
namespace {

void append_header(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  for (const char c : value) {
    const bool is_control = (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f;
    head += is_control ? ' ' : c;
  }
  head += "\r\n";
}

std::string_view reason_of(int status) {
  // Beast knows 413 by the name of an older RFC, which is also the title of spec A-065.
  const auto reason =
      boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(status)));
  return {reason.data(), reason.size()};
}

}  // namespace

bool has_body(int status) noexcept {
  return status >= 200 && status != 204 && status != 304;
}

std::string format_http_date(base::Timestamp at) {
  static constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string write_head(const Response& response, const ResponseFrame& frame) {
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
  for (const auto& header : response.headers) append_header(head, header.name, header.value);
  append_header(head, "Date", format_http_date(frame.now));
  if (has_body(response.status)) {
    if (!frame.is_streamed) {
      append_header(head, "Content-Length", std::to_string(response.body.size()));
    } else if (frame.version >= 11) {
      append_header(head, "Transfer-Encoding", "chunked");
    }
  }
  if (!response.header("X-Content-Type-Options")) append_header(head, "X-Content-Type-Options", "nosniff");
  if (!response.header("Referrer-Policy")) append_header(head, "Referrer-Policy", "no-referrer");
  if (!response.header("Cache-Control")) append_header(head, "Cache-Control", "no-store");
  if (!frame.keeps_alive) {
    append_header(head, "Connection", "close");
  } else if (frame.version < 11) {
    append_header(head, "Connection", "keep-alive");
  }
  head += "\r\n";
  return head;
}

}  // namespace jeton::net
