#pragma once

#include <boost/json/object.hpp>
#include <string_view>
#include <vector>

#include "api/select.h"
#include "app/people/memberships.h"
#include "base/result.h"

/// Memberships in JSON, in both of their views (spec ).
namespace jeton::api {

/// Shaped like a membership: addressed by its own id.
const std::vector<FieldDefault>& membership_fields();
boost::json::object membership_json(const app::MembershipView& view);

/// Shaped like a user: addressed by account and user. `revision` counts the changes of both the user and the
/// membership.
const std::vector<FieldDefault>& member_fields();
boost::json::object member_json(const app::MembershipView& view);

/// Adds `invitation.url`, while the view holds the link's secret. The secret follows `#`, which browsers
/// do not send.
void set_invitation_link(boost::json::object& object, const app::MembershipView& view,
                         std::string_view base_url);

/// A group as memberships tell it.
const std::vector<FieldDefault>& group_reference_fields();
boost::json::object group_reference(const domain::Group& group);

/// The body of an invitation (spec A-150). Errors: invalid at the member whose JSON type is wrong.
base::Result<app::InviteMember> invite_member_from_json(const boost::json::object& body);
/// The body of an update, the same shape (spec A-151); names may also be at the top, as in the user's
/// view.
base::Result<app::UpdateMember> update_member_from_json(const boost::json::object& body);

}  // namespace jeton::api
