#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "portal/front_matter.h"
#include "portal/heading.h"
#include "portal/problem.h"
#include "portal/surroundings.h"

/// The Markdown that pages are written in: CommonMark and GitHub's extensions, footnotes, front matter, block
/// tags, ids of headings, and raw HTML of an allow-list. docs/formats/pages.md is its description.
namespace jeton::portal {

/// What other pages need to know about one.
struct Outline {
  FrontMatter front_matter;
  std::string title;  ///< The first heading of level 1, else the title of the front matter; may be empty.
  std::vector<Heading> headings;
  std::set<std::string> anchors;                                  ///< Ids of headings, and named places.
  std::map<std::string, std::string, std::less<>> loose_anchors;  ///< By `loose_anchor`.
};

struct RenderedPage {
  std::string html;  ///< What belongs into the page's frame. Nothing in it can run.
  std::vector<Problem> problems;
  std::set<std::string> links;  ///< The files of the pages that it leads to.
};

/// Errors: invalid at `page` for a page that is refused as a whole: not UTF-8, too large, nested too deeply.
base::Result<Outline> outline_page(const std::string& file, std::string_view text,
                                   const Surroundings& surroundings);

/// Errors: those of `outline_page`.
base::Result<RenderedPage> render_page(const std::string& file, std::string_view text,
                                       const Surroundings& surroundings);

}  // namespace jeton::portal
