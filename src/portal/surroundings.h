#pragma once

#include <optional>
#include <string>

#include "base/result.h"

namespace jeton::portal {

enum class LinkKind : std::uint8_t { kPage, kImage };

/// Where a link of a page leads.
struct LinkTarget {
  /// Absolute, or empty when the link leads nowhere: then its text is shown without it.
  std::string url;
  std::string page;           ///< The file of the page that it leads to.
  std::string title;          ///< Of that page.
  std::string problem;        ///< What `check` reports, or empty.
  bool is_elsewhere = false;  ///< On another server.
  bool is_anchor_problem = false;
  bool is_unsafe = false;
};

struct IncludedText {
  std::string path;  ///< From the folder's root.
  std::string text;
};

/// What a page can refer to. The dialect knows no folder and no address.
class Surroundings {
 public:
  Surroundings() = default;
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;
  virtual ~Surroundings() = default;

  /// `target` as it is written in `file`.
  [[nodiscard]] virtual LinkTarget resolve(const std::string& file, const std::string& target,
                                           LinkKind kind) const = 0;
  /// Errors: invalid at `include`, with a complete sentence.
  [[nodiscard]] virtual base::Result<IncludedText> include(const std::string& file,
                                                           const std::string& target) const = 0;
  /// HTML of an operation of an OpenAPI file, each text of it escaped; nothing when there is no such file or
  /// operation.
  [[nodiscard]] virtual std::optional<std::string> operation(const std::string& file, const std::string& spec,
                                                             const std::string& path,
                                                             const std::string& method) const = 0;
};

}  // namespace jeton::portal
