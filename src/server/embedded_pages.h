#pragma once

#include <optional>
#include <string_view>

#include "base/random.h"
#include "net/request.h"
#include "net/response.h"
#include "net/static_files.h"

/// The pages that are built from console/ and embedded in the binary.
namespace jeton::server {

/// Every file of them. Empty in a binary that was built without.
const net::StaticFiles& embedded_pages();

/// The page `name`, such as `index.html`, with a fresh Content-Security-Policy nonce that lets scripts and
/// styles come from here alone; no other page may frame it. 503 in a binary that was built without it.
net::Response page_response(int status, std::string_view name, base::RandomSource& random);

/// 405 for another method than GET and HEAD, else nothing.
std::optional<net::Response> refuse_unless_read(const net::Request& request);

}  // namespace jeton::server
