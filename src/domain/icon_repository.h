#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// A picture as it is served.
struct Icon {
  std::string media_type;
  std::string bytes;
};

/// Pictures of objects, by the object's id.
class IconRepository {
 public:
  virtual ~IconRepository() = default;
  virtual base::Result<std::optional<Icon>> find(std::string_view object_id) = 0;
  /// Adds or replaces.
  virtual base::Result<void> put(std::string_view object_id, const Icon& icon) = 0;
  virtual base::Result<void> remove(std::string_view object_id) = 0;
};

}  // namespace jeton::domain
