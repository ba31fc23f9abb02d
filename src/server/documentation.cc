#include "server/documentation.h"

#include <span>
#include <utility>

#include "net/static_files.h"
#include "portal/folder.h"

namespace jeton::embedded {

// Written by cmake/embed.cmake from docs/.
std::span<const net::EmbeddedFile> docs_files();

}  // namespace jeton::embedded

namespace jeton::server {

Documentation::Documentation(std::vector<DocsFolder> folders, std::function<std::string()> base_url,
                             const base::Log& log, const base::Clock& clock)
    : folders_{std::move(folders)}, base_url_{std::move(base_url)}, log_{log}, clock_{clock} {}

base::Result<void> Documentation::open() {
  if (folders_.empty()) return {};
  std::vector<portal::SpaceSource> sources;
  for (const auto& folder : folders_) {
    sources.push_back({.name = folder.name,
                       .title = folder.name.empty() ? "Documentation" : folder.name,
                       .folder = portal::open_disk_folder(folder.path)});
  }
  JETON_TRY(site_, portal::Site::open(std::move(sources), base_url_, log_, clock_));
  return {};
}

portal::Site& Documentation::site() {
  std::call_once(once_, [this] {
    if (site_ != nullptr) return;
    // Part of the program: reading it cannot fail.
    site_ = *portal::Site::open({{.title = "Jeton",
                                  .folder = portal::open_embedded_folder(embedded::docs_files()),
                                  .may_lead_outside = true}},
                                base_url_, log_, clock_);
  });
  return *site_;
}

net::Response Documentation::operator()(const net::Request& request) {
  auto response = site()(request);
  response.route = "docs";
  return response;
}

void Documentation::refresh() {
  if (has_folders()) site().refresh();
}

}  // namespace jeton::server
