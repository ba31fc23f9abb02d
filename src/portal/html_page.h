#pragma once

#include <span>
#include <string>
#include <string_view>

#include "portal/finder.h"
#include "portal/space.h"

/// The HTML around what pages say. All of it works without a script.
namespace jeton::portal {

/// Another space that a page links to.
struct SpaceLink {
  std::string title;
  std::string url;

  bool operator==(const SpaceLink&) const = default;
};

/// A page with its navigation, breadcrumbs, contents and neighbours.
std::string page_as_html(const Space& space, const Page& page, std::span<const SpaceLink> spaces);

/// What an address that is not there shows. `alike` are likely pages.
std::string missing_as_html(const Space& space, std::span<const Page* const> alike,
                            std::span<const SpaceLink> spaces);

/// A list of spaces, where none of them is at the root.
std::string spaces_as_html(std::span<const SpaceLink> spaces);

/// Scripts, styles and pictures from here alone; nothing may frame a page.
inline constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

}  // namespace jeton::portal
