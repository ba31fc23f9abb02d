#include "api/membership_json.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <utility>

#include "api/json_reference.h"
#include "api/user_json.h"
#include "base/clock.h"
#include "base/limits.h"
#include "domain/membership_fields.h"

namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Result;

/// What both views tell of the membership: account, groups, modules, invitation.
void set_membership(json::object& object, const app::MembershipView& view) {
  object["account"] = account_reference(view.account);
  json::array groups;
  for (const auto& group : view.groups) groups.push_back(group_reference(group));
  object["groups"] = std::move(groups);
  json::array modules;
  for (const auto& module : view.modules) modules.push_back(module_reference(module));
  object["modules"] = std::move(modules);
  json::object invitation{{"status", to_string(view.membership.status)}};
  if (view.for_operations) set_text(invitation, "notes", view.membership.invitation_notes);
  object["invitation"] = std::move(invitation);
}

json::object audit_json(const app::MembershipView& view) {
  const auto& membership = view.membership;
  auto audit = audit_of(membership, domain::kMembershipFields, view.account);
  if (membership.last_access) {
    audit["access"] = audit_event({*membership.last_access,
                                   {domain::ActorKind::kUser, view.user.id.str(), view.user.name()},
                                   view.account.id},
                                  view.account);
  }
  return audit;
}

}  // namespace

const std::vector<FieldDefault>& membership_fields() {
  static const std::vector<FieldDefault> kFields{
      {"id"},     {"revision"}, {"status"},     {"user"},        {"account"},
      {"groups"}, {"modules"},  {"invitation"}, {"lastLoginAt"}, {"audit", false}};
  return kFields;
}

json::object membership_json(const app::MembershipView& view) {
  json::object object{{"id", view.membership.id.str()},
                      {"revision", view.membership.revision},
                      {"status", to_string(view.membership.status)},
                      {"user", user_reference(view.user)}};
  set_membership(object, view);
  if (view.membership.last_access) object["lastLoginAt"] = base::format_utc(*view.membership.last_access);
  object["audit"] = audit_json(view);
  return object;
}

const std::vector<FieldDefault>& member_fields() {
  static const std::vector<FieldDefault> kFields{
      {"id"},     {"revision"}, {"name"},       {"firstName"},   {"lastName"},    {"email"},
      {"status"}, {"phone"},    {"settings"},   {"icon"},        {"lastLoginAt"}, {"account"},
      {"groups"}, {"modules"},  {"invitation"}, {"audit", false}};
  return kFields;
}

json::object member_json(const app::MembershipView& view) {
  auto object = person_json(view.user, app::MembershipTarget{}.revision_of(view.membership, view.user));
  set_membership(object, view);
  auto audit = audit_json(view);
  if (view.user.last_login) {
    audit["login"] = json::object{{"at", base::format_utc(*view.user.last_login)}};
  }
  object["audit"] = std::move(audit);
  return object;
}

void set_invitation_link(json::object& object, const app::MembershipView& view, std::string_view base_url) {
  if (view.invitation.empty()) return;
  // The answer to those who manage the membership is the only place where the link is written.
  object["invitation"].as_object()["url"] =
      fmt::format("{}/invitation#{}", base_url, view.invitation.reveal());
}

const std::vector<FieldDefault>& group_reference_fields() {
  static const std::vector<FieldDefault> kFields{{"id"}, {"name"}, {"isDefault"}};
  return kFields;
}

json::object group_reference(const domain::Group& group) {
  return {{"id", group.id.str()}, {"name", group.name}, {"isDefault", group.is_default}};
}

Result<app::InviteMember> invite_member_from_json(const json::object& body) {
  app::InviteMember command;
  JETON_TRY(const auto* user, object_member(body, "user"));
  if (user != nullptr) {
    JETON_TRY(command.email, stated_text(*user, "email", "user."));
    JETON_TRY(command.first_name, stated_text(*user, "firstName", "user."));
    JETON_TRY(command.last_name, stated_text(*user, "lastName", "user."));
    JETON_TRY(command.user_id, stated_text(*user, "id", "user."));
  }
  JETON_TRY(command.account_id, reference_id(body, "account"));
  JETON_TRY(auto groups, reference_list(body, "groups", base::kMembershipGroupsMax));
  if (groups) command.group_ids = *std::move(groups);
  JETON_TRY(const auto* invitation, object_member(body, "invitation"));
  if (invitation != nullptr) {
    JETON_TRY(command.invitation_status, stated_text(*invitation, "status", "invitation."));
    JETON_TRY(auto notes, stated_text(*invitation, "notes", "invitation."));
    command.notes = std::move(notes).value_or(std::string{});
  }
  return command;
}

Result<app::UpdateMember> update_member_from_json(const json::object& body) {
  app::UpdateMember command;
  JETON_TRY(const auto* user, object_member(body, "user"));
  JETON_CHECK(take_names(user != nullptr ? *user : body, user != nullptr ? "user." : "", command.user));
  JETON_TRY(command.account_id, reference_id(body, "account"));
  JETON_TRY(command.group_ids, reference_list(body, "groups", base::kMembershipGroupsMax));
  return command;
}

}  // namespace jeton::api
