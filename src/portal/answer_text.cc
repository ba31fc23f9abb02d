#include "portal/answer_text.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "net/percent.h"
#include "portal/machine_text.h"

namespace jeton::portal {
namespace {

namespace json = boost::json;

std::string source_url(const Space& space, const Source& source, std::string_view base_url) {
  auto url = std::string{base_url} + space.url_of(*source.page);
  if (!source.id.empty()) url += "#" + net::percent_encode(source.id);
  return url;
}

json::object to_json(const Space& space, const Source& source, std::string_view base_url) {
  return {{"url", source_url(space, source, base_url)},
          {"title", source.page->title},
          {"heading", source.heading}};
}

std::string source_link(const Space& space, const Source& source, std::string_view base_url) {
  const bool is_page = source.heading == source.page->title;
  return fmt::format("[{}]({})",
                     link_text(is_page ? source.heading : source.page->title + ": " + source.heading),
                     source_url(space, source, base_url));
}

std::string as_quotation(std::string_view text) {
  std::string lines;
  while (true) {
    const auto end = text.find('\n');
    lines += "> " + std::string{text.substr(0, end)} + "\n";
    if (end == text.npos) return lines;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string answer_as_json(const Space& space, const Answer& answer, std::string_view base_url) {
  json::array excerpts;
  json::array sources;
  for (const auto& excerpt : answer.excerpts) {
    excerpts.push_back(
        json::object{{"text", excerpt.text}, {"source", source_url(space, excerpt.source, base_url)}});
    sources.push_back(to_json(space, excerpt.source, base_url));
  }
  json::array nearest;
  for (const auto& source : answer.nearest) nearest.push_back(to_json(space, source, base_url));
  return json::serialize(json::object{{"answered", answer.is_answered},
                                      {"answer", answer.text},
                                      {"excerpts", std::move(excerpts)},
                                      {"sources", std::move(sources)},
                                      {"nearest", std::move(nearest)}});
}

std::string answer_as_markdown(const Space& space, const Answer& answer, std::string_view base_url) {
  if (!answer.is_answered) {
    std::string text = "The documentation does not answer this.\n";
    if (!answer.nearest.empty()) text += "\nWhat comes nearest:\n\n";
    for (const auto& source : answer.nearest) text += "- " + source_link(space, source, base_url) + "\n";
    return text;
  }
  std::string text = answer.text + "\n\n## Excerpts\n";
  for (const auto& excerpt : answer.excerpts) {
    text += "\n" + as_quotation(excerpt.text) + "\n" + source_link(space, excerpt.source, base_url) + "\n";
  }
  return text;
}

}  // namespace jeton::portal
