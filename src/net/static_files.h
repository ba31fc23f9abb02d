#pragma once

#include <span>
#include <string>
#include <string_view>

#include "net/request.h"
#include "net/response.h"

namespace jeton::net {

/// A file that is part of the program. `cmake/embed.cmake` writes tables of these.
struct EmbeddedFile {
  std::string_view path;  ///< From the folder's root, `assets/index-4f3a9c21.js`.
  std::string_view media_type;
  std::string_view bytes;
  std::string_view gzip;    ///< The same compressed, or empty.
  std::string_view etag;    ///< Of `bytes`, in double quotes.
  bool immutable = false;   ///< The name contains a hash of the content: clients may keep it forever.
  std::string_view zstd{};  ///< The same compressed better, or empty. Preferred where the client takes both.
};

/// Files by path. The table outlives the object. Safe from any thread.
class StaticFiles {
 public:
  /// `files` is sorted by path, which the generated tables are.
  explicit StaticFiles(std::span<const EmbeddedFile> files) : files_{files} {}

  /// `path` with or without a slash at its start; nothing is decoded or resolved. Null for none.
  [[nodiscard]] const EmbeddedFile* find(std::string_view path) const noexcept;
  [[nodiscard]] std::span<const EmbeddedFile> files() const noexcept { return files_; }

 private:
  std::span<const EmbeddedFile> files_;
};

/// The file for a GET or HEAD, compressed if the client accepts it, with `ETag` and `Cache-Control`; 304 when
/// `If-None-Match` names what the client has.
Response file_response(const EmbeddedFile& file, const Request& request);

/// `html` with each `__CSP_NONCE__` replaced by `nonce`. Such a page must be sent with `no-store`.
std::string with_nonce(std::string_view html, std::string_view nonce);

}  // namespace jeton::net
