#pragma once

#include <functional>
#include <vector>

#include "portal/markdown_tree.h"
#include "portal/prepared_page.h"

namespace jeton::portal {

/// What a block refers to is resolved for the line that its tag is on.
using ResolveBlockLink = std::function<LinkTarget(const std::string& target, std::size_t line)>;

/// Makes blocks of the comments that stand for tags: what is between the tags of a pair moves inside. A tag
/// without its partner, and one that the dialect does not know here, becomes its text. Also turns `> [!NOTE]`
/// into a callout. Adds what is wrong to `page.problems`.
void build_blocks(const MarkdownTree& tree, PreparedPage& page, const Surroundings& surroundings,
                  const ResolveBlockLink& resolve);

}  // namespace jeton::portal
