#include "portal/space_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/docs_limits.h"
#include "base/limits.h"
#include "base/read_file.h"
#include "base/text.h"
#include "net/percent.h"
#include "portal/expansion.h"
#include "portal/openapi_operation.h"
#include "portal/page_path.h"
#include "portal/picture_kind.h"

namespace jeton::portal {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kSummary = "SUMMARY.md";
constexpr std::string_view kSynonyms = "SYNONYMS.yaml";
/// What other systems write in place of a link to a page that is gone.
constexpr std::string_view kBrokenReference = "broken-reference";
constexpr std::size_t kPictureFrontBytes = 1024;

/// Files of the writer's tools: they can be included and linked, and are no pages.
bool is_tool_file(std::string_view path) {
  return path.starts_with(".gitbook/");
}

std::string address_of(const std::string& file) {
  return is_folder_page_name(file) ? std::string{folder_of(file)} : file.substr(0, file.size() - 3);
}

/// Whether a link leads to another server, or into a program: `https:`, `//host`, `mailto:`.
bool leads_elsewhere(std::string_view target) {
  if (target.starts_with("//")) return true;
  const auto colon = target.find(':');
  return colon != target.npos && colon < target.find_first_of("/?#");
}

LinkTarget broken(std::string problem) {
  return {.problem = std::move(problem)};
}

}  // namespace

SpaceBuilder::SpaceBuilder(std::shared_ptr<const Folder> folder, SpaceOptions options) : space_{new Space} {
  space_->folder_ = std::move(folder);
  space_->options_ = std::move(options);
}

Result<std::shared_ptr<const Space>> SpaceBuilder::build() {
  JETON_TRY(space_->listing_, space_->folder_->list());
  space_->problems_ = space_->listing_.refused;
  sort_files();
  assign_addresses();
  outline_pages();
  read_navigation();
  render_pages();
  report_unreachable();
  list_pages();
  std::stable_sort(
      space_->problems_.begin(), space_->problems_.end(),
      [](const Problem& a, const Problem& b) { return std::tie(a.file, a.line) < std::tie(b.file, b.line); });
  return std::shared_ptr<const Space>{std::move(space_)};
}

void SpaceBuilder::report(ProblemKind kind, std::string file, std::size_t line, std::string message) {
  space_->problems_.push_back({kind, std::move(file), line, std::move(message)});
}

void SpaceBuilder::sort_files() {
  for (const auto& file : space_->listing_.files) {
    first_of_name_.emplace(name_of(file.path), &file);
    if (file.path == kSummary) {
      has_summary_ = true;
    } else if (file.path == kSynonyms) {
      read_synonyms(file);
    } else if (is_page_name(file.path) && !is_tool_file(file.path)) {
      read_page(file);
    } else {
      check_asset(file);
    }
  }
}

void SpaceBuilder::read_page(const FolderFile& file) {
  if (file.bytes > base::kDocsPageBytesMax) {
    return report(ProblemKind::kRefusedFile, file.path, 0,
                  fmt::format("The page has more than {} bytes.", base::kDocsPageBytesMax));
  }
  auto text = space_->folder_->read_front(file.path, base::kDocsPageBytesMax);
  if (text.has_error()) {
    return report(ProblemKind::kRefusedFile, file.path, 0, "The page " + base::words_of(text.error()));
  }
  Page page{.file = file.path};
  page.source = *std::move(text);
  space_->pages_.push_back(std::move(page));
}

void SpaceBuilder::read_synonyms(const FolderFile& file) {
  if (file.bytes > base::kDocsSynonymsBytesMax) {
    return report(ProblemKind::kBadSynonyms, file.path, 0,
                  fmt::format("The file has more than {} bytes.", base::kDocsSynonymsBytesMax));
  }
  const auto text = space_->folder_->read_front(file.path, base::kDocsSynonymsBytesMax);
  if (text.has_error()) {
    return report(ProblemKind::kBadSynonyms, file.path, 0, "The file " + base::words_of(text.error()));
  }
  if (const auto added = space_->synonyms_.add(*text); added.has_error()) {
    report(ProblemKind::kBadSynonyms, file.path, 0,
           "The synonyms are not used. " + base::words_of(added.error()));
  }
}

void SpaceBuilder::check_asset(const FolderFile& file) {
  if (file.bytes > base::kDocsAssetBytesMax) {
    return report(ProblemKind::kRefusedFile, file.path, 0,
                  fmt::format("The file has more than {} bytes.", base::kDocsAssetBytesMax));
  }
  if (is_picture_name(file.path)) {
    const auto front = space_->folder_->read_front(file.path, kPictureFrontBytes);
    if (front.has_error()) {
      return report(ProblemKind::kRefusedFile, file.path, 0, "The picture " + base::words_of(front.error()));
    }
    if (!begins_as_picture(file.path, *front)) {
      return report(ProblemKind::kRefusedFile, file.path, 0,
                    "The file is not the kind of picture that its name says.");
    }
  }
  space_->assets_[file.path] = file.bytes;
}

void SpaceBuilder::assign_addresses() {
  // The page of a folder comes first: `a/README.md` before `a.md`, which then keeps its ending.
  std::vector<std::size_t> order(space_->pages_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_partition(order.begin(), order.end(),
                        [this](std::size_t i) { return is_folder_page_name(space_->pages_[i].file); });
  for (const auto i : order) {
    auto& page = space_->pages_[i];
    page.address = address_of(page.file);
    if (const auto [found, is_new] = space_->by_address_.emplace(page.address, i); !is_new) {
      report(ProblemKind::kAmbiguousPage, page.file, 0,
             fmt::format("{} has the same address. This page is at /{}.", space_->pages_[found->second].file,
                         page.file));
      // As it is written: no other page can have that.
      page.address = page.file;
      space_->by_address_.emplace(page.address, i);
    }
  }
}

void SpaceBuilder::outline_pages() {
  for (auto& page : space_->pages_) {
    auto outline = outline_page(page.file, page.source, *this);
    if (outline.has_error()) continue;  // Rendering reports it.
    page.outline = *std::move(outline);
    page.title = page.outline.title;
  }
}

void SpaceBuilder::read_navigation() {
  if (!has_summary_) {
    for (auto& page : space_->pages_) {
      if (page.title.empty()) page.title = page.file;
    }
    std::vector<ListedPage> pages;
    for (const auto& page : space_->pages_) {
      if (!page.outline.front_matter.is_hidden) pages.push_back({page.file, page.title});
    }
    space_->navigation_ = navigation_of_folders(pages);
    return;
  }
  const std::string summary{kSummary};
  const auto text = space_->folder_->read_front(summary, base::kDocsPageBytesMax);
  if (text.has_error() || !base::count_code_points(*text)) {
    return report(ProblemKind::kRefusedFile, summary, 0, "The navigation cannot be read, or is not UTF-8.");
  }
  if (auto why = find_expansion(*text)) return report(ProblemKind::kRefusedFile, summary, 0, *std::move(why));
  space_->navigation_ = read_summary(*text, [&](const SummaryLink& link) -> std::optional<std::string> {
    if (leads_elsewhere(link.target)) return std::nullopt;
    const auto target = resolve(summary, link.target, LinkKind::kPage);
    if (!target.problem.empty()) {
      report(target.is_anchor_problem ? ProblemKind::kBrokenAnchor : ProblemKind::kBrokenLink, summary,
             link.line, target.problem);
    }
    if (target.page.empty()) return std::nullopt;
    return target.page;
  });
  const auto name = [this](const auto& self, const std::vector<NavigationEntry>& entries) -> void {
    for (const auto& entry : entries) {
      if (const auto* named = space_->find_file(entry.file); named != nullptr && named->title.empty()) {
        space_->pages_[static_cast<std::size_t>(named - space_->pages_.data())].title = entry.title;
      }
      self(self, entry.entries);
    }
  };
  name(name, space_->navigation_);
  for (auto& page : space_->pages_) {
    if (page.title.empty()) page.title = page.file;
  }
}

void SpaceBuilder::render_pages() {
  for (auto& page : space_->pages_) {
    auto rendered = render_page(page.file, page.source, *this);
    if (rendered.has_error()) {
      report(ProblemKind::kRefusedFile, page.file, 0, base::words_of(rendered.error()));
      space_->by_address_.erase(page.address);
      page.source.clear();
      continue;
    }
    page.html = std::move(rendered->html);
    space_->problems_.insert(space_->problems_.end(), rendered->problems.begin(), rendered->problems.end());
    links_[page.file].assign(rendered->links.begin(), rendered->links.end());
  }
  // A page that is refused is none.
  std::erase_if(space_->pages_, [this](const Page& page) { return !links_.contains(page.file); });
  space_->by_address_.clear();
  for (std::size_t i = 0; i < space_->pages_.size(); ++i) {
    space_->by_address_.emplace(space_->pages_[i].address, i);
  }
}

void SpaceBuilder::report_unreachable() {
  if (!has_summary_) return;
  std::vector<std::string> waiting = pages_in_order(space_->navigation_);
  // Where readers arrive.
  if (const auto* first = space_->find("")) waiting.push_back(first->file);
  std::set<std::string> reached{waiting.begin(), waiting.end()};
  while (!waiting.empty()) {
    const auto file = std::move(waiting.back());
    waiting.pop_back();
    for (const auto& next : links_[file]) {
      if (reached.insert(next).second) waiting.push_back(next);
    }
  }
  for (const auto& page : space_->pages_) {
    if (reached.contains(page.file) || page.outline.front_matter.is_hidden) continue;
    report(ProblemKind::kUnreachablePage, page.file, 0,
           "The page is not in SUMMARY.md, and no page that can be reached links to it.");
  }
}

void SpaceBuilder::list_pages() {
  std::set<std::string> seen;
  for (const auto& file : pages_in_order(space_->navigation_)) {
    const auto* page = space_->find_file(file);
    if (page == nullptr || !seen.insert(file).second || page->outline.front_matter.is_hidden) continue;
    space_->listed_.push_back(page);
  }
  for (const auto& page : space_->pages_) {
    if (page.outline.front_matter.is_hidden || seen.contains(page.file)) continue;
    space_->listed_.push_back(&page);
  }
}

const Page* SpaceBuilder::page_at(const std::string& path) const {
  if (const auto* page = space_->find_file(path)) return page;
  for (const auto& candidate : {path + ".md", path.empty() ? "README.md" : path + "/README.md",
                                path.empty() ? "index.md" : path + "/index.md"}) {
    if (const auto* page = space_->find_file(candidate)) return page;
  }
  return nullptr;
}

LinkTarget SpaceBuilder::resolve(const std::string& file, const std::string& target, LinkKind kind) const {
  const auto wanted = std::string{base::trim(target)};
  if (wanted.empty()) return broken("The link is empty.");
  if (wanted.find(kBrokenReference) != wanted.npos && !leads_elsewhere(wanted)) {
    return broken("The link was broken when the page was exported: broken-reference.");
  }
  if (leads_elsewhere(wanted)) return {.url = wanted, .is_elsewhere = !wanted.starts_with("data:")};
  const auto parts = split_link(wanted);
  if (!parts) return broken(fmt::format("{} has a broken percent-escape.", base::cut_to_bytes(wanted, 200)));
  return resolve_inside(file, *parts, kind);
}

LinkTarget SpaceBuilder::resolve_inside(const std::string& file, const LinkParts& parts,
                                        LinkKind kind) const {
  if (parts.path.empty()) {
    // Text that is included is part of many pages: what it calls its own is theirs.
    const auto* page = space_->find_file(file);
    return page == nullptr ? LinkTarget{.url = "#" + net::percent_encode(parts.fragment)}
                           : link_to_page(*page, parts.fragment);
  }
  const auto path = path_from(file, parts.path);
  if (leaves_folder(path)) {
    if (space_->options_.may_lead_outside && space_->folder_->exists_beside(path)) return {};
    return broken(fmt::format("{} leads out of the folder.", base::cut_to_bytes(parts.path, 200)));
  }
  if (kind == LinkKind::kPage) {
    if (const auto* page = page_at(path)) return link_to_page(*page, parts.fragment);
  }
  if (space_->assets_.contains(path)) return {.url = space_->options_.base + "/" + encode_path(path)};
  return broken(fmt::format("{} leads nowhere.", base::cut_to_bytes(parts.path, 200)));
}

LinkTarget SpaceBuilder::link_to_page(const Page& page, const std::string& fragment) const {
  LinkTarget target{.url = space_->url_of(page), .page = page.file, .title = page.title};
  if (fragment.empty()) return target;
  const auto& anchors = page.outline.anchors;
  if (anchors.contains(fragment)) {
    target.url += "#" + net::percent_encode(fragment);
    return target;
  }
  const auto& loose = page.outline.loose_anchors;
  if (const auto alike = loose.find(loose_anchor(fragment)); alike != loose.end() && !alike->first.empty()) {
    target.url += "#" + net::percent_encode(alike->second);
    return target;
  }
  target.problem = fmt::format("{} has no heading #{}.", page.file, base::cut_to_bytes(fragment, 200));
  target.is_anchor_problem = true;
  return target;
}

Result<IncludedText> SpaceBuilder::include(const std::string& file, const std::string& target) const {
  const auto refuse = [&target](std::string_view why) {
    return Error::invalid("include", fmt::format("{} {}", base::cut_to_bytes(target, 200), why));
  };
  const auto parts = split_link(target);
  if (!parts || parts->path.empty()) return refuse("is not the path of a file.");
  const auto path = path_from(file, parts->path);
  if (leaves_folder(path)) return refuse("leads out of the folder.");
  const auto* found = space_->listing_.find(path);
  if (found == nullptr) return refuse("leads nowhere.");
  if (found->bytes > base::kDocsPageBytesMax) return refuse("is larger than a page may be.");
  auto text = space_->folder_->read_front(path, base::kDocsPageBytesMax);
  if (text.has_error()) return refuse(base::words_of(text.error()));
  return IncludedText{path, *std::move(text)};
}

const yaml::YamlNode* SpaceBuilder::contract(const std::string& file, const std::string& spec) const {
  static constexpr std::array<std::string_view, 3> kEndings{".yaml", ".yml", ".json"};
  const auto* found = space_->listing_.find(path_from(file, spec));
  for (const auto ending : kEndings) {
    const auto named = first_of_name_.find(spec + std::string{ending});
    if (named != first_of_name_.end() && (found == nullptr || named->second->path < found->path)) {
      found = named->second;
    }
  }
  if (spec.empty() || found == nullptr || found->bytes > base::kDocsOpenApiBytesMax) return nullptr;
  auto [read, is_new] = contracts_.try_emplace(found->path);
  if (is_new) {
    const auto text = space_->folder_->read_front(found->path, base::kDocsOpenApiBytesMax);
    if (text.has_value()) {
      auto parsed = yaml::parse_yaml(*text, {.depth_max = base::kDocsOpenApiDepthMax});
      if (parsed.has_value()) read->second = *std::move(parsed);
    }
  }
  return read->second ? &*read->second : nullptr;
}

std::optional<std::string> SpaceBuilder::operation(const std::string& file, const std::string& spec,
                                                   const std::string& path, const std::string& method) const {
  const auto* document = contract(file, spec);
  return document == nullptr ? std::nullopt : render_operation(*document, path, method);
}

}  // namespace jeton::portal
