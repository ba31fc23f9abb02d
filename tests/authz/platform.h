#pragma once

#include <map>
#include <string>

#include "support/running_server.h"

namespace jeton::tests {

/// A server, the callers of each role, who stay signed in, and what they ask about in the first client
/// account. That is named by placeholders, and made when one is met:
///
/// `{token}`, `{record}` the audit record of its creation, `{eventType}` the type of that event; `{group}`
/// without members;
/// `{user}`, `{membership}` and the `{secret}` of the link of somebody new who is invited; `{invitee}` and
/// `{invitation}`, the second tenant's administrator and their invitation; `{mail}` that nobody has; `{link}`
/// to sign in with; `{own account}` of the caller.
class Platform {
 public:
  explicit Platform(store::sql::Engine engine) : server_{engine} {}

  /// Asks as somebody of `role`.
  Answer ask(const std::string& role, const char* method, std::string target, std::string body = {});
  /// The same of what has to succeed for a test to be about anything.
  void arrange(const std::string& role, const char* method, const std::string& target,
               const std::string& body = {});

  /// The next placeholders name other things.
  void forget_subjects() { values_.clear(); }
  /// The caller of `role` signs in again before the next request.
  void forget_session(const std::string& role) { browsers_.erase(role); }

  void give_icon_to_token();
  void let_invitation_expire();
  /// Of `{invitee}`, if there is one.
  void withdraw_invitation();
  /// The password that everybody has.
  void set_password_again(const char* user);

 private:
  Answer send_as(const std::string& role, const Ask& ask);
  std::string filled(std::string text, const std::string& role);
  std::string made(const std::string& placeholder);
  void make_token();
  void invite(const std::string& email, const std::string& membership, const std::string& user);
  const std::string& token_of(const std::string& role);
  const Browser& browser_of(const std::string& role);

  RunningServer server_;
  std::map<std::string, Browser> browsers_;
  std::map<std::string, std::string> tokens_;
  std::map<std::string, std::string> values_;
  int made_ = 0;
};

}  // namespace jeton::tests
