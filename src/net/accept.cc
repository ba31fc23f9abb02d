#include "net/accept.h"

#include <string>

#include "base/ascii.h"
#include "net/content_type.h"
#include "net/header.h"

namespace jeton::net {
namespace {

constexpr int kTheTypeItself = 3;

/// How closely a range fits: 3 the type itself, 2 `application/*`, 1 `*/*`, 0 not at all.
int closeness(std::string_view range, std::string_view media_type) noexcept {
  if (base::equal_without_case(range, media_type)) return kTheTypeItself;
  if (range == "*/*" || range == "*") return 1;
  if (range.size() > 2 && range.ends_with("/*")) {
    const auto slash = media_type.find('/');
    if (base::equal_without_case(range.substr(0, range.size() - 2), media_type.substr(0, slash))) return 2;
  }
  return 0;
}

bool is_refused(std::string_view range) {
  const auto weight = header_parameter(range, "q");
  if (!weight) return false;
  // `0`, `0.` and `0.000`; what is not a weight refuses nothing.
  return weight->starts_with('0') && weight->find_first_not_of("0.") == std::string::npos;
}

/// Several header lines are one list (RFC 9110 section 5.3).
std::string accept_of(const Request& request) {
  std::string accept;
  for (const auto& header : request.headers()) {
    if (!base::equal_without_case(header.name, "Accept")) continue;
    if (!accept.empty()) accept += ',';
    accept += header.value;
  }
  return accept;
}

/// Takes the first range, with its parameters, off `accept`.
std::string_view take_range(std::string_view& accept) {
  const auto comma = accept.find(',');
  const auto range = accept.substr(0, comma);
  accept.remove_prefix(comma == std::string_view::npos ? accept.size() : comma + 1);
  return range;
}

int closeness_of_range(std::string_view range, std::string_view media_type) {
  return closeness(trim_blanks(range.substr(0, range.find(';'))), media_type);
}

}  // namespace

bool accepts(std::string_view accept, std::string_view media_type) {
  if (trim_blanks(accept).empty()) return true;
  int closest = 0;
  bool accepted = false;
  while (!accept.empty()) {
    const auto range = take_range(accept);
    const int fit = closeness_of_range(range, media_type);
    if (fit == 0 || fit < closest) continue;
    const bool admits = !is_refused(range);
    accepted = fit == closest ? accepted || admits : admits;
    closest = fit;
  }
  return accepted;
}

bool asks_for(const Request& request, std::string_view media_type) {
  const auto accept = accept_of(request);
  std::string_view rest = accept;
  while (!rest.empty()) {
    const auto range = take_range(rest);
    if (closeness_of_range(range, media_type) == kTheTypeItself && !is_refused(range)) return true;
  }
  return false;
}

base::Result<void> check_accept(const Request& request, std::string_view media_type) {
  if (accepts(accept_of(request), media_type)) return {};
  return base::Error{base::ErrorKind::kNotAcceptable, "The answer is " + std::string{media_type} +
                                                          ", which the Accept header does not allow."};
}

}  // namespace jeton::net
