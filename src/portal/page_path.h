#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jeton::portal {

/// The parts of a link as a page writes it. Each is decoded once.
struct LinkParts {
  std::string path;  ///< Empty for a link inside the page.
  std::string fragment;
};

/// Nothing for a broken escape.
std::optional<LinkParts> split_link(std::string_view target);

/// `path` as seen from `file`, without `.` and `..`; from the root for a path that begins with a slash. May
/// begin with
/// `../` when it leaves the folder. A slash at its end is dropped.
std::string path_from(std::string_view file, std::string_view path);

/// Whether a path of `path_from` leaves the folder.
bool leaves_folder(std::string_view path) noexcept;

/// `a/b` for `a/b/c.md`; empty for a file at the root.
std::string_view folder_of(std::string_view path) noexcept;
std::string_view name_of(std::string_view path) noexcept;

/// Whether the file is a page by its name.
bool is_page_name(std::string_view path) noexcept;
/// `README.md` and `index.md` are their folder's page.
bool is_folder_page_name(std::string_view path) noexcept;

/// Each segment percent-encoded.
std::string encode_path(std::string_view path);

}  // namespace jeton::portal
