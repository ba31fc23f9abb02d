#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/expected_revision.h"
#include "base/result.h"
#include "net/request.h"
#include "net/response.h"

/// Entity tags (RFC 9110 section 8.8.3): the tag of an object is its revision. What an answer shows of other
/// objects, and `lastAccessAt`, may move without it.
namespace jeton::api {

/// `"3"`.
std::string etag_of(std::int64_t revision);

/// What the request's `If-Match` says, for the command of a PUT, a DELETE or an action. Weak tags and tags
/// that are none of ours never match; `*` matches every object there is. Errors: invalid at `If-Match`.
base::Result<app::ExpectedRevision> expected_revision(const net::Request& request);

/// Whether the request's `If-None-Match` names the tag, weakly or not, or is `*`. Errors: invalid at
/// `If-None-Match`.
base::Result<bool> is_known_etag(const net::Request& request, std::string_view etag);

/// 304.
net::Response not_modified(std::string_view etag);

}  // namespace jeton::api
