#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "api/logo_form.h"
#include "api/select.h"
#include "app/people/users.h"
#include "base/result.h"

/// Users in JSON (spec ).
namespace jeton::api {

/// Where the picture of a user is, relative to `/public` (spec A-024).
std::string user_icon_path(const domain::UserId& id);

/// What a person has chosen for the console; what is unset is absent.
boost::json::object settings_json(const domain::UserSettings& settings);
/// What a user is to everyone who sees it: from `id` to `lastLoginAt`. `revision` is the view's.
boost::json::object person_json(const domain::User& user, std::int64_t revision);
/// The user as references tell it (spec section 8).
boost::json::object user_reference(const domain::User& user);

/// Fields in the order of the schema.
const std::vector<FieldDefault>& user_fields();
/// The complete representation.
boost::json::object to_json(const app::UserView& view);

const std::vector<FieldDefault>& user_account_fields();
boost::json::object to_json(const app::UserAccountView& view);

/// A member that is an object: nothing when absent or null. Errors: invalid at `name`.
base::Result<const boost::json::object*> object_member(const boost::json::object& body,
                                                       std::string_view name);
/// A text of `body`, with errors at `prefix` + `name`: nothing when absent, empty when null (spec R-025).
base::Result<std::optional<std::string>> stated_text(const boost::json::object& body, std::string_view name,
                                                     std::string_view prefix);

/// `firstName` and `lastName` of `body` into `change`, with errors at `prefix` + name.
base::Result<void> take_names(const boost::json::object& body, std::string_view prefix,
                              domain::UserChange& change);
/// `phone` of `body` into `change`; null clears it.
base::Result<void> take_phone(const boost::json::object& body, domain::UserChange& change);

/// The body of an update: a delta (spec ). Errors: invalid at the member whose JSON type is
/// wrong.
base::Result<app::UpdateUser> update_user_from_json(const LogoForm& form);

}  // namespace jeton::api
