#include "isolation/tenants.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cctype>
#include <utility>

#include "support/form.h"

namespace jeton::tests {
namespace {

namespace json = boost::json;

const std::string kAccounts = "/public/v1/accounts/";

std::string id_of(const Answer& answer) {
  EXPECT_EQ(answer.status, 201) << answer.body;
  return std::string{answer.json().at("id").as_string()};
}

/// Of the same shape, and nobody's: the test makes ids by the hundred, not by the hundred million.
std::string unknown_twin(const std::string& known) {
  if (known.find('@') != std::string::npos) return replaced(known, "birch", "larch");
  std::string twin = known;
  for (auto& c : twin) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) c = static_cast<char>('0' + (c - '0' + 7) % 10);
  }
  return twin;
}

std::string encoded(const std::string& text) {
  return replaced(text, "@", "%40");
}

/// What follows the change feed asks the database by itself, and that is traced too.
server::Config without_replica() {
  auto config = listening_on("127.0.0.1:0");
  config.replica.reset();
  return config;
}

/// What the answer says apart from the ids that were asked, its own trace and the time.
std::string comparable(const Answer& answer, const std::vector<std::string>& asked) {
  std::string text = std::to_string(answer.status) + "\n";
  for (const auto& [name, value] : answer.headers) {
    if (name != "date") text += fmt::format("{}: {}\n", name, value);
  }
  text += answer.body;
  for (const auto& id : asked) {
    text = replaced(std::move(text), id, "(asked)");
    text = replaced(std::move(text), encoded(id), "(asked)");
  }
  constexpr std::string_view kTrace = "\"traceId\":\"";
  if (const auto at = text.find(kTrace); at != std::string::npos) {
    const auto begin = at + kTrace.size();
    text.replace(begin, text.find('"', begin) - begin, "(trace)");
  }
  return text;
}

std::vector<std::string> foreign_of(const std::vector<IdPair>& pairs) {
  std::vector<std::string> ids;
  ids.reserve(pairs.size());
  for (const auto& pair : pairs) ids.push_back(pair.foreign);
  return ids;
}

std::vector<std::string> unknown_of(const std::vector<IdPair>& pairs) {
  std::vector<std::string> ids;
  ids.reserve(pairs.size());
  for (const auto& pair : pairs) ids.push_back(pair.unknown);
  return ids;
}

}  // namespace

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + by.size())) {
    text.replace(at, part.size(), by);
  }
  return text;
}

std::string placed(std::string path, const std::string& name, const std::string& value) {
  return replaced(std::move(path), fmt::format("{{{}}}", name), encoded(value));
}

Tenants::Tenants(const crypto::PasswordCost& passwords)
    : server{GetParam(), passwords, without_replica()},
      operator_{server.sign_in("admin@operations.example")} {
  client = fill(server.platform->alder, "admin@alder.example", "Alderwood", {"MOD-1756", "MOD-9042"});
  vendor = fill(server.platform->cedar, "admin@cedar.example", "Cedarwood", {"MOD-1756"});
  foreign = fill(server.platform->birch, "admin@birch.example", "Birchwood", {"MOD-1756"});
  foreign.words.insert(foreign.words.end(), {"Birchwood", "Birch Retail", "birch.example"});
  // The first use of a token is noted (R-125), which is no work of the request itself.
  for (const auto& asker : askers()) ask_as(asker, {.target = kAccounts + "accounts?limit=0"});
}

Tenant Tenants::fill(const domain::Account& account, const std::string& email, const std::string& word,
                     const std::vector<std::string>& modules) const {
  Tenant made{.account = account.id.str(), .email = email, .browser = server.sign_in(email)};
  const auto as_admin = [&](const Ask& ask) { return server.as_browser(made.browser, ask); };
  const auto post = [&](const std::string& path, const std::string& body) {
    return as_admin(json_ask("POST", kAccounts + path, body));
  };
  const auto picture = picture_part("icon", small_png());

  json::array references;
  for (const auto& module : modules) references.push_back(json::object{{"id", module}});
  const auto program =
      post("api-tokens", json::serialize(json::object{{"name", word + " program"}, {"modules", references}}));
  made.ids["TokenId"].push_back(id_of(program));
  made.program = std::string{program.json().at("token").as_string()};
  const auto named = R"({"name": ")" + word + R"( ledger"})";
  for (const auto* fate : {"", "/disable", "DELETE"}) {
    const auto created =
        as_admin(form_ask("POST", kAccounts + "api-tokens", object_part("apiToken", named) + picture));
    const auto id = id_of(created);
    made.words.emplace_back(created.json().at("token").as_string());
    made.ids["TokenId"].push_back(id);
    const auto target = kAccounts + "api-tokens/" + id;
    if (fate == std::string{"DELETE"}) {
      as_admin({.method = "DELETE", .target = target});
    } else if (*fate != '\0') {
      as_admin({.method = "POST", .target = target + fate});
    }
  }
  made.words.push_back(made.program);
  made.ids["UserGroupId"].push_back(id_of(post("user-groups", R"({"name": ")" + word + R"( clerks"})")));

  const auto groups = R"("groups": [{"id": ")" + made.first("UserGroupId") + R"("}])";
  for (const auto* guest : {"guest", "leave"}) {
    const auto address = replaced(email, "admin", guest);
    const auto invited =
        post("account-users", R"({"user": {"firstName": ")" + word + R"(", "lastName": "Guest", "email": ")" +
                                  address + R"("}, "account": {"id": ")" + made.account + R"("}, )" + groups +
                                  "}");
    made.ids["AccountUserId"].push_back(id_of(invited));
    made.ids["Email"].push_back(address);
    if (guest == std::string{"leave"}) {
      made.ids["UserId"].emplace_back(invited.json().at_pointer("/user/id").as_string());
      as_admin(
          {.method = "DELETE", .target = kAccounts + "account-users/" + made.ids["AccountUserId"].back()});
    }
  }
  as_admin(form_ask("PUT", kAccounts + "users/" + encoded(email), object_part("user", "{}") + picture));
  const auto described = server.as_browser(
      operator_, form_ask("PUT", kAccounts + "accounts/" + made.account,
                          object_part("account", R"({"description": ")" + word + R"( and sons"})") +
                              picture_part("logo", small_png())));
  EXPECT_EQ(described.status, 200) << described.body;
  collect_ids(made);
  return made;
}

void Tenants::collect_ids(Tenant& tenant) const {
  tenant.ids["AccountId"].push_back(tenant.account);
  tenant.ids["Email"].insert(tenant.ids["Email"].begin(), tenant.email);
  const auto each = [&](const std::string& target, const auto& take) {
    const auto answer = server.as_browser(tenant.browser, {.target = "/public/v1/" + target + "?limit=100"});
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto page = answer.json();
    for (const auto& object : page.at("data").as_array()) take(object);
  };
  const auto text = [](const json::value& value) { return std::string{value.as_string()}; };
  each("accounts/account-users", [&](const json::value& member) {
    auto& users = tenant.ids["UserId"];
    auto& memberships = tenant.ids["AccountUserId"];
    const bool is_admin = text(member.at_pointer("/user/email")) == tenant.email;
    // The administrator first: what a caller asks about itself is asked with the first id.
    users.insert(is_admin ? users.begin() : users.end(), text(member.at_pointer("/user/id")));
    if (is_admin) memberships.insert(memberships.begin(), text(member.at("id")));
  });
  each("accounts/user-groups", [&](const json::value& group) {
    auto& groups = tenant.ids["UserGroupId"];
    // Its members' first: what is asked about a member's group is asked with the first id.
    if (group.at("isDefault").as_bool()) groups.insert(groups.begin(), text(group.at("id")));
  });
  each("audit/records",
       [&](const json::value& record) { tenant.ids["AuditRecordId"].push_back(text(record.at("id"))); });
  // Modules and event types are the platform's, not a tenant's.
  for (const auto& [kind, ids] : tenant.ids) {
    tenant.words.insert(tenant.words.end(), ids.begin(), ids.end());
  }
}

std::vector<Asker> Tenants::askers() const {
  return {{"the client's administrator", &client, false},
          {"the client's token", &client, true},
          {"the vendor's administrator", &vendor, false},
          {"the vendor's token", &vendor, true}};
}

Answer Tenants::ask_as(const Asker& asker, Ask ask) const {
  if (asker.by_token) return server.as_token(asker.tenant->program, std::move(ask));
  return server.as_browser(asker.tenant->browser, std::move(ask));
}

std::vector<IdPair> Tenants::foreign_ids() const {
  std::vector<IdPair> all;
  for (const auto& [kind, ids] : foreign.ids) {
    for (const auto& id : ids) all.push_back({kind, id, unknown_twin(id)});
  }
  return all;
}

std::vector<IdPair> Tenants::foreign_ids(const std::string& kind) const {
  std::vector<IdPair> some;
  for (auto& pair : foreign_ids()) {
    const bool names_a_user = pair.kind == "UserId" || pair.kind == "Email";
    if (pair.kind == kind || (kind == "UserIdOrEmail" && names_a_user)) some.push_back(std::move(pair));
  }
  return some;
}

std::vector<IdPair> Tenants::foreign_ids_at(const std::string& kind) const {
  auto some = foreign_ids(kind);
  for (const auto& [other, ids] : foreign.ids) {
    const auto fits = [&ids](const IdPair& pair) { return pair.foreign == ids.front(); };
    if (std::none_of(some.begin(), some.end(), fits)) {
      some.push_back({other, ids.front(), unknown_twin(ids.front())});
    }
  }
  return some;
}

std::string Tenants::own_id(const Tenant& tenant, const std::string& kind) {
  // The platform's own, the same for everybody.
  if (kind == "ModuleId") return "MOD-1756";
  if (kind == "EventTypeId") return "AET-0000-0000";
  if (kind == "UserIdOrEmail") return tenant.first("UserId");
  if (kind.empty()) return tenant.first("TokenId");
  const auto found = tenant.ids.find(kind);
  return found == tenant.ids.end() ? "EXT-1000-0001" : found->second.front();
}

Ask Tenants::own_ask(const ContractOperation& operation, const Tenant& tenant) const {
  auto target = operation.path;
  for (const auto& parameter : operation.path_parameters) {
    target = placed(std::move(target), parameter.name, own_id(tenant, parameter.kind));
  }
  if (!operation.example) return {.method = operation.method, .target = std::move(target)};
  auto body = *operation.example;
  for (const auto& place : operation.id_places) {
    boost::system::error_code absent;
    if (auto* id = body.find_pointer(place.pointer, absent)) *id = json::string{own_id(tenant, place.kind)};
  }
  return json_ask(operation.method, std::move(target), json::serialize(body));
}

Answer Tenants::expect_no_difference(const std::string& what, const Asker& asker, const Ask& foreign_ask,
                                     const Ask& unknown_ask, const std::vector<IdPair>& pairs) {
  // What else the server does by itself now and then is in one of two traces, but not three times over.
  constexpr int kTries = 3;
  Answer answer;
  for (int tries = 0; tries < kTries; ++tries) {
    (void)trace.take();
    answer = ask_as(asker, foreign_ask);
    const auto foreign_work = trace.take();
    const auto unknown = ask_as(asker, unknown_ask);
    const auto unknown_work = trace.take();
    const auto about = what + " by " + asker.name + ": " + foreign_ask.method + " " + foreign_ask.target +
                       " " + foreign_ask.body;
    const auto said = comparable(answer, foreign_of(pairs));
    EXPECT_EQ(said, comparable(unknown, unknown_of(pairs))) << about;
    expect_no_word(about, said);
    if (foreign_work == unknown_work) break;
    if (tries + 1 < kTries) continue;
    const auto [left, right] =
        std::mismatch(foreign_work.begin(), foreign_work.end(), unknown_work.begin(), unknown_work.end());
    ADD_FAILURE() << about << ": the database is asked \"" << (left == foreign_work.end() ? "" : *left)
                  << "\" against \"" << (right == unknown_work.end() ? "" : *right) << "\"";
  }
  return answer;
}

void Tenants::expect_nothing_told(const std::string& what, const Answer& answer,
                                  const std::vector<std::string>& asked) const {
  expect_no_word(what, comparable(answer, asked));
}

void Tenants::expect_no_word(const std::string& what, const std::string& said) const {
  for (const auto& word : foreign.words) {
    EXPECT_EQ(said.find(word), std::string::npos) << what << ": the answer tells of " << word << ": " << said;
  }
}

std::map<std::string, std::string> Tenants::read_everything() const {
  std::map<std::string, std::string> read;
  const auto keep = [&](const std::string& target) {
    const auto answer = server.as_browser(foreign.browser, {.target = target});
    read[target] = comparable(answer, {});
  };
  for (const auto& operation : contract_operations()) {
    if (operation.method != "GET" || !operation.path.starts_with("/public/v1/a")) continue;
    // The texts of tokens are left out: telling them is recorded (R-122).
    const std::string query = operation.is_list ? "?select=*,-token&limit=100" : "?select=*,-token";
    if (operation.path_parameters.size() != 1) {
      keep(own_ask(operation, foreign).target + query);
      continue;
    }
    const auto& parameter = operation.path_parameters.front();
    for (const auto& pair : foreign_ids(parameter.kind)) {
      keep(placed(operation.path, parameter.name, pair.foreign) + query);
    }
  }
  return read;
}

std::int64_t Tenants::record_count() const {
  return server.as_browser(operator_, {.target = "/public/v1/audit/records?limit=0"})
      .json()
      .at_pointer("/$meta/pagination/total")
      .as_int64();
}

}  // namespace jeton::tests
