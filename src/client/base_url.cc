#include "client/base_url.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace jeton::client {

base::Result<std::string> normalize_base_url(std::string_view text) {
  const auto parsed = boost::urls::parse_uri({text.data(), text.size()});
  const bool is_address = parsed.has_value() &&
                          (parsed->scheme_id() == boost::urls::scheme::http ||
                           parsed->scheme_id() == boost::urls::scheme::https) &&
                          !parsed->encoded_host().empty() && !parsed->has_userinfo() &&
                          !parsed->has_query() && !parsed->has_fragment();
  if (!is_address) {
    // Not the text itself: it may contain a password.
    return base::Error::invalid("url", "The address must look like https://tokens.example.com.");
  }
  while (text.ends_with('/')) text.remove_suffix(1);
  for (const std::string_view end : {"/v1", "/public"}) {
    // `/v1` alone may be someone else's path; only `/public/v1` is ours.
    if (end == "/v1" && !text.ends_with("/public/v1")) continue;
    if (text.ends_with(end)) text.remove_suffix(end.size());
  }
  while (text.ends_with('/')) text.remove_suffix(1);
  return std::string{text};
}

}  // namespace jeton::client
