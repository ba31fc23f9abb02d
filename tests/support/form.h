#pragma once

#include <string>

#include "support/http_exchange.h"

/// Pieces of `multipart/form-data` bodies, framed by `--frame`.
namespace jeton::tests {

/// A PNG of one red pixel.
std::string small_png();
/// A picture with a file name, as browsers send it.
std::string picture_part(const std::string& name, const std::string& bytes);
/// JSON without a file name (spec A-130).
std::string object_part(const std::string& name, const std::string& json);
/// The parts, closed.
Ask form_ask(std::string method, std::string target, const std::string& parts);

}  // namespace jeton::tests
