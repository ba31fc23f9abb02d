#include "server/api_reference.h"

#include "server/embedded_pages.h"

namespace jeton::server {

bool ApiReference::owns(std::string_view path) noexcept {
  return path == "/api-reference" || path == "/api-reference/";
}

net::Response ApiReference::operator()(const net::Request& request) const {
  if (auto refused = refuse_unless_read(request)) return *std::move(refused);
  return page_response(200, "api-reference.html", random_);
}

}  // namespace jeton::server
