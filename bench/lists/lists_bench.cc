#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "api/account_json.h"
#include "api/listing.h"
#include "api/token_json.h"
#include "app/accounts/accounts.h"
#include "app/tokens/last_accesses.h"
#include "app/tokens/tokens.h"
#include "base/log.h"
#include "crypto/random.h"
#include "crypto/sealer.h"
#include "domain/account_properties.h"
#include "domain/token_properties.h"
#include "lists/big_platform.h"
#include "lists/figures.h"
#include "net/query.h"
#include "query/query_binding.h"
#include "store/sql/open.h"

// How long lists take with a million tokens in one account and ten thousand accounts, on both engines: what a
// GET does between its URL and its JSON. Ends with 1 when a limit is exceeded.
//
//     lists_bench [TOKENS [ACCOUNTS]]
//
// PostgreSQL is the server that JETON_TEST_POSTGRES names (`skip`: SQLite alone), where a database of its own
// is made and dropped.
namespace jeton::bench {
namespace {

constexpr double kPageLimitMs = 20;
constexpr double kCountLimitMs = 50;
constexpr std::size_t kRuns = 300;
/// As far as somebody turns pages: a hundred of them.
constexpr std::int64_t kTurnedPagesMax = 10'000;

enum class Resource { kTokens, kAccounts };
enum class Who { kAdministrator, kOperator };

struct Request {
  Resource resource = Resource::kTokens;
  Who who = Who::kAdministrator;
  std::string query;
  std::optional<double> limit_ms = kPageLimitMs;
  /// The offset is a random one up to here, and stands behind the query.
  std::int64_t offset_max = 0;
  /// Every run at `offset_max`.
  bool at_the_end = false;
};

std::vector<Request> requests_for(const PlatformSize& size) {
  const std::string console = "select=+audit,+modules&order=-audit.created.at&limit=100&ne(status,Deleted)";
  const auto half = size.tokens / 2;
  const auto big = "account.id=" + big_account().str();
  const auto tokens = Resource::kTokens;
  const auto accounts = Resource::kAccounts;
  const auto own = Who::kAdministrator;
  const auto all = Who::kOperator;
  // The newest hundredth, tenth and all of the tokens.
  const auto newest = [&](std::int64_t part) {
    const base::Timestamp since{
        std::chrono::milliseconds{1'767'225'600'000 + size.tokens * (1000 - 1000 / part)}};
    return fmt::format("ge(audit.created.at,'{}')", base::format_utc(since));
  };
  const auto recent = newest(100);
  std::vector<Request> requests = {{tokens, own, console},
                                   {tokens, own, console, kPageLimitMs, kTurnedPagesMax},
                                   {tokens, own, "select=-token"},
                                   {tokens, own, "select=-token&status=Active"},
                                   {tokens, own, "status=Disabled&order=-audit.created.at"},
                                   {tokens, own, "status=Active&order=name"},
                                   {tokens, own, "order=-name"},
                                   {tokens, own, "ilike(name,'service 417 *')&order=name"},
                                   {tokens, own, "ilike(name,'service 417 *')&order=-audit.created.at"},
                                   {tokens, own, recent + "&order=-audit.created.at"},
                                   {tokens, own, recent + "&status=Active&order=-audit.created.at"},
                                   {tokens, own, "in(status,(Active,Disabled))&order=-audit.created.at"},
                                   {tokens, all, console},
                                   {tokens, all, console, kPageLimitMs, kTurnedPagesMax},
                                   {tokens, all, "select=-token"},
                                   {tokens, all, big + "&order=name"},
                                   {tokens, all, big + "&ne(status,Deleted)&order=-audit.created.at"},
                                   {tokens, all, big + "&status=Deleted&order=-audit.created.at"},
                                   {accounts, all, ""},
                                   {accounts, all, "type=Client,status=Active"},
                                   {accounts, all, "order=name"},
                                   {accounts, all, "order=-audit.created.at"},
                                   {accounts, all, "type=Client&order=name"},
                                   {accounts, all, "type=Client&order=name", kPageLimitMs, size.accounts / 2},
                                   {accounts, all, "ilike(name,'freight 41*')&order=-audit.created.at"}};
  for (const auto* filter :
       {"", "ne(status,Deleted)", "status=Active", "in(status,(Active,Disabled))",
        "ilike(name,'service 417 *')", "ilike(name,'service 41*')", "id=TKN-0000-0007"}) {
    requests.push_back(
        {tokens, own, fmt::format("limit=0{}{}", *filter == '\0' ? "" : "&", filter), kCountLimitMs});
  }
  requests.push_back({tokens, own, "limit=0&" + recent, kCountLimitMs});
  requests.push_back({tokens, own, "limit=0&" + newest(10), kCountLimitMs});
  for (const auto& filter : {std::string{}, std::string{"&ne(status,Deleted)"}, "&" + big,
                             "&" + big + "&status=Deleted", std::string{"&account.type=Client"}}) {
    requests.push_back({tokens, all, "limit=0" + filter, kCountLimitMs});
  }
  for (const auto* filter : {"", "&type=Client", "&type=Client&status=Active", "&ilike(name,'freight 4*')"}) {
    requests.push_back({accounts, all, std::string{"limit=0"} + filter, kCountLimitMs});
  }
  // Half way down the list: whoever passes over so many walks an index that far. Shown, not judged.
  requests.push_back({tokens, own, console, std::nullopt, half, true});
  requests.push_back({tokens, own, "select=-token", std::nullopt, half, true});
  requests.push_back({tokens, all, console, std::nullopt, half, true});
  // An exact total of a range is counted in the index, row by row: what matters is how many match.
  requests.push_back({tokens, own, newest(10) + "&order=-audit.created.at", std::nullopt});
  requests.push_back({tokens, own, "limit=0&" + newest(1), std::nullopt});
  requests.push_back({tokens, own, "limit=0&ilike(name,'service*')", std::nullopt});
  // No index has these in order or apart.
  requests.push_back({tokens, own, "order=icon", std::nullopt});
  requests.push_back({tokens, own, "limit=0&ilike(name,'*417*')", std::nullopt});
  return requests;
}

domain::Caller caller_of(Who who, const domain::AccountId& account) {
  return administrator_of(who == Who::kOperator ? operations_account() : account);
}

/// What the API does with a list request once it knows who asks. Answers with the list's total.
class Lists {
 public:
  explicit Lists(const app::Services& services) : services_{services} {}

  std::int64_t get(Resource resource, const domain::Caller& caller, const std::string& query) const {
    const auto parts = must(net::split_query(query));
    const auto& properties =
        resource == Resource::kTokens ? domain::token_properties() : domain::account_properties();
    auto bound = must(query::bind_query(properties, query::audience_of(caller), parts.filter,
                                        parts.order.value_or(std::string{})));
    api::ListRequest request;
    request.selection = must(api::Selection::parse(parts.select.value_or(std::string{})));
    for (const auto field : bound.fields) request.selection.show(field);
    request.query.filter = std::move(bound.filter);
    request.query.order = std::move(bound.order);
    request.query.limit = std::atoll(parts.limit.value_or("100").c_str());
    request.query.offset = std::atoll(parts.offset.value_or("0").c_str());
    if (resource == Resource::kTokens) {
      return answer(must(app::list_tokens(services_, caller, request.query, app::TextInAnswer::kOmit)),
                    request, api::token_list_fields());
    }
    return answer(must(app::list_accounts(services_, caller, request.query, app::GroupsInAnswer::kOmit)),
                  request, api::account_fields(caller));
  }

 private:
  template <class Page>
  static std::int64_t answer(const Page& page, const api::ListRequest& request,
                             const std::vector<api::FieldDefault>& fields) {
    std::vector<boost::json::object> objects;
    objects.reserve(page.rows.size());
    for (const auto& view : page.rows) objects.push_back(api::to_json(view));
    const auto response = api::list_response(std::move(objects), page.total, request, fields);
    if (response.status != 200) std::abort();
    return page.total;
  }

  const app::Services& services_;
};

Figure figure_of(const Lists& lists, const Request& request) {
  std::mt19937_64 random{7};  // NOLINT(cert-msc51-cpp): the same pages in every run.
  const auto query = [&] {
    if (request.offset_max == 0) return request.query;
    const auto offset = request.at_the_end
                            ? request.offset_max
                            : std::uniform_int_distribution<std::int64_t>{0, request.offset_max}(random);
    return fmt::format("{}&offset={}", request.query, offset);
  };
  Figure figure;
  figure.what = request.query;
  if (request.offset_max != 0) {
    figure.what += fmt::format("&offset={}{}", request.at_the_end ? "" : "0..", request.offset_max);
  }
  constexpr std::string_view kAlways = "select=+audit,+modules&";
  if (figure.what.starts_with(kAlways)) figure.what.erase(0, kAlways.size());
  figure.who = request.who == Who::kOperator ? "operator" : "account";
  if (request.resource == Resource::kAccounts) figure.what = "accounts?" + figure.what;
  figure.limit_ms = request.limit_ms;
  const auto caller = caller_of(request.who, big_account());
  figure.total = lists.get(request.resource, caller, query());
  figure.times = measure(kRuns, [&] { lists.get(request.resource, caller, query()); });
  if (request.who == Who::kAdministrator && request.offset_max == 0) {
    const auto small = caller_of(request.who, small_account());
    figure.small_p95_ms = measure(kRuns, [&] { lists.get(request.resource, small, request.query); }).p95_ms;
  }
  return figure;
}

/// What indexes and tallies cost those who write.
Figure creation(const app::Services& services, const domain::AccountId& account) {
  const auto caller = administrator_of(account);
  app::CreateToken command;
  command.draft.name = "Service 1 key";
  Figure figure{.what = "POST api-tokens, " + account.str(), .who = "account"};
  figure.times = measure(kRuns, [&] { must(app::create_token(services, caller, command)); });
  return figure;
}

/// Answers how many limits were exceeded.
int measure_engine(const std::string& title, const store::sql::StoreAddress& address,
                   const PlatformSize& size) {
  const auto store = must(store::sql::open(address));
  must(store->migrate());
  const auto start = std::chrono::steady_clock::now();
  fill(address, size);
  fmt::print("\n{}: {} tokens in one account, {} accounts, filled in {:.0f} s\n", title, size.tokens,
             size.accounts, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  int exceeded = 0;
  if (const auto error = tally_error(address); error != 0) {
    fmt::print("the tallies are wrong by {}\n", error);
    ++exceeded;
  }
  const base::Log log{base::LogLevel::kError};
  const base::SystemClock clock;
  crypto::SystemRandom random;
  const crypto::Sealer sealer{must(crypto::KeyRing::parse(crypto::KeyRing::generate(random))), random};
  app::LastAccesses accesses;
  const app::Services services{*store, clock, random, sealer, log, accesses};
  const Lists lists{services};
  print_header(title);
  for (const auto& request : requests_for(size)) {
    const auto figure = figure_of(lists, request);
    print(figure);
    if (!within_limit(figure)) ++exceeded;
  }
  print(creation(services, big_account()));
  print(creation(services, small_account()));
  return exceeded;
}

int measure_sqlite(const PlatformSize& size) {
  auto folder = (std::filesystem::temp_directory_path() / "jeton-bench-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) give_up(base::Error::unavailable("no temporary folder"));
  const int exceeded =
      measure_engine("SQLite", must(store::sql::parse_address("sqlite:" + folder + "/jeton.db")), size);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return exceeded;
}

int measure_postgres(const std::string& server, const PlatformSize& size) {
  const auto database = fmt::format("jeton_bench_{}", ::getpid());
  create_database(must(store::sql::parse_address(server)), database);
  auto address = must(store::sql::parse_address(server));
  address.database = database;
  const int exceeded = measure_engine("PostgreSQL", address, size);
  drop_database(must(store::sql::parse_address(server)), database);
  return exceeded;
}

int run(int argc, char** argv) {
  PlatformSize size;
  if (argc > 1) size.tokens = std::atoll(argv[1]);
  if (argc > 2) size.accounts = std::atoll(argv[2]);
  if (argc > 3 || size.tokens < 1000 || size.accounts < 10 || size.accounts > 9999'9999) {
    fmt::print(stderr, "lists_bench [TOKENS [ACCOUNTS]]: at least 1000 and 10\n");
    return 2;
  }
  const char* server = std::getenv("JETON_TEST_POSTGRES");
  if (server == nullptr) {
    fmt::print(
        stderr,
        "JETON_TEST_POSTGRES names no PostgreSQL server. Run make bench, or tools/postgres-for-tests start "
        "FOLDER and export what it prints; or set it to skip.\n");
    return 2;
  }
  int exceeded = measure_sqlite(size);
  if (std::string_view{server} != "skip") exceeded += measure_postgres(server, size);
  fmt::print("\n{} of the limits exceeded\n", exceeded);
  return exceeded == 0 ? 0 : 1;
}

}  // namespace
}  // namespace jeton::bench

int main(int argc, char** argv) {
  return jeton::bench::run(argc, argv);
}
