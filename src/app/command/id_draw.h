#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/result.h"

namespace jeton::app {

/// `PREFIX-dddd…` with `groups` random groups, never all zeros (spec ).
std::string draw_id_text(base::RandomSource& random, std::string_view prefix, std::size_t groups);

/// How many groups a new id needs when the table holds about `rows`: one more than `groups_min` for every
/// time that a tenth of the space is used up, so that collisions are rare.
std::size_t id_groups_for(std::int64_t rows, std::size_t groups_min) noexcept;

template <class Tag>
base::Id<Tag> draw_id(base::RandomSource& random, std::int64_t rows) {
  auto id = base::Id<Tag>::parse(draw_id_text(random, Tag::kPrefix, id_groups_for(rows, Tag::kGroups)));
  JETON_ASSERT(id.has_value());
  return *std::move(id);
}

/// Draws ids until `insert` (id → `Result<bool>`, false when taken) takes one; returns that id.
/// Errors: those of `insert`; internal after `kIdDrawsMax` collisions.
template <class Tag, class Insert>
base::Result<base::Id<Tag>> insert_with_new_id(base::RandomSource& random, std::int64_t rows, Insert insert) {
  for (int draw = 0; draw < base::kIdDrawsMax; ++draw) {
    auto id = draw_id<Tag>(random, rows);
    JETON_TRY(const bool inserted, insert(id));
    if (inserted) return id;
  }
  return base::Error::internal("no free id was found");
}

}  // namespace jeton::app
