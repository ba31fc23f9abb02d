#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "portal/surroundings.h"

namespace jeton::portal {

/// Resolves a link that an author wrote as HTML, on `line` of the prepared page.
using ResolveLink = std::function<LinkTarget(const std::string& target, LinkKind kind, std::size_t line)>;

/// Parses `html` as a browser does and writes it out again: only elements and attributes that the dialect
/// has, addresses that cannot run anything, everything else as text. Of elements with `kAuthorAttribute`,
/// only `align`, `alt`, `data-…`, `height`, `href`, `id`, `media`, `src`, `srcset` and `width` stay. A table
/// with `data-view="cards"` becomes a list of cards.
std::string filter_html(std::string_view html, const ResolveLink& resolve);

/// Whether `url` is relative, or of a scheme that only leads somewhere. `data:` pictures are for images
/// alone.
bool is_safe_url(std::string_view url, LinkKind kind);

}  // namespace jeton::portal
