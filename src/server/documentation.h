#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "net/request.h"
#include "net/response.h"
#include "portal/site.h"
#include "server/docs_folders.h"

namespace jeton::server {

/// The documentation that a server shows: the folders of its configuration, or else the pages that are part
/// of the program. Safe from any thread.
class Documentation {
 public:
  Documentation(std::vector<DocsFolder> folders, std::function<std::string()> base_url, const base::Log& log,
                const base::Clock& clock);

  [[nodiscard]] static bool owns(std::string_view path) noexcept { return portal::Site::owns(path); }

  /// Reads the folders, so that a server does not start without them. Errors: invalid at `docs`.
  base::Result<void> open();
  net::Response operator()(const net::Request& request);
  /// Reads folders that have changed.
  void refresh();
  [[nodiscard]] bool has_folders() const noexcept { return !folders_.empty(); }

 private:
  portal::Site& site();

  std::vector<DocsFolder> folders_;
  std::function<std::string()> base_url_;
  const base::Log& log_;
  const base::Clock& clock_;
  std::once_flag once_;  ///< The program's own pages are read when somebody asks for them.
  std::unique_ptr<portal::Site> site_;
};

}  // namespace jeton::server
