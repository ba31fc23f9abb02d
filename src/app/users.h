#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/services.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/password_hash.h"
#include "domain/caller.h"
#include "domain/user.h"

/// What the operator does with users on the server's own machine. The API's users are to come.
namespace jeton::app {

struct InviteUser {
  std::string email;
  std::string first_name;
  std::string last_name;
  std::string account_id;
  std::vector<std::string> group_ids;  ///< Empty: the account's default group.
};

/// Creates the user when the e-mail address is new (spec R-061) and an `Invited` membership (spec R-071).
/// Errors: invalid at the field; conflict when the membership exists.
base::Result<domain::Membership> invite_user(const Services& services, const domain::Caller& caller,
                                             const InviteUser& command);

/// Sets the password of the user with that e-mail address (spec R-065) and ends the user's sessions. Only
/// for the operator at the machine. Errors: denied; not found; invalid at `password`.
base::Result<void> set_password(const Services& services, const domain::Caller& caller,
                                std::string_view email, const base::Secret& password,
                                const crypto::PasswordCost& cost = {});

/// The operator at the machine: the system actor, holding everything, in no account.
domain::Caller system_caller();

}  // namespace jeton::app
