#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "domain/ids.h"
#include "domain/session.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

class SessionRepository {
 public:
  virtual ~SessionRepository() = default;
  virtual base::Result<std::optional<Session>> find(std::string_view digest) = 0;
  virtual base::Result<void> insert(const Session& session) = 0;
  /// Moves `last_seen_at`.
  virtual base::Result<void> touch(std::string_view digest, base::Timestamp at) = 0;
  virtual base::Result<void> remove(std::string_view digest) = 0;
  /// All of a user but the one with the digest `kept`; an empty one keeps none.
  virtual base::Result<void> remove_of_user(const UserId& user, std::string_view kept) = 0;
  base::Result<void> remove_of_user(const UserId& user) { return remove_of_user(user, {}); }
  /// Moves a session into another account.
  virtual base::Result<void> move(std::string_view digest, const AccountId& account) = 0;
  virtual base::Result<void> remove_expired(base::Timestamp now) = 0;
  virtual base::Result<void> insert_link(const SignInLink& link) = 0;
  virtual base::Result<std::optional<SignInLink>> find_link(std::string_view digest) = 0;
  /// Removes the link and returns it: of two callers one gets it.
  virtual base::Result<std::optional<SignInLink>> take_link(std::string_view digest) = 0;
  /// All of a user.
  virtual base::Result<void> remove_links_of_user(const UserId& user) = 0;
};

}  // namespace jeton::domain
