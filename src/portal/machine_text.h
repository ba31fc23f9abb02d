#pragma once

#include <span>
#include <string>
#include <string_view>

#include "portal/space.h"

/// Documentation for programs: `base_url` is the server as they see it, without a slash at the end.
namespace jeton::portal {

/// A page as Markdown. Its first line points at the index and at itself, its last section says how to search.
std::string page_for_machines(const Space& space, const Page& page, std::string_view base_url);

/// Pages of all `spaces` with their titles and descriptions, grouped as the navigation (llmstxt.org).
std::string llms_text(std::span<const Space* const> spaces, std::string_view base_url);
/// Every listed page in full.
std::string llms_full_text(std::span<const Space* const> spaces, std::string_view base_url);
/// The tree of the navigation as Markdown.
std::string sitemap_markdown(std::span<const Space* const> spaces, std::string_view base_url);
std::string sitemap_xml(std::span<const Space* const> spaces, std::string_view base_url);
std::string robots_text(std::string_view base_url);

/// What an address that is not there is answered with. `alike` are the addresses of likely pages.
std::string missing_for_machines(const Space& space, std::span<const Page* const> alike,
                                 std::string_view base_url);

/// A title between the brackets of a link of Markdown.
std::string link_text(std::string_view title);

/// The address of a page as Markdown, from the server's root.
std::string markdown_url(const Space& space, const Page& page);

}  // namespace jeton::portal
