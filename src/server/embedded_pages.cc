#include "server/embedded_pages.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string>

#include "base/error.h"
#include "base/hex.h"
#include "crypto/digest.h"
#include "net/problem.h"

namespace jeton::embedded {

// Written by cmake/embed.cmake from the built console.
std::span<const net::EmbeddedFile> console_files();

}  // namespace jeton::embedded

namespace jeton::server {
namespace {

std::string content_security_policy(std::string_view nonce) {
  return fmt::format(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{}'; style-src-attr 'none'; "
      "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
      "form-action 'self'; frame-ancestors 'none'",
      nonce);
}

}  // namespace

const net::StaticFiles& embedded_pages() {
  static const net::StaticFiles kFiles{embedded::console_files()};
  return kFiles;
}

net::Response page_response(int status, std::string_view name, base::RandomSource& random) {
  const auto* page = embedded_pages().find(name);
  if (page == nullptr) {
    return net::text_response(503, "This binary was built without the console: run make build.\n");
  }
  const auto nonce = base::random_hex(random, 16);
  auto response =
      net::bytes_response(status, "text/html; charset=utf-8", net::with_nonce(page->bytes, nonce));
  response.set_header("Content-Security-Policy", content_security_policy(nonce));
  response.set_header("Cross-Origin-Opener-Policy", "same-origin");
  return response;
}

std::optional<net::Response> refuse_unless_read(const net::Request& request) {
  if (request.method() == "GET" || request.method() == "HEAD") return std::nullopt;
  auto refused = net::problem_response(
      {base::ErrorKind::kMethodNotAllowed, "Only GET and HEAD are answered here."}, request);
  refused.set_header("Allow", "GET, HEAD");
  return refused;
}

}  // namespace jeton::server
