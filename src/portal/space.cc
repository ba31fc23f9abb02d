#include "portal/space.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "portal/page_path.h"
#include "portal/space_builder.h"

namespace jeton::portal {

base::Result<std::shared_ptr<const Space>> Space::load(std::shared_ptr<const Folder> folder,
                                                       SpaceOptions options) {
  return SpaceBuilder{std::move(folder), std::move(options)}.build();
}

const Page* Space::find(std::string_view address) const noexcept {
  const auto found = by_address_.find(address);
  return found == by_address_.end() ? nullptr : &pages_[found->second];
}

const Page* Space::find_file(std::string_view file) const noexcept {
  const auto found =
      std::lower_bound(pages_.begin(), pages_.end(), file,
                       [](const Page& page, std::string_view wanted) { return page.file < wanted; });
  return found != pages_.end() && found->file == file ? &*found : nullptr;
}

base::Result<std::string> Space::read_asset(std::string_view path) const {
  const auto found = assets_.find(path);
  if (found == assets_.end()) return base::Error::not_found();
  auto bytes = folder_->read_front(found->first, base::kDocsAssetBytesMax);
  if (bytes.has_error()) return base::Error::not_found();
  return bytes;
}

std::string Space::url_of(const Page& page) const {
  return page.address.empty() ? options_.base : options_.base + "/" + encode_path(page.address);
}

}  // namespace jeton::portal
