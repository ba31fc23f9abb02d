#include "server/static_console.h"

#include "base/error.h"
#include "net/problem.h"
#include "net/static_files.h"
#include "server/embedded_pages.h"

namespace jeton::server {
namespace {

constexpr std::string_view kPage = "index.html";

/// A-004 and what needs no account: addresses that the console's own router shows a page for.
bool is_page(std::string_view path) {
  return path == "/" || path == "/home" || path == "/invitation" || path.starts_with("/sign-in") ||
         path.starts_with("/administration/");
}

}  // namespace

StaticConsole::StaticConsole(base::RandomSource& random) : random_{random} {}

net::Response StaticConsole::operator()(const net::Request& request) const {
  if (auto refused = refuse_unless_read(request)) return *std::move(refused);
  int status = 200;
  if (!is_page(request.path())) {
    const auto* file = embedded_pages().find(request.path());
    // A page without its nonce is of no use.
    if (file != nullptr && !file->path.ends_with(".html")) return net::file_response(*file, request);
    // A person gets the console's own page for it; a program gets a problem.
    const auto accept = request.header("Accept").value_or("");
    if (accept.find("text/html") == accept.npos) {
      return net::problem_response(base::Error::not_found(), request);
    }
    status = 404;
  }
  return page_response(status, kPage, random_);
}

}  // namespace jeton::server
