#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "net/request.h"
#include "net/response.h"
#include "portal/ask_limiter.h"
#include "portal/folder.h"
#include "portal/html_page.h"
#include "portal/space.h"

namespace jeton::portal {

class ServedSpace;

/// A folder that is served, and under which name: `/docs/NAME`, or `/docs` itself for an empty one.
struct SpaceSource {
  std::string name;
  std::string title;
  std::shared_ptr<const Folder> folder;
  /// For pages of the program itself, which refer to its source.
  bool may_lead_outside = false;
};

/// Documentation over HTTP: pages for people and for programs, indexes, search. Pages come from memory;
/// `refresh` reads folders that have changed. Safe from any thread.
class Site {
 public:
  /// `base_url` gives the address of the server, which is known once it listens. Errors: invalid at the
  /// folder's name when it cannot be read.
  static base::Result<std::unique_ptr<Site>> open(std::vector<SpaceSource> sources,
                                                  std::function<std::string()> base_url, const base::Log& log,
                                                  const base::Clock& clock);
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  /// `/docs`, what is below, `/llms.txt` and its like.
  [[nodiscard]] static bool owns(std::string_view path) noexcept;

  /// 405 for other methods than GET and HEAD.
  net::Response operator()(const net::Request& request) const;

  /// Reads the folders again whose files have changed. One that cannot be read any more stays as it was.
  void refresh();

 private:
  struct Seat {
    SpaceSource source;
    std::string base;
    std::shared_ptr<const ServedSpace> served;
  };

  Site(std::function<std::string()> base_url, const base::Log& log, const base::Clock& clock)
      : base_url_{std::move(base_url)}, log_{log}, limiter_{clock} {}

  base::Result<void> add(SpaceSource source);
  base::Result<std::shared_ptr<const ServedSpace>> load(const SpaceSource& source,
                                                        const std::string& base) const;
  [[nodiscard]] std::vector<std::shared_ptr<const ServedSpace>> served() const;
  [[nodiscard]] std::vector<SpaceLink> links() const;
  [[nodiscard]] std::optional<net::Response> index_of_all(const net::Request& request) const;

  std::function<std::string()> base_url_;
  const base::Log& log_;
  mutable std::mutex mutex_;  ///< Of `Seat::served`.
  mutable AskLimiter limiter_;
  std::vector<Seat> seats_;  ///< The longest base first.
};

}  // namespace jeton::portal
