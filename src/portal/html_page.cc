#include "portal/html_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/docs_limits.h"
#include "portal/html_text.h"
#include "portal/machine_text.h"

namespace jeton::portal {
namespace {

std::string link(std::string_view url, std::string_view text, std::string_view attributes = {}) {
  return fmt::format("<a href=\"{}\"{}>{}</a>", escape_html(url), attributes, escape_html(text));
}

std::size_t count(const std::vector<NavigationEntry>& entries) {
  auto all = entries.size();
  for (const auto& entry : entries) all += count(entry.entries);
  return all;
}

/// The entries from the first level down to the page; empty when it is not in the navigation.
bool find_way(const std::vector<NavigationEntry>& entries, std::string_view file,
              std::vector<const NavigationEntry*>& way) {
  for (const auto& entry : entries) {
    way.push_back(&entry);
    if (entry.file == file || find_way(entry.entries, file, way)) return true;
    way.pop_back();
  }
  return false;
}

/// The frame's first: where both say something of an element, the content's counts.
std::string stylesheets(std::string_view base) {
  return fmt::format(
      "<link rel=\"stylesheet\" href=\"{0}/-/portal.css\">\n<link rel=\"stylesheet\" "
      "href=\"{0}/-/content.css\">\n",
      escape_html(base));
}

class PageFrame {
 public:
  PageFrame(const Space& space, const Page* page, std::span<const SpaceLink> spaces)
      : space_{space}, page_{page}, spaces_{spaces} {
    if (page != nullptr) find_way(space.navigation(), page->file, way_);
    shows_all_ = count(space.navigation()) <= base::kDocsNavigationShownMax;
  }

  [[nodiscard]] std::string around(std::string_view content) const {
    return head() + "<body>\n<a class=\"skip\" href=\"#content\">Skip to content</a>\n" + header() +
           "<div class=\"frame\">\n" + "<main id=\"content\" tabindex=\"-1\">\n" + std::string{content} +
           "</main>\n" + contents() + navigation() + "</div>\n</body>\n</html>\n";
  }

  [[nodiscard]] std::string article() const {
    return breadcrumbs() + "<article>\n" + page_->html + "</article>\n" + neighbours() + foot();
  }

 private:
  [[nodiscard]] const std::string& title() const { return space_.options().title; }

  [[nodiscard]] std::string head() const {
    const auto page_title = page_ == nullptr ? "There is no such page" : page_->title;
    auto html = fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n",
        escape_html(page_title == title() ? page_title : page_title + " – " + title()));
    if (page_ != nullptr) {
      const auto& front = page_->outline.front_matter;
      if (!front.description.empty()) {
        html += fmt::format("<meta name=\"description\" content=\"{}\">\n", escape_html(front.description));
      }
      if (front.is_hidden) html += "<meta name=\"robots\" content=\"noindex\">\n";
      html += fmt::format("<link rel=\"alternate\" type=\"text/markdown\" href=\"{}\">\n",
                          escape_html(markdown_url(space_, *page_)));
    }
    const auto& base = space_.options().base;
    return html + stylesheets(base) +
           fmt::format("<script src=\"{}/-/portal.js\"></script>\n</head>\n", escape_html(base));
  }

  [[nodiscard]] std::string header() const {
    auto html =
        fmt::format("<header class=\"top\">{}", link(space_.options().base, title(), " class=\"home\""));
    if (spaces_.size() > 1) {
      html += "<nav class=\"spaces\" aria-label=\"Documentation\"><ul>";
      for (const auto& other : spaces_) {
        const bool is_this = other.url == space_.options().base;
        html += "<li>" + link(other.url, other.title, is_this ? " aria-current=\"true\"" : "") + "</li>";
      }
      html += "</ul></nav>";
    }
    // The script puts the search field and the switch of colours here.
    return html + fmt::format(
                      "<div class=\"tools\" data-jeton-tools=\"{}\"></div><a class=\"to-pages\" "
                      "href=\"#jeton-pages\">"
                      "All pages</a></header>\n",
                      escape_html(space_.options().base));
  }

  [[nodiscard]] std::string navigation() const {
    return "<nav class=\"pages\" id=\"jeton-pages\" aria-label=\"Pages\">\n" + tree(space_.navigation(), 0) +
           "</nav>\n";
  }

  [[nodiscard]] std::string tree(const std::vector<NavigationEntry>& entries, std::size_t depth) const {
    std::string html = "<ul>";
    for (const auto& entry : entries) {
      html += "<li>" + line(entry);
      if (!entry.entries.empty() && shows_below(entry, depth)) html += tree(entry.entries, depth + 1);
      html += "</li>";
    }
    return html + "</ul>\n";
  }

  /// Of a large space the way to the page, and what is beside it, are enough: every page sends all of this.
  [[nodiscard]] bool shows_below(const NavigationEntry& entry, std::size_t depth) const {
    return shows_all_ || (depth == 0 && entry.file.empty()) ||
           std::find(way_.begin(), way_.end(), &entry) != way_.end();
  }

  [[nodiscard]] std::string line(const NavigationEntry& entry) const {
    if (!entry.url.empty()) return link(entry.url, entry.title, " rel=\"noopener noreferrer\"");
    const auto* page = entry.file.empty() ? nullptr : space_.find_file(entry.file);
    if (page == nullptr) return fmt::format("<span>{}</span>", escape_html(entry.title));
    return link(space_.url_of(*page), entry.title, page == page_ ? " aria-current=\"page\"" : "");
  }

  [[nodiscard]] std::string breadcrumbs() const {
    if (way_.size() < 2) return {};
    std::string html = "<nav class=\"way\" aria-label=\"Breadcrumbs\"><ol>";
    for (const auto* entry : way_) {
      if (entry != way_.back()) html += "<li>" + line(*entry) + "</li>";
    }
    return html + "</ol></nav>\n";
  }

  [[nodiscard]] std::string contents() const {
    if (page_ == nullptr) return {};
    std::string html;
    for (const auto& heading : page_->outline.headings) {
      if (heading.level != 2 && heading.level != 3) continue;
      html +=
          fmt::format("<li class=\"level-{}\">{}</li>", heading.level, link("#" + heading.id, heading.text));
    }
    if (html.empty()) return {};
    return "<nav class=\"contents\" aria-label=\"On this page\"><p>On this page</p><ul>" + html +
           "</ul></nav>\n";
  }

  [[nodiscard]] std::string neighbours() const {
    const auto& listed = space_.listed();
    const auto found = std::find(listed.begin(), listed.end(), page_);
    if (found == listed.end() || listed.size() < 2) return {};
    std::string html = "<nav class=\"neighbours\" aria-label=\"Previous and next page\">";
    if (found != listed.begin()) html += neighbour(**std::prev(found), "Previous", "prev");
    if (std::next(found) != listed.end()) html += neighbour(**std::next(found), "Next", "next");
    return html + "</nav>\n";
  }

  [[nodiscard]] std::string neighbour(const Page& page, std::string_view label,
                                      std::string_view relation) const {
    return fmt::format("<a class=\"{0}\" rel=\"{0}\" href=\"{1}\"><span>{2}</span> {3}</a>", relation,
                       escape_html(space_.url_of(page)), label, escape_html(page.title));
  }

  [[nodiscard]] std::string foot() const {
    return "<footer>" + link(markdown_url(space_, *page_), "View as Markdown", " type=\"text/markdown\"") +
           "</footer>\n";
  }

  const Space& space_;
  const Page* page_;
  std::span<const SpaceLink> spaces_;
  std::vector<const NavigationEntry*> way_;
  bool shows_all_ = true;
};

std::string list_of(const std::vector<std::string>& items) {
  std::string html = "<ul>";
  for (const auto& item : items) html += "<li>" + item + "</li>";
  return html + "</ul>\n";
}

}  // namespace

std::string page_as_html(const Space& space, const Page& page, std::span<const SpaceLink> spaces) {
  const PageFrame frame{space, &page, spaces};
  return frame.around(frame.article());
}

std::string missing_as_html(const Space& space, std::span<const Page* const> alike,
                            std::span<const SpaceLink> spaces) {
  std::string content = "<article>\n<h1>There is no such page</h1>\n";
  if (!alike.empty()) {
    std::vector<std::string> items;
    for (const auto* page : alike) items.push_back(link(space.url_of(*page), page->title));
    content += "<p>Pages that may be meant:</p>\n" + list_of(items);
  }
  content += "<p>All pages are in the " + link(space.options().base + "/llms.txt", "index") +
             ". Programs ask with <code>GET " + escape_html(space.options().base) +
             ".md?ask=…</code></p>\n</article>\n";
  return PageFrame{space, nullptr, spaces}.around(content);
}

std::string spaces_as_html(std::span<const SpaceLink> spaces) {
  std::vector<std::string> items;
  for (const auto& space : spaces) items.push_back(link(space.url, space.title));
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\">\n<title>Documentation</title>\n" +
         stylesheets(spaces.empty() ? std::string_view{} : spaces.front().url) +
         "</head>\n<body>\n<main class=\"alone\" id=\"content\">\n<h1>Documentation</h1>\n" + list_of(items) +
         "</main>\n</body>\n</html>\n";
}

}  // namespace jeton::portal
