#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "net/request.h"

/// What a route takes, known before a body is read.
namespace jeton::api {

enum class Body : std::uint8_t {
  kNone,   ///< An action or a question: what a client sends all the same is ignored.
  kSmall,  ///< `kSmallBodyBytesMax` at most: sign-in and its like, and a token that is asked about.
  kJson,
  kForm,  ///< JSON, or a form with a picture.
};

/// What an operation takes, by its method and path unless a table says otherwise.
Body body_of(std::string_view operation_id, std::string_view method, std::string_view pattern) noexcept;

/// The most bytes that a request with that head may bring.
std::size_t body_bytes_max(Body body, const net::Request& head);

/// Whether a request with that head is worked on for a tenth of a second and more: it hashes a password or
/// re-encodes a picture.
bool is_slow(std::string_view operation_id, Body body, const net::Request& head);

}  // namespace jeton::api
