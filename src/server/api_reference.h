#pragma once

#include <string_view>

#include "base/random.h"
#include "net/request.h"
#include "net/response.h"

namespace jeton::server {

/// `/api-reference`: the contract to browse, public. Safe from any thread.
class ApiReference {
 public:
  explicit ApiReference(base::RandomSource& random) : random_{random} {}

  [[nodiscard]] static bool owns(std::string_view path) noexcept;

  /// The page, as `page_response` makes it; 405 for other methods than GET and HEAD.
  net::Response operator()(const net::Request& request) const;

 private:
  base::RandomSource& random_;
};

}  // namespace jeton::server
