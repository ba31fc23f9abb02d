#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "api/exchange.h"
#include "base/result.h"
#include "base/secret.h"

/// What the ways of signing in share.
namespace jeton::api {

/// A member that must be a non-empty string. Errors: invalid at `name`; never with its value.
base::Result<base::Secret> secret_member(const boost::json::object& body, std::string_view name);

/// The answer to a session that has just been opened: who it is, and its cookie.
base::Result<net::Response> opened_response(Exchange& exchange, const identity::OpenedSession& opened);

}  // namespace jeton::api
