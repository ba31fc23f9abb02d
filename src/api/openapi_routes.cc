#include <span>
#include <utility>

#include "api/exchange.h"
#include "base/check.h"
#include "net/static_files.h"

namespace jeton::embedded {

// Written by cmake/embed.cmake from openapi/jeton.yaml.
std::span<const net::EmbeddedFile> contract_files();

}  // namespace jeton::embedded

// The contract itself. Public, because nothing in it is secret and tools read it without a
// credential.
namespace jeton::api {
namespace {

base::Result<net::Response> get_openapi(Exchange& exchange) {
  const auto* file = net::StaticFiles{embedded::contract_files()}.find("openapi.json");
  JETON_ASSERT(file != nullptr);
  return net::file_response(*file, exchange.request);
}

}  // namespace

std::vector<Route> openapi_routes() {
  // Whatever a tool accepts, this is what there is.
  return {{"GET", "/public/v1/openapi.json", "getOpenApi", Authentication::kNone, nullptr, get_openapi, {}}};
}

}  // namespace jeton::api
