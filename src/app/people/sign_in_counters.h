#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/store.h"

/// What sign-ins are counted by. Counters are in the database, so that several servers share them, under
/// digests, so that it does not store which network and e-mail addresses strangers have used.
namespace jeton::app {

/// The digests of counters.
std::string email_failures(std::string_view email);
std::string email_attempts(std::string_view email);
/// `network` as `base::networks_of` writes it.
std::string network_failures(std::string_view network);
std::string network_attempts(std::string_view network);
std::string password_change_failures(const domain::UserId& user);
std::string password_change_attempts(const domain::UserId& user);

/// The counters of a person's failures.
std::vector<std::string> failures_of(const domain::User& user);

/// Resets the failures of a person who has been authenticated. Called last in a unit: it may wait
/// for concurrent attempts.
base::Result<void> forget_failures(domain::UnitOfWork& unit, const domain::User& user);
/// Resets all counters of a person.
base::Result<void> forget_sign_ins(domain::UnitOfWork& unit, const domain::User& user);

}  // namespace jeton::app
