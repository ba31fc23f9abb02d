#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace jeton::server {

/// The address of a server as browsers and programs see it: http or https, and a host, perhaps with a port.
class BaseUrl {
 public:
  /// `https://tokens.example`, with or without a slash at its end. Errors: invalid at `base_url`.
  static base::Result<BaseUrl> parse(std::string_view text);

  /// Without a slash at the end.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] bool is_https() const noexcept { return https_; }

 private:
  BaseUrl(std::string text, bool https) : text_{std::move(text)}, https_{https} {}

  std::string text_;
  bool https_;
};

}  // namespace jeton::server
