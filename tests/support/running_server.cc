#include "support/running_server.h"

#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <iostream>
#include <utility>

#include "app/tokens/tokens.h"
#include "base/check.h"

namespace jeton::tests {

server::Config listening_on(std::string_view addresses) {
  return {.listen = net::parse_listen_addresses(addresses).value(), .metrics_listen = net::ListenAddress{}};
}

RunningServer::RunningServer(store::sql::Engine engine, const crypto::PasswordCost& passwords,
                             server::Config config)
    : database{fresh_database(engine)}, passwords_{passwords} {
  if (config.replica && config.replica->empty()) config.replica = folder.path() + "/replica";
  server::Dependencies dependencies;
  auto own_clock = std::make_unique<base::testing::ManualClock>();
  database->set_clock(*own_clock);
  dependencies.store = database->open();
  dependencies.decision_store = database->open();
  clock = own_clock.get();
  dependencies.clock = std::move(own_clock);
  dependencies.random = std::make_unique<base::testing::SeededRandom>(7);
  // The log outlives the server, which does not own it here.
  dependencies.log = std::shared_ptr<base::Log>{std::shared_ptr<void>{}, &log.log()};
  auto keys = crypto::KeyRing::parse(crypto::KeyRing::generate(*dependencies.random));
  dependencies.sealer = std::make_unique<crypto::Sealer>(*std::move(keys), *dependencies.random);
  dependencies.password_cost = passwords_;

  server = std::make_unique<server::Server>(std::move(config), std::move(dependencies));
  platform = std::make_unique<app::testing::TestPlatform>(server->store());
  add_user("USR-5000-0001", "admin@alder.example", platform->alder, "UGR-2000-0001");
  add_user("USR-5000-0002", "admin@birch.example", platform->birch, "UGR-2000-0002");
  add_user("USR-5000-0003", "admin@cedar.example", platform->cedar, "UGR-3000-0001");
  add_user("USR-5000-0004", "admin@operations.example", platform->operations, "UGR-1000-0001");
  {
    auto unit = server->store().begin_write();
    domain::Group plain{.id = *domain::GroupId::parse("UGR-2000-0009"),
                        .account = platform->alder.id,
                        .name = "Clerks",
                        .modules = {platform->billing},
                        .created = platform->alder.created};
    JETON_ASSERT(*(*unit)->groups().insert(plain));
    JETON_ASSERT((*unit)->commit().has_value());
  }
  add_user("USR-5000-0005", "clerk@alder.example", platform->alder, "UGR-2000-0009");
  JETON_ASSERT(server->start().has_value());
}

RunningServer::~RunningServer() {
  if (::testing::Test::HasFailure()) {
    for (const auto& line : log.lines()) std::cerr << line << "\n";
  }
  server->stop();
  platform.reset();
  server.reset();
}

void RunningServer::add_user(std::string_view id, std::string_view email, const domain::Account& account,
                             std::string_view group) {
  auto unit = server->store().begin_write();
  domain::User user{.id = *domain::UserId::parse(id),
                    .email = std::string{email},
                    .first_name = "Robin",
                    .last_name = "Holt",
                    .status = domain::UserStatus::kActive,
                    .created = account.created};
  JETON_ASSERT(*(*unit)->users().insert(user));
  domain::Membership membership{.id = *domain::MembershipId::parse("A" + std::string{id} + "-0001"),
                                .user = user.id,
                                .account = account.id,
                                .status = domain::MembershipStatus::kActive,
                                .groups = {*domain::GroupId::parse(group)},
                                .created = account.created};
  JETON_ASSERT(*(*unit)->memberships().insert(membership));
  JETON_ASSERT((*unit)
                   ->users()
                   .set_password_hash(user.id, *crypto::hash_password(base::Secret{kPassword}, passwords_))
                   .has_value());
  JETON_ASSERT((*unit)->commit().has_value());
}

Answer RunningServer::as_token(std::string_view token, Ask ask) const {
  ask.headers.emplace_back("Authorization", "Bearer " + std::string{token});
  return send(port(), ask);
}

Answer RunningServer::as_browser(const Browser& browser, Ask ask) const {
  ask.headers.emplace_back("Cookie", browser.cookie);
  ask.headers.emplace_back("X-CSRF-Token", browser.csrf_token);
  return send(port(), ask);
}

Browser RunningServer::sign_in(std::string_view email) const {
  const auto body = boost::json::serialize(boost::json::object{{"email", email}, {"password", kPassword}});
  const auto answer = send(port(), json_ask("POST", "/session/sign-in", body));
  EXPECT_EQ(answer.status, 200) << answer.body;
  const auto cookie = answer.header("set-cookie");
  const auto session = answer.json();
  return {cookie.substr(0, cookie.find(';')), std::string{session.at("csrfToken").as_string()}};
}

std::string RunningServer::make_token(const domain::Account& account, std::vector<std::string> modules,
                                      std::string* id) {
  // Through the server, as a person would: what the test platform's own keys seal, the server cannot open.
  const auto email = account.type == domain::AccountType::kOperations ? "admin@operations.example"
                     : account.id == platform->alder.id               ? "admin@alder.example"
                     : account.id == platform->birch.id               ? "admin@birch.example"
                                                                      : "admin@cedar.example";
  boost::json::array references;
  for (const auto& module : modules) references.push_back(boost::json::object{{"id", module}});
  const auto created =
      as_browser(sign_in(email), json_ask("POST", std::string{kTokens},
                                          boost::json::serialize(boost::json::object{
                                              {"name", "Ledger sync"}, {"modules", references}})));
  EXPECT_EQ(created.status, 201) << created.body;
  const auto token = created.json();
  if (id != nullptr) *id = std::string{token.at("id").as_string()};
  return std::string{token.at("token").as_string()};
}

Ask json_ask(std::string method, std::string target, std::string body) {
  return {std::move(method), std::move(target), {{"Content-Type", "application/json"}}, std::move(body)};
}

}  // namespace jeton::tests
