#include "authz/platform.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json/value.hpp>
#include <utility>

#include "base/limits.h"
#include "identity/sign_in.h"
#include "support/form.h"

namespace jeton::tests {
namespace {

struct Person {
  const char* email;
  const char* account;
};

const std::map<std::string, Person>& people() {
  static const std::map<std::string, Person> kPeople{
      {"clerk", {"clerk@alder.example", "ACC-2000-0001"}},
      {"admin", {"admin@alder.example", "ACC-2000-0001"}},
      {"other tenant", {"admin@birch.example", "ACC-2000-0002"}},
      {"vendor", {"admin@cedar.example", "ACC-3000-0001"}},
      {"operator", {"admin@operations.example", "ACC-1000-0001"}}};
  return kPeople;
}

constexpr std::array kPlaceholders{"{token}",      "{record}",     "{eventType}", "{group}",
                                   "{user}",       "{membership}", "{secret}",    "{invitee}",
                                   "{invitation}", "{mail}",       "{link}"};
const std::string kMemberships = "/public/v1/accounts/account-users";

std::string replaced_all(std::string text, const std::string& part, const std::string& by) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + by.size())) {
    text.replace(at, part.size(), by);
  }
  return text;
}

}  // namespace

Answer Platform::ask(const std::string& role, const char* method, std::string target, std::string body) {
  target = filled(std::move(target), role);
  return send_as(role, json_ask(method, std::move(target), filled(std::move(body), role)));
}

void Platform::arrange(const std::string& role, const char* method, const std::string& target,
                       const std::string& body) {
  const auto answer = ask(role, method, target, body);
  EXPECT_EQ(answer.status / 100, 2) << method << " " << target << " as " << role << ": " << answer.body;
}

void Platform::give_icon_to_token() {
  const auto target = filled(std::string{RunningServer::kTokens} + "/{token}", "admin");
  const auto answer = send_as(
      "admin", form_ask("PUT", target, object_part("apiToken", "{}") + picture_part("icon", small_png())));
  EXPECT_EQ(answer.status, 200) << answer.body;
}

void Platform::let_invitation_expire() {
  (void)filled("{membership}", "admin");
  server_.clock->advance(base::kInvitationLifetime);
  server_.platform->clock.advance(base::kInvitationLifetime);  // Links to sign in with are made there.
  browsers_.clear();
}

void Platform::withdraw_invitation() {
  if (!values_.contains("{invitation}")) return;
  arrange("admin", "DELETE", kMemberships + "/{invitation}");
  values_.erase("{invitation}");
  values_.erase("{invitee}");
}

void Platform::set_password_again(const char* user) {
  auto unit = server_.server->store().begin_write();
  const auto hash =
      crypto::hash_password(base::Secret{RunningServer::kPassword}, RunningServer::kCheapPasswords);
  EXPECT_TRUE((*unit)->users().set_password_hash(*domain::UserId::parse(user), *hash).has_value());
  EXPECT_TRUE((*unit)->commit().has_value());
}

Answer Platform::send_as(const std::string& role, const Ask& ask) {
  if (role == "nobody") return server_.as_nobody(ask);
  if (people().contains(role)) return server_.as_browser(browser_of(role), ask);
  return server_.as_token(token_of(role), ask);
}

std::string Platform::filled(std::string text, const std::string& role) {
  const auto person = people().find(role);
  text = replaced_all(std::move(text), "{own account}",
                      person == people().end() ? "ACC-2000-0001" : person->second.account);
  for (const std::string placeholder : kPlaceholders) {
    if (text.find(placeholder) != std::string::npos)
      text = replaced_all(text, placeholder, made(placeholder));
  }
  return text;
}

std::string Platform::made(const std::string& placeholder) {
  if (const auto found = values_.find(placeholder); found != values_.end()) return found->second;
  if (placeholder == "{mail}") return fmt::format("dana.{}@alder.example", ++made_);  // Another each time.
  if (placeholder == "{link}") {
    const auto link = identity::create_sign_in_link(server_.platform->services(), "admin@alder.example");
    return std::string{link->reveal()};
  }
  if (placeholder == "{group}") {
    const auto created = ask("admin", "POST", "/public/v1/accounts/user-groups",
                             fmt::format(R"({{"name": "Group {}"}})", ++made_));
    EXPECT_EQ(created.status, 201) << created.body;
    values_["{group}"] = std::string{created.json().at("id").as_string()};
  } else if (placeholder == "{token}" || placeholder == "{record}" || placeholder == "{eventType}") {
    make_token();
  } else if (placeholder == "{invitee}" || placeholder == "{invitation}") {
    invite(people().at("other tenant").email, "{invitation}", "{invitee}");
  } else {
    invite(fmt::format("invited.{}@alder.example", ++made_), "{membership}", "{user}");
  }
  return values_.at(placeholder);
}

void Platform::make_token() {
  const auto created =
      ask("admin", "POST", std::string{RunningServer::kTokens}, R"({"name": "Ledger sync"})");
  ASSERT_EQ(created.status, 201) << created.body;
  const auto token = created.json();
  const std::string id{token.at("id").as_string()};
  values_["{token}"] = id;
  tokens_["own token"] = std::string{token.at("token").as_string()};
  auto unit = server_.server->store().begin_read();
  const auto records = *(*unit)->audit().list_of_object(id);
  const auto event_type = *(*unit)->event_types().find_by_key(records.at(0).event);
  values_["{record}"] = records.at(0).id.str();
  values_["{eventType}"] = event_type->id.str();
}

void Platform::invite(const std::string& email, const std::string& membership, const std::string& user) {
  const auto created =
      ask("admin", "POST", kMemberships,
          R"({"user": {"email": ")" + email +
              R"(", "firstName": "Dana", "lastName": "Alder"}, "account": {"id": "ACC-2000-0001"},)"
              R"("groups": [{"id": "UGR-2000-0001"}]})");
  ASSERT_EQ(created.status, 201) << created.body;
  const auto invited = created.json();
  const std::string url{invited.at_pointer("/invitation/url").as_string()};
  values_[membership] = std::string{invited.at("id").as_string()};
  values_[user] = std::string{invited.at_pointer("/user/id").as_string()};
  values_["{secret}"] = url.substr(url.find('#') + 1);
}

const std::string& Platform::token_of(const std::string& role) {
  if (const auto found = tokens_.find(role); found != tokens_.end()) return found->second;
  if (role == "platform token")
    return tokens_[role] = server_.make_token(server_.platform->operations, {"MOD-9043"});
  const std::map<std::string, std::vector<std::string>> modules{
      {"own token", {}}, {"bare token", {"MOD-2001"}}, {"managing token", {"MOD-1756"}}};
  return tokens_[role] = server_.make_token(server_.platform->alder, modules.at(role));
}

const Browser& Platform::browser_of(const std::string& role) {
  const auto found = browsers_.find(role);
  if (found != browsers_.end()) return found->second;
  return browsers_[role] = server_.sign_in(people().at(role).email);
}

}  // namespace jeton::tests
