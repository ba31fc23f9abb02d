#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "base/limits.h"

namespace jeton::edge {

/// A head that is longer is not ordinary. Well below what `net` takes.
inline constexpr std::size_t kOrdinaryHeadBytesMax = std::size_t{8} * 1024;
static_assert(kOrdinaryHeadBytesMax <= base::kRequestHeaderBytesMax);

/// The methods that an ordinary question has itself.
inline constexpr std::array<std::string_view, 7> kQuestionMethods{"GET",   "HEAD",   "POST",   "PUT",
                                                                  "PATCH", "DELETE", "OPTIONS"};

/// A gateway's question, asked in an ordinary way. Views point into the bytes that it was read from.
struct Question {
  std::size_t bytes = 0;        ///< Of the whole request, which has no body.
  std::string_view own_method;  ///< Of the question itself.
  std::string_view credential;  ///< Behind `Bearer`; never empty.
  std::string_view method;      ///< Of the request asked about.
  std::string_view target;
  /// Whether `X-Forwarded-For`, `X-Forwarded-Proto` or `Forwarded` is among the headers.
  bool is_forwarded = false;
};

/// The question at the front of `bytes`. Nothing for one that has not come in whole, and for everything that
/// is not ordinary: what is returned is well-formed HTTP/1.1 that every reader of RFC 9112 takes for the same
/// request, has no body, keeps its connection, and describes the request asked about once. Allocates nothing.
std::optional<Question> read_question(std::string_view bytes) noexcept;

}  // namespace jeton::edge
