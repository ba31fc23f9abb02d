#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/property.h"
#include "domain/query.h"
#include "isolation/contract_operations.h"
#include "support/running_server.h"

// Whether a caller can raise what it holds: each role calls every operation of the contract on everything in
// its account, and what it can then use is compared with what it could use before (domain/granting.h).
namespace jeton::tests {
namespace {

namespace json = boost::json;

using Modules = std::set<std::string>;

const std::string kAccessManagement = "MOD-1756";
const std::string kAccountManagement = "MOD-9042";
const std::string kPlatform = "MOD-9043";
const std::string kBilling = "MOD-2001";
const std::string kReports = "MOD-2003";
const std::string kAccountsPath = "/public/v1/accounts/";

/// Somebody with exactly these modules.
struct Role {
  std::string name;
  Modules modules;
};

const std::vector<Role>& roles() {
  static const std::vector<Role> kRoles{
      {"nothing", {}},
      {"access", {kAccessManagement}},
      {"account", {kAccountManagement}},
      {"platform", {kPlatform}},
      {"access and account", {kAccessManagement, kAccountManagement}},
      {"access and platform", {kAccessManagement, kPlatform}},
      {"account and platform", {kAccountManagement, kPlatform}},
      {"all three", {kAccessManagement, kAccountManagement, kPlatform}},
  };
  return kRoles;
}

/// What each object of one account gives to whoever has it, by id.
using Holdings = std::map<std::string, Modules>;

std::string joined(const Modules& modules) {
  return fmt::format("{}", fmt::join(modules, " "));
}

Modules without(const Modules& all, const Modules& taken) {
  Modules left;
  std::set_difference(all.begin(), all.end(), taken.begin(), taken.end(), std::inserter(left, left.end()));
  return left;
}

class Escalation : public ::testing::Test {
 protected:
  /// One of each kind, with more modules than most roles have, made by somebody who holds them all.
  struct Targets {
    std::string strong_token, weak_token, strong_group, weak_group, pending, pending_user, email;
  };

  std::unique_ptr<domain::UnitOfWork> read() { return *server->server->store().begin_read(); }

  Holdings holdings(const domain::AccountId& account) {
    const auto unit = read();
    domain::Query everything;
    everything.limit = 1000;
    Holdings found;
    std::map<domain::GroupId, Modules> groups;
    const auto all_groups = *unit->groups().list_of_account(account);
    for (const auto& group : all_groups) {
      for (const auto& module : group.modules) groups[group.id].insert(module.str());
      found[group.id.str()] = groups[group.id];
    }
    const auto tokens = *unit->tokens().list({.own_account = account}, everything);
    for (const auto& token : tokens.rows) {
      for (const auto& module : token.modules) found[token.id.str()].insert(module.str());
    }
    const auto members = *unit->memberships().list({.own_account = account}, everything);
    for (const auto& member : members.rows) {
      for (const auto& group : member.groups) {
        found[member.id.str()].insert(groups[group].begin(), groups[group].end());
      }
    }
    return found;
  }

  /// What the credentials that stand in an answer give: tokens' texts and invitation links.
  Modules given_by(const Answer& answer, const domain::AccountId& account) {
    static const std::regex kToken{"idt:(TKN-[0-9]{4}-[0-9]{4}):[0-9A-Za-z]{20,}"};
    static const std::regex kLink{"/invitation#[0-9a-f]{64}"};
    Modules given;
    // Nearly all answers hold neither, and the expressions are slow to say so.
    const bool may_hold_one = answer.body.find("idt:TKN-") != std::string::npos ||
                              answer.body.find("/invitation#") != std::string::npos;
    if (!may_hold_one) return given;
    const auto held = holdings(account);
    for (std::sregex_iterator at{answer.body.begin(), answer.body.end(), kToken}, end; at != end; ++at) {
      if (const auto found = held.find((*at)[1].str()); found != held.end()) {
        given.insert(found->second.begin(), found->second.end());
      }
    }
    if (!std::regex_search(answer.body, kLink)) return given;
    for (const auto& [id, modules] : held) {
      const bool is_it = id.starts_with("AUSR-") && (answer.body.find(id) != std::string::npos ||
                                                     answer.body.find(user_of(id)) != std::string::npos);
      if (is_it) given.insert(modules.begin(), modules.end());
    }
    return given;
  }

  std::string user_of(const std::string& membership) {
    return read()->memberships().find_by_id(*domain::MembershipId::parse(membership))->value().user.str();
  }

  /// A person of `account` who holds exactly `modules`, by a group of their own.
  Browser member(const domain::Account& account, const Modules& modules, int number) {
    const auto email = fmt::format("role{}@roles.example", number);
    auto unit = *server->server->store().begin_write();
    domain::Group group{.id = *domain::GroupId::parse(fmt::format("UGR-7000-{:04}", number)),
                        .account = account.id,
                        .name = "Role",
                        .created = account.created};
    for (const auto& module : modules) group.modules.push_back(*domain::ModuleId::parse(module));
    own_group = group.id.str();
    domain::User user{.id = *domain::UserId::parse(fmt::format("USR-7000-{:04}", number)),
                      .email = email,
                      .first_name = "Role",
                      .last_name = "Holder",
                      .status = domain::UserStatus::kActive,
                      .created = account.created};
    own_user = user.id.str();
    domain::Membership membership{
        .id = *domain::MembershipId::parse(fmt::format("AUSR-7000-0001-{:04}", number)),
        .user = user.id,
        .account = account.id,
        .status = domain::MembershipStatus::kActive,
        .groups = {group.id},
        .created = account.created};
    own_membership = membership.id.str();
    EXPECT_TRUE(*unit->groups().insert(group));
    EXPECT_TRUE(*unit->users().insert(user));
    EXPECT_TRUE(*unit->memberships().insert(membership));
    EXPECT_TRUE(unit->users()
                    .set_password_hash(user.id, *crypto::hash_password(base::Secret{RunningServer::kPassword},
                                                                       RunningServer::kCheapPasswords))
                    .has_value());
    EXPECT_TRUE(unit->commit().has_value());
    unit.reset();
    return server->sign_in(email);
  }

  std::string made(const std::string& path, const json::object& body) {
    const auto answer =
        server->as_browser(owner, json_ask("POST", kAccountsPath + path, json::serialize(body)));
    EXPECT_EQ(answer.status, 201) << answer.body;
    return std::string{answer.json().at("id").as_string()};
  }

  static json::array references(const Modules& ids) {
    json::array listed;
    for (const auto& id : ids) listed.push_back(json::object{{"id", id}});
    return listed;
  }

  /// A platform of its own for each role, whose default group holds everything again for each operation.
  void start(const char* email, const std::string& group, Modules modules) {
    server = std::make_unique<RunningServer>();
    owner = server->sign_in(email);
    default_group = group;
    all = std::move(modules);
  }
  void start_operations() {
    start("admin@operations.example", "UGR-1000-0001",
          {kAccessManagement, kAccountManagement, kPlatform, kBilling, kReports});
    account_id = server->platform->operations.id.str();
  }
  void give_back_to_default_group() {
    auto unit = *server->server->store().begin_write();
    auto group =
        unit->groups().find(*domain::GroupId::parse(default_group), domain::Lock::kExclusive)->value();
    group.modules.clear();
    for (const auto& module : all) group.modules.push_back(*domain::ModuleId::parse(module));
    ++group.revision;
    EXPECT_TRUE(unit->groups().update(group).has_value());
    EXPECT_TRUE(unit->commit().has_value());
  }

  Targets targets() {
    give_back_to_default_group();
    Targets made_now;
    made_now.strong_token = made("api-tokens", {{"name", "Strong"}, {"modules", references(all)}});
    made_now.weak_token = made("api-tokens", {{"name", "Weak"}, {"modules", json::array{}}});
    made_now.strong_group = made("user-groups", {{"name", "Strong"}, {"modules", references(all)}});
    made_now.weak_group = made("user-groups", {{"name", "Weak"}, {"modules", json::array{}}});
    made_now.email = fmt::format("pending{}@roles.example", ++people);
    made_now.pending =
        made("account-users",
             {{"user", json::object{{"email", made_now.email}, {"firstName", "P"}, {"lastName", "P"}}},
              {"groups", references({made_now.strong_group})}});
    made_now.pending_user = user_of(made_now.pending);
    return made_now;
  }

  std::vector<std::string> candidates(const std::string& kind, const Targets& at) {
    if (kind == "TokenId") return {at.strong_token, at.weak_token};
    if (kind == "UserGroupId") return {default_group, at.strong_group, at.weak_group, own_group};
    if (kind == "AccountUserId") return {at.pending, own_membership};
    if (kind == "UserId" || kind == "UserIdOrEmail") return {at.pending_user, own_user};
    if (kind == "AccountId") return {account_id};
    if (kind == "ModuleId") return {kPlatform};
    return {"AUD-0000-0000-0000-0000"};
  }

  /// The paths of `operation` about everything there is.
  std::vector<std::string> paths(const ContractOperation& operation, const Targets& at) {
    std::vector<std::string> found{operation.path};
    for (const auto& parameter : operation.path_parameters) {
      std::vector<std::string> next;
      for (const auto& path : found) {
        for (const auto& id : candidates(parameter.kind, at)) {
          auto filled = path;
          const auto name = "{" + parameter.name + "}";
          filled.replace(filled.find(name), name.size(), id);
          next.push_back(std::move(filled));
        }
      }
      found = std::move(next);
    }
    return found;
  }

  /// Bodies that ask for more: every module, every group, as somebody else and as oneself.
  std::vector<std::string> bodies(const ContractOperation& operation, const Targets& at) {
    if (!operation.example) return {""};
    const auto& example = *operation.example;
    std::vector<std::string> found;
    if (example.is_array()) {
      for (const auto& group : {at.strong_group, default_group}) {
        found.push_back(json::serialize(references({group, own_group})));
      }
      return found;
    }
    auto body = example.as_object();
    body["account"] = json::object{{"id", account_id}};
    if (operation.path.ends_with("/groups")) {
      for (const auto& group : {at.strong_group, default_group}) {
        body["id"] = group;
        found.push_back(json::serialize(body));
      }
      return found;
    }
    if (body.contains("groups") || body.contains("invitation")) {
      for (const auto& group : {at.strong_group, default_group}) {
        for (const auto* status : {"Invited", "Active"}) {
          for (const auto& email :
               {fmt::format("new{}@roles.example", ++people), std::string{"clerk@alder.example"}}) {
            body["user"] = json::object{{"email", email}, {"firstName", "N"}, {"lastName", "N"}};
            body["groups"] = references({group, own_group});
            body["invitation"] = json::object{{"status", status}};
            found.push_back(json::serialize(body));
          }
        }
      }
      return found;
    }
    if (body.contains("modules")) {
      for (const auto& module : all) {
        auto wanted = holders;
        wanted.insert(module);
        body["modules"] = references(wanted);
        found.push_back(json::serialize(body));
      }
      body["modules"] = references(all);
    }
    found.push_back(json::serialize(body));
    return found;
  }

  /// What would end the session that the rest is called in, or count as guessing passwords.
  static bool leaves_the_session(const ContractOperation& operation) {
    static const std::set<std::string> kThose{"signOut", "switchAccount", "signIn", "signInWithLink"};
    return kThose.contains(operation.id);
  }

  /// Nothing gives more than it did, but for what its maker held.
  static void expect_nothing_raised(const Holdings& before, const Holdings& after, const Modules& held,
                                    const std::string& about) {
    for (const auto& [id, modules] : after) {
      const auto had = before.find(id);
      const auto added = without(modules, had == before.end() ? Modules{} : had->second);
      EXPECT_EQ(joined(without(added, held)), "") << about << ": " << id;
    }
  }

  /// Calls everything by `send`, as somebody who holds `held`.
  template <class Send>
  void call_everything(const std::string& who, const domain::Account& account, const Modules& held,
                       const Send& send) {
    holders = held;
    // Made once more after an operation that changed something.
    std::optional<Targets> at;
    Holdings before;
    for (const auto& operation : contract_operations()) {
      if (leaves_the_session(operation)) continue;
      if (!at) {
        at = targets();
        before = holdings(account.id);
      }
      const bool reads = operation.method == "GET";
      bool changed = false;
      for (const auto& path : paths(operation, *at)) {
        for (const auto& body : bodies(operation, *at)) {
          const std::string select =
              operation.path.find("/api-tokens") == std::string::npos ? "" : "?select=%2Btoken&limit=100";
          const auto ask = body.empty() ? Ask{.method = operation.method, .target = path + select}
                                        : json_ask(operation.method, path + select, body);
          const auto answer = send(ask);
          const auto about =
              fmt::format("{}: {} {} {} answers {}", who, ask.method, ask.target, body, answer.status);
          EXPECT_NE(answer.status, 500) << about;
          if (!reads && answer.status / 100 == 2) {
            changed = true;
            auto after = holdings(account.id);
            expect_nothing_raised(before, after, held, about);
            before = std::move(after);
          }
          EXPECT_EQ(joined(without(given_by(answer, account.id), held)), "") << about;
        }
      }
      ++operations_called;
      if (reads) continue;
      // What calls that were refused changed all the same shows here.
      const auto after = holdings(account.id);
      expect_nothing_raised(before, after, held, who + ": refused calls of " + operation.id);
      EXPECT_EQ(after, before) << who << ": refused calls of " << operation.id << " changed something";
      if (changed) at.reset();
    }
  }

  std::unique_ptr<RunningServer> server;
  Browser owner;
  std::string account_id, default_group, own_group = "UGR-0000-0000", own_user = "USR-0000-0000",
                                         own_membership = "AUSR-0000-0000-0000";
  Modules all;
  Modules holders;
  int people = 0;
  std::size_t operations_called = 0;
};

TEST_F(Escalation, OfPeopleInOperationsIsNotPossible) {
  for (const auto& role : roles()) {
    start_operations();
    const auto browser = member(server->platform->operations, role.modules, 1);
    call_everything("a person with " + role.name, server->platform->operations, role.modules,
                    [&](const Ask& ask) { return server->as_browser(browser, ask); });
    const auto session = server->as_browser(browser, {.target = "/session"}).json();
    EXPECT_LE(session.at("modules").as_object().size(), role.modules.size()) << role.name;
  }
  EXPECT_EQ(operations_called, roles().size() * (contract_operations().size() - 4));
}

TEST_F(Escalation, OfTokensOfOperationsIsNotPossible) {
  for (const auto& role : roles()) {
    start_operations();
    const auto text =
        server->make_token(server->platform->operations, {role.modules.begin(), role.modules.end()});
    call_everything("a token with " + role.name, server->platform->operations, role.modules,
                    [&](const Ask& ask) { return server->as_token(text, ask); });
  }
}

// R-113: inside a client its administrators give what the account has; everybody else gives nothing.
TEST_F(Escalation, InAClientTakesAccessManagement) {
  for (const auto& role : roles()) {
    if (role.modules.contains(kAccessManagement)) continue;
    start("admin@alder.example", "UGR-2000-0001",
          {kAccessManagement, kAccountManagement, kBilling, kReports});
    account_id = server->platform->alder.id.str();
    const auto browser = member(server->platform->alder, role.modules, 1);
    call_everything("a client's person with " + role.name, server->platform->alder, role.modules,
                    [&](const Ask& ask) { return server->as_browser(browser, ask); });
  }
}

}  // namespace
}  // namespace jeton::tests
