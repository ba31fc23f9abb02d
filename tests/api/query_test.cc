#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

#include "base/check.h"
#include "base/limits.h"
#include "query/query_values.h"
#include "support/running_server.h"

// The examples of the query language (spec rql section 11) over the wire, against tokens on which each of
// them makes a difference.
namespace jeton::tests {
namespace {

using domain::TokenStatus;

struct SampleToken {
  int number;
  std::string_view name;
  std::string_view description;
  TokenStatus status;
  std::int64_t revision;
  bool northwind;
  std::vector<int> modules;
  std::string_view created;
  std::string_view last_access;
};

const std::vector<SampleToken>& sample_tokens() {
  constexpr auto kActive = TokenStatus::kActive;
  constexpr auto kDisabled = TokenStatus::kDisabled;
  constexpr auto kDeleted = TokenStatus::kDeleted;
  static const std::vector<SampleToken> kTokens{
      {1, "Ledger sync", "Nightly export", kActive, 1, true, {1756}, "2026-01-31T23:00:00.000Z", ""},
      {2, "ledger resync", "", kActive, 3, false, {}, "2026-02-01", "2026-01-31T22:59:59.999Z"},
      {3, "Ledger & Co; (EU)", "50*", kDisabled, 3, true, {1756, 1757}, "2026-02-10", "2026-01-31T23:00Z"},
      {4, "O'Neil bridge", "*note one", kActive, 4, false, {1757}, "2026-02-28T23:59:59.999Z", "2026-03-01"},
      {5, "say \"hi\"", "a*c", kDisabled, 2, false, {1758}, "2026-03-01", ""},
      {6, "A", "A", kDisabled, 1, true, {1756, 1758}, "2026-01-01", ""},
      {7, "B", "description", kDeleted, 5, false, {}, "2026-01-01", "2026-01-01"},
      {8, "description", "abc", kActive, 2, false, {1757, 1758}, "2026-02-15", ""},
      {9, "A, B", "name", kDisabled, 3, false, {}, "2026-01-31T22:59:59.999Z", ""},
      {10, "A&B", "x", kActive, 1, false, {}, "2026-01-31T23:30", ""},
      {11, "C", "xa*c", kActive, 2, false, {}, "2026-03-05", ""},
      {12, "Ledger sync", "", kActive, 6, false, {}, "2026-01-20", ""},
      {13, "", "", kDisabled, 7, false, {}, "2026-01-02", ""},
      {14, "B", "", kActive, 1, false, {}, "2026-01-03", ""},
      {15, "SYNC", "", kDeleted, 1, false, {}, "2026-01-04", ""}};
  return kTokens;
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return encoded;
}

/// What an example is about: the numbers of the tokens that it finds, or `key: message` of its errors.
struct Example {
  std::string_view name;
  std::string_view filter;
  std::string_view outcome;
};

constexpr std::string_view kAll = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15";
constexpr std::string_view kActiveOnes = "1 2 4 8 10 11 12 14";
constexpr std::string_view kLiving = "1 2 3 4 5 6 8 9 10 11 12 13 14";
constexpr std::string_view kDescribed = "1 3 4 5 6 7 8 9 10 11";
constexpr std::string_view kBadShortcut = "filter: Invalid equals shortcut expression";
constexpr std::string_view kNotTwo = "filter: Binary expression must have 2 arguments";
constexpr std::string_view kNotOne = "filter: Unary expression must have 1 argument";
constexpr std::string_view kEmptyGroup = "filter: Expression group cannot be empty.";

constexpr Example kExamples[] = {
    {"E01", "status=Active", kActiveOnes},
    {"E02", "eq(status,Active)", kActiveOnes},
    {"E03", "eq(status,active)", kActiveOnes},
    {"E04", "STATUS=Active", kActiveOnes},
    {"E05", "EQ(status,Active)", kActiveOnes},
    {"E06", "eq(status,Archived)", "status: Cannot convert value: 'Archived'."},
    {"E07", "ne(status,Disabled)", "1 2 4 7 8 10 11 12 14 15"},
    {"E08", "name=Ledger sync", "1 12"},
    {"E09", "name='Ledger sync'", "1 12"},
    {"E10", R"~(name="Ledger & Co; (EU)")~", "3"},
    {"E11", R"(name="O'Neil bridge")", "4"},
    {"E12", R"(name='say "hi"')", "5"},
    {"E13", "name=''", "13"},
    {"E14", "description=null()", "2 12 13 14 15"},
    {"E15", "ne(description,null())", kDescribed},
    {"E16", "description=empty()", ""},
    {"E17", "not(eq(description,null()))", kDescribed},
    {"E18", "eq(revision,null())", "revision: Cannot compare non nullable property with null"},
    {"E19", "revision=3", "2 3 9"},
    {"E20", "gt(revision,3)", "4 7 12 13"},
    {"E21", "ge(revision,3)", "2 3 4 7 9 12 13"},
    {"E22", "lt(revision,3)", "1 5 6 8 10 11 14 15"},
    {"E23", "le(revision,3)", "1 2 3 5 6 8 9 10 11 14 15"},
    {"E24", "revision=three", "revision: Cannot convert value: 'three'."},
    {"E25", "revision=gt=3", kBadShortcut},
    {"E26", "status=ne=Active", kBadShortcut},
    {"E27", "gte(revision,3)", "gte: Unknown expression group."},
    {"E28", "eq(revision)", kNotTwo},
    {"E29", "eq(revision,1,2)", kNotTwo},
    {"E30", "status=Active&gt(revision,1)", "2 4 8 11 12"},
    {"E31", "status=Active,gt(revision,1)", "2 4 8 11 12"},
    {"E32", "and(status=Active,gt(revision,1))", "2 4 8 11 12"},
    {"E33", "status=Active|status=Disabled", kLiving},
    {"E34", "status=Active;status=Disabled", kLiving},
    {"E35", "or(eq(status,Active),eq(status,Disabled))", kLiving},
    {"E36", "name=A|name=B&status=Active", "6 14"},
    {"E37", "(name=A|name=B)&status=Active", "14"},
    {"E38", "((status=Active))", kActiveOnes},
    {"E39", "and(name=A|name=B,status=Active)", ""},
    {"E40", "not(status=Active)", "3 5 6 7 9 13 15"},
    {"E41", "not(or(status=Active,status=Disabled))", "7 15"},
    {"E42", "not(status=Active,status=Disabled)", kNotOne},
    {"E43", "not()", kNotOne},
    {"E44", "in(status,(Active,Disabled))", kLiving},
    {"E45", "in(status,(Active))", kActiveOnes},
    {"E46", "in(status,Active)", kActiveOnes},
    {"E47", "out(status,(Deleted,Disabled))", kActiveOnes},
    {"E48", "in(status,())", "status: Value has to be a non empty array."},
    {"E49", "in(status,Active,Disabled)", kNotTwo},
    {"E50", "in(description,(null(),x))", "description: Null values are not supported."},
    {"E51", "in(name,('A, B',C))", "9 11"},
    {"E52", "like(name,Led*)", "1 3 12"},
    {"E53", "ilike(name,led*)", "1 2 3 12"},
    {"E54", "ilike(name,*sync)", "1 2 12 15"},
    {"E55", "ilike(name,'*ger s*')", "1 12"},
    {"E56", "ilike(name,sync)", "15"},
    {"E57", "ilike(name,*)", kAll},
    {"E58", R"(like(description,'50\*'))", "3"},
    {"E59", R"(like(description,'\*note*'))", "4"},
    {"E60", "like(description,a*c)", "5"},
    {"E61", "like(revision,1*)", "revision: Operator 'StartsWith' is not permitted"},
    {"E62", "account.name=Northwind", "1 3 6"},
    {"E63", R"(eq(account.id,"ACC-3010-4421"))", "1 3 6"},
    {"E64", "eq(account.id,ACC-3010-4421)", "1 3 6"},
    {"E65", "account.region=EU", "account.region: Invalid property path."},
    {"E66", "eq(account,ACC-3010-4421)", "account: Operator 'Eq' is not permitted"},
    {"E67", "any(modules,id=MOD-1756)", "1 3 6"},
    {"E68", "any(modules,(id=MOD-1756&name=Billing))", ""},
    {"E68 of one module", "any(modules,(id=MOD-1757&name=Billing))", "3 4 8"},
    {"E69", "any(modules,id=MOD-1756)&any(modules,name=Billing)", "3"},
    {"E70", "any(modules)", "1 3 4 5 6 8"},
    {"E71", "not(any(modules))", "2 7 9 10 11 12 13 14 15"},
    {"E72", "all(modules,ilike(code,access*))", "1 2 5 6 7 9 10 11 12 13 14 15"},
    {"E73", "all(modules)", "filter: all() function must have 2 arguments"},
    {"E74", "any()", "filter: Collection expression must have at least 1 argument"},
    {"E75", "any(name,id=1)", "name: Collection property has incompatible type"},
    {"E76", "any(modules,colour=red)", "modules.colour: Invalid property path."},
    {"E77", R"(gt(audit.created.at,"2026-01-31T23:00:00.000Z"))", "2 3 4 5 8 10 11"},
    {"E78", "ge(audit.created.at,2026-02-01)", "2 3 4 5 8 11"},
    {"E79", "lt(lastAccessAt,2026-02-01T00:00:00+01:00)", "2 7"},
    {"E80", "gt(audit.created.at,yesterday)", "audit.created.at: Cannot convert value: 'yesterday'."},
    {"E81", "and(ge(audit.created.at,2026-02-01),lt(audit.created.at,2026-03-01))", "2 3 4 8"},
    {"E82", "name=description", "6"},
    {"E83", "name='description'", "8"},
    {"E84", "name=self(description)", "6"},
    {"E85", "gt(self(revision),2)", "2 3 4 7 9 12 13"},
    {"E86", "name", "name: Expression expected."},
    {"E87", "and(name,status=Active)", "name: Expression expected."},
    {"E87 others are checked", "and(name,status=Old)",
     "name: Expression expected.; status: Cannot convert value: 'Old'."},
    {"E88", "()", kEmptyGroup},
    {"E89", "and()", kEmptyGroup},
    {"E90", "foo(status=Active)", "foo: Unknown expression group."},
    {"E91", "rql=eq(status,Active)", kBadShortcut},
    {"E92", "rql=Active", "rql: Invalid property path."},
    {"E93", "null(x)", "filter: Constant functions cannot have arguments"},
    {"E94", "status=", kBadShortcut},
    {"E95", "status=Active&&revision=1", "1 10 14"},
    {"E96", "eq(secretNote,1)", "secretNote: Invalid property path."},
};

class QueryApi : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  QueryApi() {
    auto unit = server.server->store().begin_write();
    add_northwind(**unit);
    // MOD-1756 is there: Access Management.
    for (const auto& [id, code, name] : {std::tuple{"MOD-1757", "billing-core", "Billing"},
                                         std::tuple{"MOD-1758", "access-log", "Access Log"}}) {
      domain::Module module{.id = *domain::ModuleId::parse(id), .code = code, .name = name};
      module.created = server.platform->alder.created;
      JETON_ASSERT(*(*unit)->modules().insert(module));
    }
    for (const auto& sample : sample_tokens()) add_token(**unit, sample);
    JETON_ASSERT((*unit)->commit().has_value());
  }

  void add_northwind(domain::UnitOfWork& unit) const {
    auto account = server.platform->cedar;
    account.id = northwind;
    account.name = "Northwind";
    JETON_ASSERT(*unit.accounts().insert(account));
  }

  void add_token(domain::UnitOfWork& unit, const SampleToken& sample) const {
    const auto id = *domain::TokenId::parse(fmt::format("TKN-4410-{:04}", 900 + sample.number));
    domain::Token token{.id = id, .account = sample.northwind ? northwind : server.platform->alder.id};
    token.name = sample.name;
    token.description = sample.description;
    token.status = sample.status;
    token.revision = sample.revision;
    for (const int module : sample.modules) {
      token.modules.push_back(*domain::ModuleId::parse(fmt::format("MOD-{}", module)));
    }
    token.created = server.platform->alder.created;
    token.created.at = *query::parse_instant(sample.created);
    token.last_access = query::parse_instant(sample.last_access);
    domain::TokenSecret secret{.token = id};
    secret.digest[0] = static_cast<std::byte>(sample.number);
    JETON_ASSERT(*unit.tokens().insert(token, secret));
  }

  Answer list(std::string_view query) const {
    return server.as_browser(admin, {.target = fmt::format("{}?{}", RunningServer::kTokens, query)});
  }

  /// As in `Example`.
  static std::string outcome(const Answer& answer) {
    const auto body = answer.json();
    std::string text;
    if (answer.status == 400) {
      for (const auto& [key, messages] : body.at("errors").as_object()) {
        for (const auto& message : messages.as_array()) {
          text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", std::string_view{key},
                              std::string_view{message.as_string()});
        }
      }
      return text;
    }
    EXPECT_EQ(answer.status, 200) << answer.body;
    for (const auto& row : body.at("data").as_array()) {
      const std::string id{row.at("id").as_string()};
      text += fmt::format("{}{}", text.empty() ? "" : " ", std::stoi(id.substr(id.size() - 4)) - 900);
    }
    return text;
  }

  /// Of a query string as it is.
  std::string found(std::string_view query) const { return outcome(list(query)); }

  const domain::AccountId northwind = *domain::AccountId::parse("ACC-3010-4421");
  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@operations.example");
};

INSTANTIATE_TEST_SUITE_P(Engines, QueryApi, both_engines(), engine_name);

// E01 to E96
TEST_P(QueryApi, AnswersEveryExampleAsItIsMeant) {
  for (const auto& example : kExamples) {
    EXPECT_EQ(found(percent_encoded(example.filter)), example.outcome)
        << example.name << " " << example.filter;
  }
}

// U01
TEST_P(QueryApi, PagesWhatItFilteredAndOrdered) {
  const auto page = list("status=Active&limit=20&offset=40&order=-audit.created.at").json();
  EXPECT_EQ(page.at_pointer("/$meta/pagination/total").as_int64(), 8);
  EXPECT_EQ(page.at_pointer("/$meta/pagination/limit").as_int64(), 20);
  EXPECT_EQ(page.at_pointer("/$meta/pagination/offset").as_int64(), 40);
  EXPECT_TRUE(page.at("data").as_array().empty());
  EXPECT_EQ(found("status=Active&limit=3&offset=0&order=-audit.created.at"), "11 4 8");
  EXPECT_EQ(found("status=Active&limit=3&offset=6&order=-audit.created.at"), "12 14");
}

// U02, A-053b
TEST_P(QueryApi, ShowsAFieldThatItFilteredBy) {
  const auto answer =
      list("limit=10&offset=0&select=-name&and(eq(id,'TKN-4410-0912'),eq(name,'Ledger%20sync'))");
  EXPECT_EQ(outcome(answer), "12");
  EXPECT_EQ(answer.json().at_pointer("/data/0/name").as_string(), "Ledger sync");
  EXPECT_FALSE(list("select=-name").json().at_pointer("/data/0").as_object().contains("name"));
  EXPECT_TRUE(list("any(modules)").json().at_pointer("/data/0").as_object().contains("modules"));
  EXPECT_TRUE(list("order=audit.updated.at").json().at_pointer("/data/0").as_object().contains("audit"));
}

// U03 to U08
TEST_P(QueryApi, ReadsEveryWayOfWritingAUrl) {
  const auto audit = list("eq(account.id,%22ACC-3010-4421%22)&select=%2Baudit");
  EXPECT_EQ(outcome(audit), "1 3 6");
  EXPECT_TRUE(audit.json().at_pointer("/data/0").as_object().contains("audit"));
  const auto both = list("select=+audit,+modules").json();
  EXPECT_TRUE(both.at_pointer("/data/0").as_object().contains("audit"));
  EXPECT_TRUE(both.at_pointer("/data/0").as_object().contains("modules"));
  EXPECT_EQ(found("name=%22A%26B%22"), "10");
  EXPECT_EQ(found("name=\"A&B\""), "10");
  EXPECT_EQ(found("name=A%26status=Active"), "");
  EXPECT_EQ(found("name=B%26status=Active"), "14");
  EXPECT_EQ(found("status=Active%7Cstatus=Disabled"), kLiving);
}

// U09 to U13
TEST_P(QueryApi, TakesParametersBesideTheFilter) {
  const auto none = list("limit=0").json();
  EXPECT_EQ(none.at_pointer("/$meta/pagination/total").as_int64(), 15);
  EXPECT_TRUE(none.at("data").as_array().empty());
  EXPECT_EQ(found("any(modules,id=MOD-1756)&status=Active"), "1");
  EXPECT_EQ(found("select=object,actor&render()"), kAll);
  EXPECT_EQ(found("order=,"), "order: No valid ordering properties were detected");
  EXPECT_EQ(found("gt(audit.created.at,2026-02-01T00:00:00%2B01:00)"), "2 3 4 5 8 10 11");
  EXPECT_EQ(found("gt(audit.created.at,2026-02-01T00:00:00+01:00)"), "2 3 4 5 8 10 11");
  EXPECT_EQ(found("name=A|name=B&limit=5&status=Active"), "6 14");  // Q-015
}

// Q-033
TEST_P(QueryApi, TakesNoNoticeOfBlanksAroundValues) {
  EXPECT_EQ(found("eq(account.id,%20ACC-3010-4421)"), "1 3 6");
  EXPECT_EQ(found("eq%20(%20account.id%20,%20ACC-3010-4421%20)%20&%20status%20=%20Active"), "1");
  EXPECT_EQ(found("in(name,(%20A,%20B%20))%0A"), "6 7 14");
  EXPECT_EQ(found("name=Ledger%20sync"), "1 12");
  EXPECT_EQ(found("name='Ledger%20sync%20'"), "");
  EXPECT_EQ(found("name=%20description"), "6");
  EXPECT_EQ(found("like(name,%20Led*%20)"), "1 3 12");
  EXPECT_EQ(found("status=%20Active&order=%20-%20name%20&limit=1"), "4");
  // Q-012: a plus is one.
  EXPECT_EQ(found("name=Ledger+sync"), "");
}

// A-064
TEST_P(QueryApi, NamesTheParameterThatTheCallerMeant) {
  constexpr std::string_view kPages = "Use limit and offset to choose a page, such as limit=20&offset=40.";
  EXPECT_EQ(found("page=2"), fmt::format("page: Invalid property path. {}", kPages));
  EXPECT_EQ(found("status=Active&page=2&sort=-name"),
            fmt::format("page: Invalid property path. {}; sort: Invalid property path. Use order to sort, "
                        "such as order=name or order=-name.",
                        kPages));
  EXPECT_EQ(found("filter=eq(status,Active)"),
            fmt::format("{}. A filter is the query itself, not the value of a parameter, such as "
                        "?status=Active&limit=20.",
                        kBadShortcut));
  EXPECT_EQ(found("order=page"), "page: Invalid property path.");
}

// A-055, A-105
TEST_P(QueryApi, RefusesOrdersThatMeanNothing) {
  EXPECT_EQ(
      found("order=account,modules,colour"),
      "account: Invalid property path.; modules: Invalid property path.; colour: Invalid property path.");
  EXPECT_EQ(found("order=-token"), "token: Ordering is not permitted.");
  EXPECT_EQ(found("any(extensions)"), "extensions: Filtering is not permitted.");
  EXPECT_EQ(found("order=-name&colour=1"), "colour: Invalid property path.");
  EXPECT_EQ(found("order="), kAll);
}

// A-064, Q-032: what does not parse is no selection. A quote that is not closed takes along what stands
// behind it (Q-010): here it would be the filter.
TEST_P(QueryApi, RefusesASelectionThatDoesNotParse) {
  EXPECT_EQ(found("select=-*,'name&status=Active"), "select: A quote is not closed.");
  EXPECT_EQ(found("select=modules(id&status=Active"), "select: A parenthesis is not closed.");
  EXPECT_EQ(found("select=name)"), "select: There is an extra closing parenthesis.");
  EXPECT_EQ(found("select=name%27"), "select: There is text outside the quotes of a value.");
  EXPECT_EQ(found("select="), kAll);                // A-058
  EXPECT_EQ(found("select=colour,eq(a,b)"), kAll);  // A-053, Q-092
  const auto one = std::string{RunningServer::kTokens} + "/TKN-4410-0912";
  EXPECT_EQ(outcome(server.as_browser(admin, {.target = one + "?select=("})),
            "select: A parenthesis is not closed.");
}

// Before anything is done: a create whose answer cannot be told makes nothing.
TEST_P(QueryApi, RefusesASelectionBeforeItCreates) {
  const auto refused =
      server.as_browser(admin, json_ask("POST", std::string{RunningServer::kTokens} + "?select=(",
                                        R"({"name": "New", "account": {"id": "ACC-2000-0001"}})"));
  EXPECT_EQ(refused.status, 400) << refused.body;
  EXPECT_TRUE(refused.json().at("errors").as_object().contains("select"));
  EXPECT_EQ(found("name=New"), "");
}

// A-105: nothing but the whole text finds a token, and none of it is told.
TEST_P(QueryApi, FindsATokenByItsWholeTextAlone) {
  std::string id;
  const auto text = server.make_token(server.platform->alder, {}, &id);
  const auto total = [this](const std::string& query) {
    return list(query).json().at_pointer("/$meta/pagination/total").as_int64();
  };
  EXPECT_EQ(total("token=" + text), 1);
  EXPECT_EQ(total("token='" + text + "'&id=" + id), 1);
  EXPECT_EQ(total("not(token=" + text + ")"), 15);
  EXPECT_EQ(total("token=" + text.substr(0, text.size() - 1)), 0);
  EXPECT_EQ(total("token=" + text.substr(text.rfind(':') + 1)), 0);
  EXPECT_FALSE(list("token=" + text).json().at_pointer("/data/0").as_object().contains("token"));
  for (const auto* filter : {"like(token,idt*)", "gt(token,a)", "ne(token,a)", "in(token,(a))"}) {
    const auto refused = list(filter);
    EXPECT_EQ(refused.status, 400) << filter;
    EXPECT_EQ(refused.body.find(text), std::string::npos);
  }
}

// Nobody's filter reaches past what they may see (table 3.1, R-131).
TEST_P(QueryApi, StaysInsideTheScopeOfTheCaller) {
  const auto of_alder = server.sign_in("admin@alder.example");
  const auto seen = [&](std::string_view filter) {
    return outcome(server.as_browser(
        of_alder, {.target = fmt::format("{}?{}", RunningServer::kTokens, percent_encoded(filter))}));
  };
  EXPECT_EQ(seen("not(name=nobody)"), "2 4 5 8 9 10 11 12 13 14");
  EXPECT_EQ(seen("id=TKN-4410-0901|status=Deleted"), "");
  EXPECT_EQ(seen("or(account.name=Northwind,revision=4)"), "4");
}

// Q-081: at the limits and one past them.
TEST_P(QueryApi, LimitsWhatAFilterMayBe) {
  const auto padded = [](std::size_t bytes) {
    return percent_encoded("name=" + std::string(bytes - std::string_view{"name="}.size(), 'x'));
  };
  EXPECT_EQ(found(padded(base::kFilterBytesMax)), "");
  EXPECT_EQ(list(padded(base::kFilterBytesMax + 1)).status, 400);

  std::string values = "1";
  for (std::size_t i = 1; i < base::kFilterListMax; ++i) values += ",1";
  EXPECT_EQ(found("in(revision,(" + values + "))"), "1 6 10 14 15");
  EXPECT_EQ(found("in(revision,(" + values + ",1))"), "revision: A list may have at most 1000 values.");
}

// Q-081: never 500, whatever the filter. These are the widest and the deepest that fit.
TEST_P(QueryApi, AnswersEveryFilterThatFits) {
  const auto repeated = [](std::string_view text, std::string_view separator, std::size_t bytes_max) {
    std::string filter{text};
    while (filter.size() + separator.size() + text.size() <= bytes_max) {
      filter += separator;
      filter += text;
    }
    return filter;
  };
  const auto fits = base::kFilterBytesMax;
  const auto longest_or = repeated("id=1", "|", fits);
  EXPECT_EQ(found(percent_encoded(longest_or)), "");
  EXPECT_EQ(found(percent_encoded("not(or(" + repeated("id=1", ",", fits - 9) + "))")), kAll);
  EXPECT_EQ(found(percent_encoded(repeated("any(modules)", "&", 20 * 13 - 1))), "1 3 4 5 6 8");
  EXPECT_EQ(found(percent_encoded(repeated("any(modules)", "&", fits))),
            "filter: A filter may use any and all at most 20 times.");
  EXPECT_EQ(found(percent_encoded(repeated("ilike(name,*sync)", "|", fits))), "1 2 12 15");
  std::string nested = "id=1";
  for (std::size_t i = 0; i < 20; ++i) nested = "not(or(" + nested + ",id=2,id=3,id=4))";
  EXPECT_EQ(list(percent_encoded(nested)).status, 200);
  std::string wide = "id=1";
  for (std::size_t i = 0; i < 20; ++i) {
    wide = "and(" + wide + "," + repeated("revision=1", ",", 300) + ")";
  }
  EXPECT_EQ(found(percent_encoded(wide)), "");
  for (const auto* filter : {"name=%F0%9F%98%80", "like(name,%F4%8F%BF%BF*)", "ilike(name,*%C3%9F*)", "%3F=1",
                             "name=:p1", "name='; DROP TABLE api_tokens'", "id=%25", "like(name,%25)"}) {
    EXPECT_NE(list(filter).status, 500) << filter;
  }
  EXPECT_EQ(found("limit=0&offset=9223372036854775807"), "");
  EXPECT_EQ(found("offset=9223372036854775807"), "");
}

}  // namespace
}  // namespace jeton::tests
