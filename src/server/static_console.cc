#include "server/static_console.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string>

#include "base/error.h"
#include "crypto/digest.h"
#include "net/problem.h"
#include "net/static_files.h"

namespace jeton::embedded {

// Written by cmake/embed.cmake from the built console.
std::span<const net::EmbeddedFile> console_files();

}  // namespace jeton::embedded

namespace jeton::server {
namespace {

using base::Error;
using base::ErrorKind;

const net::StaticFiles& console_files() {
  static const net::StaticFiles kFiles{embedded::console_files()};
  return kFiles;
}

/// Addresses that the console's own router shows a page for.
bool is_page(std::string_view path) {
  return path == "/" || path == "/home" || path.starts_with("/sign-in") ||
         path.starts_with("/administration/");
}

/// Scripts and styles from here alone, and no page may frame it.
std::string content_security_policy(std::string_view nonce) {
  return fmt::format(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{}'; style-src-attr 'none'; "
      "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
      "form-action 'self'; frame-ancestors 'none'",
      nonce);
}

}  // namespace

StaticConsole::StaticConsole(base::RandomSource& random) : random_{random} {}

net::Response StaticConsole::operator()(const net::Request& request) const {
  if (request.method() != "GET" && request.method() != "HEAD") {
    auto refused = net::problem_response(
        {ErrorKind::kMethodNotAllowed, "Only GET and HEAD are answered here."}, request);
    refused.set_header("Allow", "GET, HEAD");
    return refused;
  }
  const auto* page = console_files().find("index.html");
  int status = 200;
  if (!is_page(request.path())) {
    const auto* file = console_files().find(request.path());
    if (file != nullptr && file != page) return net::file_response(*file, request);
    // A person gets the console's own page for it; a program gets a problem.
    const auto accept = request.header("Accept").value_or("");
    if (accept.find("text/html") == accept.npos) return net::problem_response(Error::not_found(), request);
    status = 404;
  }
  if (page == nullptr) {
    return net::text_response(503, "This binary was built without the console: run make build.\n");
  }
  std::array<std::byte, 16> bytes{};
  random_.fill(bytes);
  const auto nonce = crypto::to_hex(bytes);
  auto response =
      net::bytes_response(status, "text/html; charset=utf-8", net::with_nonce(page->bytes, nonce));
  response.set_header("Content-Security-Policy", content_security_policy(nonce));
  response.set_header("Cross-Origin-Opener-Policy", "same-origin");
  return response;
}

}  // namespace jeton::server
