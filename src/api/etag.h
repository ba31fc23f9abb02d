#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/command/expected_revision.h"
#include "base/result.h"
#include "net/request.h"
#include "net/response.h"

/// Entity tags (RFC 9110 section 8.8.3): the tag of an object is its revision. What an answer shows of other
/// objects, and `lastAccessAt`, may move without it.
namespace jeton::api {

/// `"3"`.
std::string etag_of(std::int64_t revision);

/// What the request's `If-Match` says, for the command of a PUT, a DELETE or an action. `*` matches every
/// object there is; other tags match nothing. Errors: invalid at `If-Match`.
///
/// A weak tag counts as the strong one, and so does a tag that ends with `-gzip` or `-br`, although RFC 9110
/// section 13.1.1 asks for the strong comparison: Jeton itself sends strong tags alone, so that whatever is
/// weak was made so by a proxy that changed how the body is encoded. The tag names a revision of the object,
/// which is what a change is for, and not the bytes of an answer.
base::Result<app::ExpectedRevision> expected_revision(const net::Request& request);

/// Whether the request's `If-None-Match` names the tag, in any of those spellings, or is `*`. Errors: invalid
/// at `If-None-Match`.
base::Result<bool> is_known_etag(const net::Request& request, std::string_view etag);

/// 304.
net::Response not_modified(std::string_view etag);

}  // namespace jeton::api
