#include "portal/machine_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/text.h"
#include "portal/front_matter.h"
#include "portal/html_text.h"

namespace jeton::portal {
namespace {

/// `address` is where questions are asked: a page's, with its ending.
std::string how_to_ask(const Space& space, std::string_view address, std::string_view base_url) {
  return fmt::format(
      "\n---\n\n# Instructions for agents\n\nWhat this page does not say may be on another one. Ask with an "
      "HTTP GET "
      "request on this address:\n\n```\nGET {0}{1}?ask=<question>&goal=<goal>\n```\n\n`ask` is one question "
      "in plain "
      "words that can be understood by itself. `goal` may be left out; it says what the answer is for, and "
      "steers "
      "what is chosen. The answer quotes the documentation and links to where it says so; with `Accept: "
      "application/json` it is JSON: `answered`, `answer`, `excerpts`, `sources`, `nearest`. When no page "
      "answers, it "
      "says so and names the nearest ones.\n\nTo search titles and headings alone:\n\n```\nGET "
      "{0}{2}/-/search?q=<words>\n```\n\nAdd `.md` to a page's address for its Markdown.\n",
      base_url, address, space.options().base);
}

void append_link(const Space& space, const Page& page, std::string_view title, std::string_view base_url,
                 std::string& text) {
  text += fmt::format("- [{}]({}{})", link_text(title), base_url, markdown_url(space, page));
  if (const auto& description = page.outline.front_matter.description; !description.empty()) {
    text += ": " + description;
  }
  text += '\n';
}

/// Lists the pages of the navigation, the groups of its first level as headings.
class Index {
 public:
  Index(const Space& space, std::string_view base_url, std::string& text)
      : space_{space}, base_url_{base_url}, text_{text} {}

  void write() {
    begin_group("Pages");
    for (const auto& entry : space_.navigation()) {
      if (entry.file.empty() && !entry.entries.empty()) {
        begin_group(entry.title);
        write_all(entry.entries);
        begin_group("More pages");
      } else {
        write_entry(entry);
      }
    }
    begin_group("Other pages");
    for (const auto* page : space_.listed()) write_page(*page, page->title);
  }

 private:
  /// Its heading is written with its first page: a group may have none.
  void begin_group(std::string_view title) { pending_ = title; }

  void write_all(const std::vector<NavigationEntry>& entries) {
    for (const auto& entry : entries) write_entry(entry);
  }

  void write_entry(const NavigationEntry& entry) {
    const auto* page = entry.file.empty() ? nullptr : space_.find_file(entry.file);
    if (page != nullptr && !page->outline.front_matter.is_hidden) write_page(*page, entry.title);
    write_all(entry.entries);
  }

  void write_page(const Page& page, std::string_view title) {
    if (!seen_.insert(&page).second) return;
    if (!pending_.empty()) text_ += fmt::format("\n## {}\n\n", pending_);
    pending_.clear();
    append_link(space_, page, title, base_url_, text_);
  }

  const Space& space_;
  std::string_view base_url_;
  std::string& text_;
  std::string pending_;
  std::set<const Page*> seen_;
};

void append_tree(const Space& space, const std::vector<NavigationEntry>& entries, std::string_view base_url,
                 const std::string& indent, std::string& text) {
  for (const auto& entry : entries) {
    const auto* page = entry.file.empty() ? nullptr : space.find_file(entry.file);
    if (page != nullptr) {
      text += fmt::format("{}- [{}]({}{})\n", indent, link_text(entry.title), base_url,
                          markdown_url(space, *page));
    } else if (!entry.url.empty()) {
      text += fmt::format("{}- [{}]({})\n", indent, link_text(entry.title), entry.url);
    } else {
      text += fmt::format("{}- {}\n", indent, entry.title);
    }
    append_tree(space, entry.entries, base_url, indent + "  ", text);
  }
}

std::string body_of(const Page& page) {
  return std::string{base::trim(split_front_matter(page.source).body)} + '\n';
}

}  // namespace

std::string link_text(std::string_view title) {
  std::string text;
  for (const char c : title) {
    if (c == '[' || c == ']' || c == '\\') text += '\\';
    text += c == '\n' ? ' ' : c;
  }
  return text;
}

std::string markdown_url(const Space& space, const Page& page) {
  return space.url_of(page) + ".md";
}

std::string page_for_machines(const Space& space, const Page& page, std::string_view base_url) {
  return fmt::format(
             "> For the complete documentation index, see [llms.txt]({0}{1}/llms.txt). Markdown versions of "
             "documentation pages "
             "are available by appending `.md` to page URLs; this page is available as "
             "[Markdown]({0}{2}).\n\n",
             base_url, space.options().base, markdown_url(space, page)) +
         body_of(page) + how_to_ask(space, markdown_url(space, page), base_url);
}

std::string llms_text(std::span<const Space* const> spaces, std::string_view base_url) {
  std::string text;
  for (const auto* space : spaces) {
    if (!text.empty()) text += '\n';
    text += fmt::format("# {}\n", space->options().title);
    if (const auto* first = space->find("");
        first != nullptr && !first->outline.front_matter.description.empty()) {
      text += fmt::format("\n> {}\n", first->outline.front_matter.description);
    }
    Index{*space, base_url, text}.write();
  }
  return text;
}

std::string llms_full_text(std::span<const Space* const> spaces, std::string_view base_url) {
  std::string text;
  for (const auto* space : spaces) {
    for (const auto* page : space->listed()) {
      if (!text.empty()) text += "\n---\n\n";
      text += fmt::format("Source: {}{}\n\n", base_url, markdown_url(*space, *page)) + body_of(*page);
    }
  }
  return text;
}

std::string sitemap_markdown(std::span<const Space* const> spaces, std::string_view base_url) {
  std::string text;
  for (const auto* space : spaces) {
    if (!text.empty()) text += '\n';
    text += fmt::format("# {}\n\n", space->options().title);
    append_tree(*space, space->navigation(), base_url, {}, text);
  }
  return text;
}

std::string sitemap_xml(std::span<const Space* const> spaces, std::string_view base_url) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const auto* space : spaces) {
    for (const auto* page : space->listed()) {
      text += fmt::format("<url><loc>{}{}</loc></url>\n", escape_html(base_url),
                          escape_html(space->url_of(*page)));
    }
  }
  return text + "</urlset>\n";
}

std::string robots_text(std::string_view base_url) {
  return fmt::format("User-agent: *\nDisallow: /public/\nDisallow: /gateway/\nSitemap: {}/sitemap.xml\n",
                     base_url);
}

std::string missing_for_machines(const Space& space, std::span<const Page* const> alike,
                                 std::string_view base_url) {
  std::string text = "# There is no such page\n";
  if (!alike.empty()) text += "\nPages that may be meant:\n\n";
  for (const auto* page : alike) append_link(space, *page, page->title, base_url, text);
  text +=
      fmt::format("\nThe index of all pages: [llms.txt]({}{}/llms.txt)\n", base_url, space.options().base);
  return text + how_to_ask(space, space.options().base + ".md", base_url);
}

}  // namespace jeton::portal
