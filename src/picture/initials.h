#pragma once

#include <string>
#include <string_view>

namespace jeton::picture {

inline constexpr std::string_view kInitialsMediaType = "image/svg+xml";

/// The picture of something that has none of its own: the first letters of the first two words of `name` on a
/// colour that `id` decides. The same for the same two texts, always. Nothing of `name` but those letters or
/// digits becomes part of it, so it is safe to serve whatever the name is. Never fails: a name without
/// letters gets `?`.
std::string initials_picture(std::string_view name, std::string_view id);

}  // namespace jeton::picture
