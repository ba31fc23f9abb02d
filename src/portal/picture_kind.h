#pragma once

#include <string_view>

namespace jeton::portal {

/// Whether a file of that name is shown as a picture.
bool is_picture_name(std::string_view file) noexcept;
/// Whether `front`, the first bytes of a file, begin as a picture of the kind that the name promises.
bool begins_as_picture(std::string_view file, std::string_view front) noexcept;
/// By the name's end; `application/octet-stream` for one that is not known, and for what a browser would run.
std::string_view media_type_of(std::string_view file) noexcept;

}  // namespace jeton::portal
