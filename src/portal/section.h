#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "portal/space.h"

namespace jeton::portal {

enum class BlockKind : std::uint8_t { kText, kList, kRow, kCode };

/// What is cited as a whole: a paragraph, a list with all of its steps, a row of a table with the names of
/// its columns, code.
struct Block {
  BlockKind kind = BlockKind::kText;
  std::string text;

  bool operator==(const Block&) const = default;
};

/// What a page says below one heading.
struct Section {
  const Page* page = nullptr;
  std::string id;       ///< Of the heading; empty for what comes before the first one.
  std::string heading;  ///< Its text; the page's title for what comes before.
  std::string above;    ///< The headings that it is below, but for the page's title.
  std::vector<Block> blocks;
};

/// The sections of a page in their order, those without any text left out.
std::vector<Section> sections_of(const Page& page);

}  // namespace jeton::portal
