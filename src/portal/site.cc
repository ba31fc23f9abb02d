#include "portal/site.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/read_file.h"
#include "net/percent.h"
#include "net/problem.h"
#include "portal/machine_text.h"
#include "portal/served_space.h"

namespace jeton::portal {
namespace {

constexpr std::string_view kBase = "/docs";
constexpr std::array<std::string_view, 5> kIndexes{"/llms-full.txt", "/llms.txt", "/robots.txt",
                                                   "/sitemap.md", "/sitemap.xml"};

bool is_below(std::string_view path, std::string_view base) {
  return path.starts_with(base) &&
         (path.size() == base.size() || path[base.size()] == '/' || path.substr(base.size()) == ".md");
}

net::Response refused_method(const net::Request& request) {
  auto refused = net::problem_response(
      {base::ErrorKind::kMethodNotAllowed, "Only GET and HEAD are answered here."}, request);
  refused.set_header("Allow", "GET, HEAD");
  return refused;
}

}  // namespace

Site::~Site() = default;

base::Result<std::unique_ptr<Site>> Site::open(std::vector<SpaceSource> sources,
                                               std::function<std::string()> base_url, const base::Log& log,
                                               const base::Clock& clock) {
  std::unique_ptr<Site> site{new Site{std::move(base_url), log, clock}};
  for (auto& source : sources) JETON_CHECK(site->add(std::move(source)));
  std::stable_sort(site->seats_.begin(), site->seats_.end(),
                   [](const Seat& a, const Seat& b) { return a.base.size() > b.base.size(); });
  return site;
}

base::Result<void> Site::add(SpaceSource source) {
  Seat seat{.source = std::move(source)};
  seat.base =
      std::string{kBase} + (seat.source.name.empty() ? "" : "/" + net::percent_encode(seat.source.name));
  auto served = load(seat.source, seat.base);
  if (served.has_error()) {
    return base::Error::invalid("docs", seat.source.title + " " + base::words_of(served.error()));
  }
  seat.served = *std::move(served);
  seats_.push_back(std::move(seat));
  return {};
}

base::Result<std::shared_ptr<const ServedSpace>> Site::load(const SpaceSource& source,
                                                            const std::string& base) const {
  JETON_TRY(auto space,
            Space::load(source.folder,
                        {.base = base, .title = source.title, .may_lead_outside = source.may_lead_outside}));
  for (const auto& problem : space->problems()) {
    // What a writer has to mend, and what keeps something from being served, at different levels.
    const auto level =
        problem.kind == ProblemKind::kRefusedFile ? base::LogLevel::kWarning : base::LogLevel::kInfo;
    log_.write(level, "docs.problem",
               {{"space", source.title},
                {"kind", to_string(problem.kind)},
                {"file", problem.file},
                {"line", static_cast<std::int64_t>(problem.line)},
                {"detail", problem.message}});
  }
  log_.info("docs.read",
            {{"space", source.title}, {"pages", static_cast<std::int64_t>(space->pages().size())}});
  return std::make_shared<const ServedSpace>(std::move(space));
}

std::vector<std::shared_ptr<const ServedSpace>> Site::served() const {
  const std::scoped_lock lock{mutex_};
  std::vector<std::shared_ptr<const ServedSpace>> all;
  for (const auto& seat : seats_) all.push_back(seat.served);
  return all;
}

std::vector<SpaceLink> Site::links() const {
  std::vector<SpaceLink> links;
  for (const auto& seat : seats_) links.push_back({seat.source.title, seat.base});
  std::sort(links.begin(), links.end(), [](const SpaceLink& a, const SpaceLink& b) { return a.url < b.url; });
  return links;
}

bool Site::owns(std::string_view path) noexcept {
  return is_below(path, kBase) || std::find(kIndexes.begin(), kIndexes.end(), path) != kIndexes.end();
}

std::optional<net::Response> Site::index_of_all(const net::Request& request) const {
  const auto& path = request.path();
  if (std::find(kIndexes.begin(), kIndexes.end(), path) == kIndexes.end()) return std::nullopt;
  const auto all = served();
  std::vector<const Space*> spaces;
  spaces.reserve(all.size());
  for (const auto& one : all) spaces.push_back(&one->space());
  const auto base_url = base_url_();
  if (path == "/llms.txt")
    return text_answer(request, "text/markdown; charset=utf-8", llms_text(spaces, base_url));
  if (path == "/llms-full.txt") {
    return text_answer(request, "text/markdown; charset=utf-8", llms_full_text(spaces, base_url));
  }
  if (path == "/sitemap.md") {
    return text_answer(request, "text/markdown; charset=utf-8", sitemap_markdown(spaces, base_url));
  }
  if (path == "/sitemap.xml") return text_answer(request, "application/xml", sitemap_xml(spaces, base_url));
  return text_answer(request, "text/plain; charset=utf-8", robots_text(base_url));
}

net::Response Site::operator()(const net::Request& request) const {
  if (request.method() != "GET" && request.method() != "HEAD") return refused_method(request);
  if (auto index = index_of_all(request)) return *std::move(index);
  // The server has left what would change the shape of a path as it was; here it is part of a name.
  const auto decoded = net::percent_decode(request.path());
  const auto path = decoded.value_or(request.path());
  const auto all = served();
  const auto all_links = links();
  const auto base_url = base_url_();
  for (const auto& one : all) {
    const auto& base = one->space().options().base;
    if (!is_below(path, base)) continue;
    auto rest = std::string_view{path}.substr(base.size());
    if (rest == ".md") return one->first_page_as_markdown(request, base_url, limiter_);
    if (rest.starts_with('/')) rest.remove_prefix(1);
    return one->answer(request, rest, base_url, all_links, limiter_);
  }
  if (path == kBase) {
    auto response = text_answer(request, "text/html; charset=utf-8", spaces_as_html(all_links));
    response.set_header("Content-Security-Policy", std::string{kPagePolicy});
    return response;
  }
  return net::problem_response(base::Error::not_found(), request);
}

void Site::refresh() {
  for (auto& seat : seats_) {
    std::shared_ptr<const ServedSpace> before;
    {
      const std::scoped_lock lock{mutex_};
      before = seat.served;
    }
    const auto listing = seat.source.folder->list();
    if (listing.has_value() && *listing == before->space().listing()) continue;
    auto fresh = load(seat.source, seat.base);
    if (fresh.has_error()) {
      log_.warning("docs.unreadable",
                   {{"space", seat.source.title}, {"detail", base::words_of(fresh.error())}});
      continue;
    }
    const std::scoped_lock lock{mutex_};
    seat.served = *std::move(fresh);
  }
}

}  // namespace jeton::portal
