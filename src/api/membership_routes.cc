#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <string>
#include <utility>

#include "api/create_once.h"
#include "api/etag.h"
#include "api/exchange.h"
#include "api/json_reference.h"
#include "api/listing.h"
#include "api/membership_json.h"
#include "api/request_json.h"
#include "base/limits.h"
#include "domain/group_properties.h"
#include "domain/membership_properties.h"
#include "net/content_type.h"

// Memberships (spec rest-api section 9). Both views are the same operations: they differ in how a membership
// is addressed and in the shape of the answer.
namespace jeton::api {
namespace {

namespace json = boost::json;
using app::MembershipView;
using base::Error;
using base::Result;

/// By account and user, shaped like a user.
struct MemberShape {
  /// Of the path, for everything in it.
  static std::optional<std::string> account(const Exchange& exchange) {
    return exchange.parameter("accountId");
  }
  static app::MembershipTarget target(const Exchange& exchange) {
    return {.account = exchange.parameter("accountId"), .user = exchange.parameter("userId")};
  }
  static json::object to_json(const MembershipView& view) { return member_json(view); }
  static const std::vector<FieldDefault>& fields() { return member_fields(); }
};

/// By the membership's own id.
struct MembershipShape {
  static std::optional<std::string> account(const Exchange&) { return std::nullopt; }
  static app::MembershipTarget target(const Exchange& exchange) { return {.id = exchange.parameter("id")}; }
  static json::object to_json(const MembershipView& view) { return membership_json(view); }
  static const std::vector<FieldDefault>& fields() { return membership_fields(); }
};

bool may_manage(const Exchange& exchange) {
  return app::reaches_memberships(exchange.caller);
}

bool may_accept(const Exchange& exchange) {
  return app::may_accept_invitations(exchange.caller);
}

template <class Shape>
net::Response answer(const Exchange& exchange, int status, const MembershipView& view) {
  auto object = Shape::to_json(view);
  set_invitation_link(object, view, exchange.options.base_url());
  return object_response(status, std::move(object), Shape::fields(), exchange.selection);
}

Result<domain::Page<MembershipView>> list_member_page(const Exchange& exchange, const ListRequest& request) {
  return app::list_members(exchange.services, exchange.caller, exchange.parameter("accountId"),
                           request.query);
}

Result<domain::Page<MembershipView>> list_membership_page(const Exchange& exchange,
                                                          const ListRequest& request) {
  return app::list_memberships(exchange.services, exchange.caller, request.query);
}

using Stream = std::unique_ptr<app::ViewStream<MembershipView>>;

Result<Stream> stream_member_page(const Exchange& exchange, const ListRequest& request) {
  return app::stream_members(exchange.services, exchange.caller, exchange.parameter("accountId"),
                             request.query);
}

Result<Stream> stream_membership_page(const Exchange& exchange, const ListRequest& request) {
  return app::stream_memberships(exchange.services, exchange.caller, request.query);
}

Result<net::Response> list_members(Exchange& exchange) {
  static const Collection<MembershipView> kMembers{.properties = domain::member_properties(),
                                                   .fields = member_fields(),
                                                   .list = &list_member_page,
                                                   .to_json = &member_json,
                                                   .stream = &stream_member_page};
  return answer_list(exchange, kMembers);
}

Result<net::Response> list_memberships(Exchange& exchange) {
  static const Collection<MembershipView> kMemberships{.properties = domain::membership_properties(),
                                                       .fields = membership_fields(),
                                                       .list = &list_membership_page,
                                                       .to_json = &membership_json,
                                                       .stream = &stream_membership_page};
  return answer_list(exchange, kMemberships);
}

template <class Shape>
Result<net::Response> invite(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  JETON_TRY(auto command, invite_member_from_json(body));
  command.within = Shape::account(exchange);
  return answer_create(exchange, [&](domain::UnitOfWork& unit) -> Result<net::Response> {
    JETON_TRY(const auto view, app::invite_member(exchange.services, unit, exchange.caller, command));
    return answer<Shape>(exchange, 201, view);
  });
}

template <class Shape>
Result<net::Response> get(Exchange& exchange) {
  JETON_TRY(const auto view, app::get_member(exchange.services, exchange.caller, Shape::target(exchange)));
  return answer<Shape>(exchange, 200, view);
}

template <class Shape>
Result<net::Response> update(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  JETON_TRY(const auto command, update_member_from_json(body));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view, app::update_member(exchange.services, exchange.caller, Shape::target(exchange),
                                                command, expected));
  return answer<Shape>(exchange, 200, view);
}

template <class Shape>
Result<net::Response> remove(Exchange& exchange) {
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_CHECK(app::remove_member(exchange.services, exchange.caller, Shape::target(exchange), expected));
  return net::no_content();
}

using Action = Result<MembershipView> (*)(const app::Services&, const domain::Caller&,
                                          const app::MembershipTarget&, const app::ExpectedRevision&);

template <class Shape, Action kAction>
Result<net::Response> act(Exchange& exchange) {
  JETON_CHECK(ignore_json_body(exchange.request));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view, kAction(exchange.services, exchange.caller, Shape::target(exchange), expected));
  return answer<Shape>(exchange, 200, view);
}

// --- Groups -----------------------------------------------------------------------------------------------

json::object group_json(const app::GroupView& view) {
  return group_reference(view.group);
}

Result<domain::Page<app::GroupView>> list_group_page(const Exchange& exchange, const ListRequest& request) {
  return app::list_member_groups(exchange.services, exchange.caller, MemberShape::target(exchange),
                                 request.query);
}

Result<std::unique_ptr<app::ViewStream<app::GroupView>>> stream_group_page(const Exchange& exchange,
                                                                           const ListRequest& request) {
  return app::stream_member_groups(exchange.services, exchange.caller, MemberShape::target(exchange),
                                   request.query);
}

Result<net::Response> list_groups(Exchange& exchange) {
  static const Collection<app::GroupView> kGroups{.properties = domain::group_properties(),
                                                  .fields = group_reference_fields(),
                                                  .list = &list_group_page,
                                                  .to_json = &group_json,
                                                  .stream = &stream_group_page};
  return answer_list(exchange, kGroups);
}

template <class Shape>
Result<net::Response> add_group(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  JETON_TRY(const auto id, text_member(body, "id"));
  JETON_TRY(const auto added,
            app::add_member_group(exchange.services, exchange.caller, Shape::target(exchange), id.text));
  return net::json_response(added.added ? 201 : 200, json::serialize(group_reference(added.group)));
}

/// The body is an array of references (spec A-152).
Result<std::vector<std::string>> group_ids(const net::Request& request) {
  const auto type = net::media_type(request.header("Content-Type").value_or(""));
  if (type != "application/json") {
    return Error{base::ErrorKind::kUnsupportedMediaType, "The body must be application/json."};
  }
  JETON_TRY(auto array, parse_json_array(body_text(request)));
  const json::object body{{"groups", std::move(array)}};
  JETON_TRY(auto ids, reference_list(body, "groups", base::kMembershipGroupsMax));
  return std::move(ids).value_or(std::vector<std::string>{});
}

template <class Shape>
Result<net::Response> set_groups(Exchange& exchange) {
  JETON_TRY(const auto ids, group_ids(exchange.request));
  JETON_TRY(const auto groups,
            app::set_member_groups(exchange.services, exchange.caller, Shape::target(exchange), ids));
  json::array references;
  for (const auto& group : groups) references.push_back(group_reference(group));
  return net::json_response(200, json::serialize(references));
}

Result<net::Response> get_group(Exchange& exchange) {
  JETON_TRY(const auto group,
            app::get_member_group(exchange.services, exchange.caller, MemberShape::target(exchange),
                                  exchange.parameter("groupId")));
  return net::json_response(200, json::serialize(group_reference(group)));
}

template <class Shape>
Result<net::Response> remove_group(Exchange& exchange) {
  JETON_CHECK(app::remove_member_group(exchange.services, exchange.caller, Shape::target(exchange),
                                       exchange.parameter("groupId")));
  return net::no_content();
}

}  // namespace

std::vector<Route> member_routes() {
  const std::string collection = "/public/v1/accounts/accounts/{accountId}/users";
  const auto one = collection + "/{userId}";
  const auto groups = one + "/groups";
  constexpr auto kCaller = Authentication::kCaller;
  using Shape = MemberShape;
  return {
      collection_route(collection, "listAccountMembers", may_manage, list_members),
      {"POST", collection, "inviteAccountMember", kCaller, may_manage, invite<Shape>},
      {"GET", one, "getAccountMember", kCaller, may_manage, get<Shape>},
      {"PUT", one, "updateAccountMember", kCaller, may_manage, update<Shape>},
      {"DELETE", one, "removeAccountMember", kCaller, may_manage, remove<Shape>, {}},
      {"POST", one + "/accept-invite", "acceptAccountMemberInvite", kCaller, may_accept,
       act<Shape, app::accept_member_invite>},
      {"POST", one + "/resend-invite", "resendAccountMemberInvite", kCaller, may_manage,
       act<Shape, app::resend_member_invite>},
      {"POST", one + "/send-new-invite", "sendNewAccountMemberInvite", kCaller, may_manage,
       act<Shape, app::send_new_member_invite>},
      collection_route(groups, "listAccountMemberGroups", may_manage, list_groups),
      {"POST", groups, "addAccountMemberGroup", kCaller, may_manage, add_group<Shape>},
      {"PUT", groups, "setAccountMemberGroups", kCaller, may_manage, set_groups<Shape>},
      {"GET", groups + "/{groupId}", "getAccountMemberGroup", kCaller, may_manage, get_group},
      {"DELETE",
       groups + "/{groupId}",
       "removeAccountMemberGroup",
       kCaller,
       may_manage,
       remove_group<Shape>,
       {}},
  };
}

std::vector<Route> membership_routes() {
  const std::string collection = "/public/v1/accounts/account-users";
  const auto one = collection + "/{id}";
  const auto groups = one + "/groups";
  constexpr auto kCaller = Authentication::kCaller;
  using Shape = MembershipShape;
  return {
      collection_route(collection, "listAccountUsers", may_manage, list_memberships),
      {"POST", collection, "inviteAccountUser", kCaller, may_manage, invite<Shape>},
      {"GET", one, "getAccountUser", kCaller, may_manage, get<Shape>},
      {"PUT", one, "updateAccountUser", kCaller, may_manage, update<Shape>},
      {"DELETE", one, "removeAccountUser", kCaller, may_manage, remove<Shape>, {}},
      {"POST", one + "/accept-invite", "acceptAccountUserInvite", kCaller, may_accept,
       act<Shape, app::accept_member_invite>},
      {"POST", one + "/resend-invite", "resendAccountUserInvite", kCaller, may_manage,
       act<Shape, app::resend_member_invite>},
      {"POST", one + "/send-new-invite", "sendNewAccountUserInvite", kCaller, may_manage,
       act<Shape, app::send_new_member_invite>},
      {"POST", groups, "addAccountUserGroup", kCaller, may_manage, add_group<Shape>},
      {"PUT", groups, "setAccountUserGroups", kCaller, may_manage, set_groups<Shape>},
      {"DELETE",
       groups + "/{groupId}",
       "removeAccountUserGroup",
       kCaller,
       may_manage,
       remove_group<Shape>,
       {}},
  };
}

}  // namespace jeton::api
