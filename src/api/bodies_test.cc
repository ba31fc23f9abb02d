#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "api/account_json.h"
#include "api/audit_json.h"
#include "api/json_reference.h"
#include "api/membership_json.h"
#include "api/user_json.h"
#include "base/limits.h"

// What members of bodies may be, and which error names one that is something else.
namespace jeton::api {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::SizeIs;

constexpr const char* kString = ": The value must be a string.";
constexpr const char* kObject = ": The value must be an object.";
constexpr const char* kReference = ": The value must be an object with an id.";
constexpr const char* kReferenceId = ": The id of the reference must be a string.";

json::object body(const std::string& text) {
  return json::parse(text).as_object();
}

/// `path: message` of the only error, or nothing.
template <class T>
std::string error_of(const base::Result<T>& result) {
  if (result.has_value()) return {};
  EXPECT_EQ(result.error().kind(), base::ErrorKind::kInvalid);
  EXPECT_THAT(result.error().fields(), SizeIs(1));
  return result.error().fields().front().path + ": " + result.error().fields().front().message;
}

TEST(TextMembers, AreTextsOrNullOrAbsent) {
  EXPECT_EQ(text_member(body("{}"), "a")->presence, Presence::kAbsent);
  EXPECT_EQ(text_member(body(R"({"a":null})"), "a")->presence, Presence::kNull);
  const auto member = text_member(body(R"({"a":"x"})"), "a");
  EXPECT_EQ(member->presence, Presence::kValue);
  EXPECT_EQ(member->text, "x");
  for (const auto* text : {R"({"a":1})", R"({"a":true})", R"({"a":{}})", R"({"a":["x"]})"}) {
    EXPECT_EQ(error_of(text_member(body(text), "a")), std::string{"a"} + kString);
    EXPECT_EQ(error_of(changed_text(body(text), "a")), std::string{"a"} + kString);
    EXPECT_EQ(error_of(stated_text(body(text), "a", "b.")), std::string{"b.a"} + kString);
  }
  // R-025
  EXPECT_EQ(*changed_text(body("{}"), "a"), std::nullopt);
  EXPECT_THAT(*changed_text(body(R"({"a":null})"), "a"), Optional(std::string{}));
  EXPECT_THAT(*changed_text(body(R"({"a":"x"})"), "a"), Optional(std::string{"x"}));
  EXPECT_EQ(*stated_text(body("{}"), "a", "b."), std::nullopt);
  EXPECT_THAT(*stated_text(body(R"({"a":null})"), "a", "b."), Optional(std::string{}));
  EXPECT_THAT(*stated_text(body(R"({"a":"x"})"), "a", "b."), Optional(std::string{"x"}));
}

TEST(TruthMembers, AreTrueOrFalseOrNothing) {
  EXPECT_EQ(*truth_member(body("{}"), "a"), std::nullopt);
  EXPECT_EQ(*truth_member(body(R"({"a":null})"), "a"), std::nullopt);
  EXPECT_THAT(*truth_member(body(R"({"a":true})"), "a"), Optional(true));
  EXPECT_THAT(*truth_member(body(R"({"a":false})"), "a"), Optional(false));
  for (const auto* text : {R"({"a":"true"})", R"({"a":1})", R"({"a":{}})"}) {
    EXPECT_EQ(error_of(truth_member(body(text), "a")), "a: The value must be true or false.");
  }
}

TEST(References, HaveAnId) {
  EXPECT_EQ(*reference_id(body("{}"), "account"), std::nullopt);
  EXPECT_EQ(*reference_id(body(R"({"account":null})"), "account"), std::nullopt);
  EXPECT_THAT(*reference_id(body(R"({"account":{"id":"ACC-1","name":2}})"), "account"),
              Optional(std::string{"ACC-1"}));
  for (const auto* text : {R"({"account":"ACC-1"})", R"({"account":["ACC-1"]})", R"({"account":1})"}) {
    EXPECT_EQ(error_of(reference_id(body(text), "account")), std::string{"account"} + kReference);
  }
  for (const auto* text : {R"({"account":{}})", R"({"account":{"id":1}})", R"({"account":{"id":null}})"}) {
    EXPECT_EQ(error_of(reference_id(body(text), "account")), std::string{"account.id"} + kReferenceId);
  }
}

TEST(References, AreListedUpToALimit) {
  EXPECT_EQ(*reference_list(body("{}"), "list", 2), std::nullopt);
  EXPECT_THAT(*reference_list(body(R"({"list":null})"), "list", 2), Optional(IsEmpty()));
  EXPECT_THAT(*reference_list(body(R"({"list":[]})"), "list", 2), Optional(IsEmpty()));
  EXPECT_THAT(*reference_list(body(R"({"list":[{"id":"a"},{"id":"b"}]})"), "list", 2),
              Optional(ElementsAre("a", "b")));
  EXPECT_EQ(error_of(reference_list(body(R"({"list":[{"id":"a"},{"id":"b"},{"id":"c"}]})"), "list", 2)),
            "list: At most 2 references are allowed.");
  for (const auto* text : {R"({"list":"a"})", R"({"list":{"id":"a"}})", R"({"list":1})"}) {
    EXPECT_EQ(error_of(reference_list(body(text), "list", 2)),
              "list: The value must be an array of references.");
  }
  for (const auto* text : {R"({"list":[{"id":"a"},"b"]})", R"({"list":[{"id":"a"},null]})"}) {
    EXPECT_EQ(error_of(reference_list(body(text), "list", 2)), std::string{"list[1]"} + kReference);
  }
  for (const auto* text : {R"({"list":[{"id":"a"},{}]})", R"({"list":[{"id":"a"},{"id":1}]})"}) {
    EXPECT_EQ(error_of(reference_list(body(text), "list", 2)), std::string{"list[1].id"} + kReferenceId);
  }
}

// R-180
TEST(Extensions, AreAbsentClearedOrListed) {
  EXPECT_EQ(*extensions_member(body("{}")), std::nullopt);
  const auto cleared = extensions_member(body(R"({"extensions":null})"));
  ASSERT_TRUE(cleared->has_value());
  EXPECT_EQ(**cleared, std::nullopt);
  const auto listed = extensions_member(body(R"({"extensions":[{"id":"EXT-1"}]})"));
  ASSERT_TRUE(listed->has_value());
  EXPECT_THAT(**listed, Optional(ElementsAre("EXT-1")));
  EXPECT_EQ(error_of(extensions_member(body(R"({"extensions":[1]})"))),
            std::string{"extensions[0]"} + kReference);
  json::object shown;
  set_extensions(shown, std::nullopt);
  EXPECT_TRUE(shown.empty());
  set_extensions(shown, std::vector<std::string>{"EXT-1"});
  EXPECT_EQ(json::serialize(shown), R"({"extensions":[{"id":"EXT-1"}]})");
}

TEST(Texts, AreShownUnlessTheyAreEmpty) {
  json::object object;
  set_text(object, "a", "");
  set_text(object, "b", "x");
  EXPECT_EQ(json::serialize(object), R"({"b":"x"})");
}

// R-022
TEST(Events, ResolveTheAccountOfTheViewerAlone) {
  domain::Account own{.id = *domain::AccountId::parse("ACC-3010-4421"), .name = "Alder Freight"};
  domain::Stamp stamp{{}, {domain::ActorKind::kUser, "USR-1000-0001", "Ada"}, own.id};
  EXPECT_EQ(json::serialize(audit_event(stamp, own).at("of")),
            R"({"id":"ACC-3010-4421","name":"Alder Freight","type":"Client"})");
  EXPECT_EQ(json::serialize(audit_event(stamp).at("of")), R"({"id":"ACC-3010-4421"})");
  stamp.of = domain::AccountId::parse("ACC-3010-4422");
  EXPECT_EQ(json::serialize(audit_event(stamp, own).at("of")), R"({"id":"ACC-3010-4422"})");
  stamp.of.reset();
  EXPECT_FALSE(audit_event(stamp, own).contains("of"));
  stamp.by = domain::system_actor();
  EXPECT_FALSE(audit_event(stamp).at("by").as_object().contains("id"));
}

// --- users ---

base::Result<app::UpdateUser> user_update(const std::string& text) {
  return update_user_from_json({body(text), std::nullopt});
}

TEST(UserBodies, StateWhatChanges) {
  const auto none = user_update("{}");
  EXPECT_EQ(none->change, domain::UserChange{});
  EXPECT_EQ(none->current_account_id, std::nullopt);
  EXPECT_FALSE(none->removes_icon);
  const auto all = user_update(
      R"({"firstName":"Ada","lastName":null,"phone":{"prefix":"+34","number":"600"},
          "settings":{"cultureCode":"en-GB","languageCode":"es","dateFormat":"d","timeFormat":"t","timeZone":"z",
                      "numberFormat":"n","optOuts":["a","b"]},
          "currentAccount":{"id":"ACC-1"}})");
  ASSERT_TRUE(all.has_value());
  domain::UserChange stated;
  stated.first_name = "Ada";
  stated.last_name = "";
  stated.phone_prefix = "+34";
  stated.phone_number = "600";
  stated.culture_code = "en-GB";
  stated.language_code = "es";
  stated.date_format = "d";
  stated.time_format = "t";
  stated.time_zone = "z";
  stated.number_format = "n";
  stated.opt_outs = {"a", "b"};
  EXPECT_EQ(all->change, stated);
  EXPECT_EQ(all->current_account_id, "ACC-1");
}

TEST(UserBodies, ClearAPhoneWithNullAndLeaveItOutWithoutOne) {
  EXPECT_EQ(user_update(R"({"phone":null})")->change.phone_prefix, "");
  EXPECT_EQ(user_update(R"({"phone":null})")->change.phone_number, "");
  EXPECT_EQ(user_update(R"({"phone":{}})")->change, domain::UserChange{});
  EXPECT_EQ(user_update(R"({"phone":{"number":"1"}})")->change.phone_prefix, std::nullopt);
  EXPECT_EQ(user_update(R"({"settings":null})")->change, domain::UserChange{});
  EXPECT_EQ(user_update(R"({"settings":{}})")->change, domain::UserChange{});
  EXPECT_THAT(user_update(R"({"settings":{"optOuts":null}})")->change.opt_outs, Optional(IsEmpty()));
}

TEST(UserBodies, NameTheMemberThatIsOfAnotherType) {
  for (const auto& [text, error] : std::initializer_list<std::pair<const char*, std::string>>{
           {R"({"firstName":1})", std::string{"firstName"} + kString},
           {R"({"lastName":1})", std::string{"lastName"} + kString},
           {R"({"phone":"+34"})", std::string{"phone"} + kObject},
           {R"({"phone":{"prefix":34}})", std::string{"phone.prefix"} + kString},
           {R"({"phone":{"number":34}})", std::string{"phone.number"} + kString},
           {R"({"settings":"x"})", std::string{"settings"} + kObject},
           {R"({"settings":{"cultureCode":1}})", std::string{"settings.cultureCode"} + kString},
           {R"({"settings":{"languageCode":1}})", std::string{"settings.languageCode"} + kString},
           {R"({"settings":{"dateFormat":1}})", std::string{"settings.dateFormat"} + kString},
           {R"({"settings":{"timeFormat":1}})", std::string{"settings.timeFormat"} + kString},
           {R"({"settings":{"timeZone":1}})", std::string{"settings.timeZone"} + kString},
           {R"({"settings":{"numberFormat":1}})", std::string{"settings.numberFormat"} + kString},
           {R"({"settings":{"optOuts":["a",1]}})", std::string{"settings.optOuts[1]"} + kString},
           {R"({"currentAccount":"ACC-1"})", std::string{"currentAccount"} + kReference},
           {R"({"icon":1})", std::string{"icon"} + kString}}) {
    EXPECT_EQ(error_of(user_update(text)), error) << text;
  }
}

TEST(UserBodies, ListOptOutsUpToALimit) {
  const auto with = [](std::size_t count) {
    json::array list;
    for (std::size_t i = 0; i < count; ++i) list.emplace_back("x");
    json::object object;
    object["settings"] = json::object{{"optOuts", std::move(list)}};
    return update_user_from_json({std::move(object), std::nullopt});
  };
  EXPECT_THAT(with(base::kUserOptOutsMax)->change.opt_outs, Optional(SizeIs(base::kUserOptOutsMax)));
  const std::string refused = "settings.optOuts: The value must be an array of at most " +
                              std::to_string(base::kUserOptOutsMax) + " strings.";
  EXPECT_EQ(error_of(with(base::kUserOptOutsMax + 1)), refused);
  EXPECT_EQ(error_of(user_update(R"({"settings":{"optOuts":"x"}})")), refused);
}

// A-054
TEST(UserBodies, TakeThePictureAwayWithNothingInItsPlace) {
  EXPECT_TRUE(user_update(R"({"icon":null})")->removes_icon);
  EXPECT_TRUE(user_update(R"({"icon":""})")->removes_icon);
  EXPECT_FALSE(user_update(R"({"icon":"/v1/accounts/users/USR-1/icon"})")->removes_icon);
  const auto replaced = update_user_from_json({body(R"({"icon":null})"), domain::Icon{"image/png", "x"}});
  EXPECT_FALSE(replaced->removes_icon);
  EXPECT_TRUE(replaced->icon.has_value());
}

TEST(Users, ShowWhatIsSet) {
  domain::User user{.id = *domain::UserId::parse("USR-2201-7788"), .email = "ada@example.com"};
  auto shown = person_json(user, 1);
  for (const auto* absent : {"phone", "lastLoginAt"}) EXPECT_FALSE(shown.contains(absent)) << absent;
  EXPECT_EQ(json::serialize(shown.at("settings")), R"({"cultureCode":"en-US","languageCode":"en-US"})");
  EXPECT_FALSE(user_reference(user).contains("lastLoginAt"));
  user.phone.number = "600";
  user.settings.date_format = "d";
  user.settings.time_format = "t";
  user.settings.time_zone = "z";
  user.settings.number_format = "n";
  user.settings.opt_outs = {"a"};
  user.last_login = base::Timestamp{};
  shown = person_json(user, 1);
  EXPECT_EQ(json::serialize(shown.at("phone")), R"({"number":"600"})");
  EXPECT_EQ(json::serialize(shown.at("settings")),
            R"({"cultureCode":"en-US","languageCode":"en-US","dateFormat":"d","timeFormat":"t",)"
            R"("timeZone":"z","numberFormat":"n","optOuts":["a"]})");
  EXPECT_TRUE(shown.contains("lastLoginAt"));
  EXPECT_TRUE(user_reference(user).contains("lastLoginAt"));
}

// Who acted on behalf of another account is no business of a viewer who is not Operations.
TEST(Users, NameWhoActedToTheirOwnAccountAndToOperations) {
  const auto own = *domain::AccountId::parse("ACC-3010-4421");
  app::UserView view{.user = {.id = *domain::UserId::parse("USR-2201-7788")}};
  view.user.created = {{}, {domain::ActorKind::kUser, "USR-1000-0001", "Robin"}, own};
  const auto created = [&] { return to_json(view).at("audit").at("created").as_object(); };
  EXPECT_FALSE(created().contains("by"));
  EXPECT_FALSE(created().contains("of"));
  view.viewer_account = domain::Account{.id = *domain::AccountId::parse("ACC-3010-4422"), .name = "Birch"};
  EXPECT_FALSE(created().contains("by"));
  view.for_operations = true;
  EXPECT_EQ(created().at("by").at("name").as_string(), "Robin");
  EXPECT_FALSE(created().at("of").as_object().contains("name"));
  view.for_operations = false;
  view.viewer_account = domain::Account{.id = own, .name = "Alder"};
  EXPECT_EQ(created().at("by").at("name").as_string(), "Robin");
  EXPECT_EQ(created().at("of").at("name").as_string(), "Alder");
}

TEST(Modules, SayWhetherTheyArePaid) {
  app::ModuleRef module{
      .id = *domain::ModuleId::parse("MOD-1756"), .code = "billing", .name = "Billing", .description = {}};
  EXPECT_EQ(json::serialize(module_reference(module)),
            R"({"id":"MOD-1756","name":"Billing","code":"billing","paid":false})");
  module.paid = true;
  module.description = "Invoices.";
  EXPECT_EQ(json::serialize(module_reference(module)),
            R"({"id":"MOD-1756","name":"Billing","code":"billing","description":"Invoices.","paid":true})");
}

// --- accounts ---

TEST(AccountBodies, StateWhatChanges) {
  const auto none = update_account_from_json(body("{}"));
  EXPECT_EQ(none->type, std::nullopt);
  EXPECT_FALSE(none->change.address.has_value());
  EXPECT_FALSE(none->change.eligibility.has_value());
  EXPECT_FALSE(none->clears_logo);
  const auto cleared = update_account_from_json(body(R"({"type":null,"address":null,"eligibility":null})"));
  EXPECT_EQ(cleared->type, std::nullopt);
  ASSERT_TRUE(cleared->change.address.has_value());
  EXPECT_FALSE(cleared->change.address->has_value());
  ASSERT_TRUE(cleared->change.eligibility.has_value());
  EXPECT_FALSE(cleared->change.eligibility->has_value());
  const auto stated = update_account_from_json(body(
      R"({"type":"Client","address":{"city":"Leeds"},"eligibility":{"partner":true},"revealTokens":false})"));
  EXPECT_EQ(stated->type, "Client");
  EXPECT_EQ((*stated->change.address)->city, "Leeds");
  EXPECT_EQ((*stated->change.address)->country, std::nullopt);
  EXPECT_EQ((*stated->change.eligibility)->partner, true);
  EXPECT_EQ((*stated->change.eligibility)->client, std::nullopt);
  EXPECT_EQ(stated->change.reveal_tokens, false);
  EXPECT_TRUE(update_account_from_json(body(R"({"icon":null})"))->clears_logo);
  EXPECT_TRUE(update_account_from_json(body(R"({"icon":""})"))->clears_logo);
  EXPECT_FALSE(update_account_from_json(body(R"({"icon":"/x"})"))->clears_logo);
}

TEST(AccountBodies, NameTheMemberThatIsOfAnotherType) {
  for (const auto* text : {"type", "name", "description", "website", "technicalSupportEmail",
                           "defaultLanguageCode", "externalId"}) {
    json::object object;
    object[text] = 1;
    EXPECT_EQ(error_of(create_account_from_json(object)), std::string{text} + kString);
    EXPECT_EQ(error_of(update_account_from_json(object)), std::string{text} + kString);
  }
  EXPECT_EQ(error_of(update_account_from_json(body(R"({"icon":1})"))), std::string{"icon"} + kString);
  EXPECT_EQ(error_of(create_account_from_json(body(R"({"address":"x"})"))), std::string{"address"} + kObject);
  EXPECT_EQ(error_of(create_account_from_json(body(R"({"eligibility":[]})"))),
            std::string{"eligibility"} + kObject);
  for (const auto* part : {"addressLine1", "addressLine2", "postCode", "city", "state", "country"}) {
    json::object object;
    object["address"] = json::object{{part, 1}};
    EXPECT_EQ(error_of(create_account_from_json(object)), std::string{"address."} + part + kString);
  }
  for (const auto* part : {"client", "partner"}) {
    json::object object;
    object["eligibility"] = json::object{{part, "x"}};
    EXPECT_EQ(error_of(create_account_from_json(object)),
              std::string{"eligibility."} + part + ": The value must be true or false.");
  }
  EXPECT_EQ(error_of(create_account_from_json(body(R"({"revealTokens":1})"))),
            "revealTokens: The value must be true or false.");
}

TEST(Accounts, ShowWhatIsSet) {
  app::AccountView view{{.id = *domain::AccountId::parse("ACC-3010-4421")}, {}};
  auto shown = to_json(view);
  for (const auto* absent : {"description", "website", "technicalSupportEmail", "address",
                             "defaultLanguageCode", "externalId", "eligibility"}) {
    EXPECT_FALSE(shown.contains(absent)) << absent;
  }
  view.account.address.city = "Leeds";
  view.account.eligibility = domain::Eligibility{.client = true, .partner = false};
  shown = to_json(view);
  EXPECT_EQ(json::serialize(shown.at("address")), R"({"city":"Leeds"})");
  view.account.address = {"Line 1", "Line 2", "AB1", "Leeds", "Yorkshire", "GB"};
  EXPECT_EQ(json::serialize(to_json(view).at("address")),
            R"({"addressLine1":"Line 1","addressLine2":"Line 2","postCode":"AB1","city":"Leeds",)"
            R"("state":"Yorkshire","country":"GB"})");
  EXPECT_EQ(json::serialize(shown.at("eligibility")), R"({"client":true,"partner":false})");
}

// --- memberships ---

TEST(MemberBodies, SayWhoIsInvitedAndInto) {
  const auto none = invite_member_from_json(body("{}"));
  EXPECT_EQ(none->email, std::nullopt);
  EXPECT_EQ(none->account_id, std::nullopt);
  EXPECT_THAT(none->group_ids, IsEmpty());
  EXPECT_EQ(none->invitation_status, std::nullopt);
  const auto all = invite_member_from_json(
      body(R"({"user":{"email":"ada@example.com","firstName":"Ada","lastName":"Alder","id":"USR-1"},
               "account":{"id":"ACC-1"},"groups":[{"id":"UGR-1"}],"invitation":{"status":"Active","notes":"n"}})"));
  EXPECT_EQ(all->email, "ada@example.com");
  EXPECT_EQ(all->first_name, "Ada");
  EXPECT_EQ(all->last_name, "Alder");
  EXPECT_EQ(all->user_id, "USR-1");
  EXPECT_EQ(all->account_id, "ACC-1");
  EXPECT_THAT(all->group_ids, ElementsAre("UGR-1"));
  EXPECT_EQ(all->invitation_status, "Active");
  EXPECT_EQ(all->notes, "n");
}

TEST(MemberBodies, NameTheMemberThatIsOfAnotherType) {
  for (const auto& [text, error] : std::initializer_list<std::pair<const char*, std::string>>{
           {R"({"user":"x"})", std::string{"user"} + kObject},
           {R"({"user":{"email":1}})", std::string{"user.email"} + kString},
           {R"({"user":{"firstName":1}})", std::string{"user.firstName"} + kString},
           {R"({"user":{"lastName":1}})", std::string{"user.lastName"} + kString},
           {R"({"user":{"id":1}})", std::string{"user.id"} + kString},
           {R"({"account":"x"})", std::string{"account"} + kReference},
           {R"({"groups":["x"]})", std::string{"groups[0]"} + kReference},
           {R"({"invitation":"x"})", std::string{"invitation"} + kObject},
           {R"({"invitation":{"status":1}})", std::string{"invitation.status"} + kString},
           {R"({"invitation":{"notes":1}})", std::string{"invitation.notes"} + kString}}) {
    EXPECT_EQ(error_of(invite_member_from_json(body(text))), error) << text;
  }
}

TEST(MemberBodies, StateNamesAtTheTopOrBelowTheUser) {
  EXPECT_EQ(update_member_from_json(body(R"({"firstName":"Ada"})"))->user.first_name, "Ada");
  EXPECT_EQ(update_member_from_json(body(R"({"user":{"firstName":"Ada"}})"))->user.first_name, "Ada");
  EXPECT_EQ(update_member_from_json(body(R"({"firstName":"Ada","user":{}})"))->user.first_name, std::nullopt);
  EXPECT_EQ(error_of(update_member_from_json(body(R"({"lastName":1})"))), std::string{"lastName"} + kString);
  EXPECT_EQ(error_of(update_member_from_json(body(R"({"user":{"lastName":1}})"))),
            std::string{"user.lastName"} + kString);
  EXPECT_EQ(error_of(update_member_from_json(body(R"({"user":1})"))), std::string{"user"} + kObject);
  EXPECT_EQ(error_of(update_member_from_json(body(R"({"account":1})"))), std::string{"account"} + kReference);
  EXPECT_EQ(error_of(update_member_from_json(body(R"({"groups":{}})"))),
            "groups: The value must be an array of references.");
  EXPECT_EQ(update_member_from_json(body("{}"))->group_ids, std::nullopt);
}

TEST(InvitationLinks, AreShownWhileTheSecretIsKnown) {
  app::MembershipView view{.membership = {.id = domain::MembershipId::from_stored({}),
                                          .user = domain::UserId::from_stored({}),
                                          .account = domain::AccountId::from_stored({})},
                           .user = {.id = domain::UserId::from_stored({})},
                           .account = {.id = domain::AccountId::from_stored({})},
                           .groups = {},
                           .modules = {}};
  json::object object{{"invitation", json::object{}}};
  set_invitation_link(object, view, "https://jeton.example");
  EXPECT_FALSE(object.at("invitation").as_object().contains("url"));
  view.invitation = base::Secret{"s"};
  set_invitation_link(object, view, "https://jeton.example");
  EXPECT_EQ(object.at("invitation").at("url").as_string(), "https://jeton.example/invitation#s");
}

// --- audit records ---

TEST(AuditBodies, StateWhatHappenedToWhat) {
  const auto none = audit_submission_from_json(body(R"({"id":null})"));
  ASSERT_TRUE(none.has_value());
  EXPECT_FALSE(none->object.has_value());
  EXPECT_THAT(none->documented, IsEmpty());
  const auto all = audit_submission_from_json(
      body(R"({"event":"e","summary":"s","details":"d","object":{"id":"i","name":"n"},"type":"Public",
               "documents":{"a":{"id":"A","name":"An a"},"b":{"id":"B","name":1},"c":{"id":1},"d":{},"e":2}})"));
  ASSERT_TRUE(all.has_value());
  EXPECT_EQ(all->event, "e");
  EXPECT_EQ(all->summary, "s");
  EXPECT_EQ(all->details, "d");
  EXPECT_EQ(all->object->id, "i");
  EXPECT_EQ(all->object->name, "n");
  EXPECT_EQ(all->visibility, "Public");
  ASSERT_THAT(all->documented, SizeIs(2));
  EXPECT_EQ(all->documented[0].id, "A");
  EXPECT_EQ(all->documented[0].name, "An a");
  EXPECT_EQ(all->documented[1].id, "B");
  EXPECT_EQ(all->documented[1].name, "");
  const auto nulls =
      audit_submission_from_json(body(R"({"object":null,"type":null,"documents":null,"event":null})"));
  ASSERT_TRUE(nulls.has_value());
  EXPECT_FALSE(nulls->object.has_value());
  const auto without = audit_submission_from_json(body(R"({"object":{"id":null}})"));
  EXPECT_EQ(without->object->id, "");
}

TEST(AuditBodies, NameTheMemberThatIsOfAnotherType) {
  for (const auto& [text, error] : std::initializer_list<std::pair<const char*, std::string>>{
           {R"({"id":"AUD-1"})", "id: The id of a record cannot be chosen."},
           {R"({"event":1})", std::string{"event"} + kString},
           {R"({"summary":1})", std::string{"summary"} + kString},
           {R"({"details":1})", std::string{"details"} + kString},
           {R"({"object":"x"})", std::string{"object"} + kReference},
           {R"({"object":{"id":1}})", std::string{"object.id"} + kString},
           {R"({"object":{"name":1}})", std::string{"object.name"} + kString},
           {R"({"type":1})", std::string{"type"} + kString},
           {R"({"documents":[]})", std::string{"documents"} + kObject}}) {
    EXPECT_EQ(error_of(audit_submission_from_json(body(text))), error) << text;
  }
}

// R-172, R-025
TEST(EventTypeBodies, StateWhatChanges) {
  const auto none = event_type_change_from_json(body("{}"));
  EXPECT_FALSE(none->states_key);
  EXPECT_EQ(none->name, std::nullopt);
  EXPECT_EQ(none->description, std::nullopt);
  const auto all = event_type_change_from_json(body(R"({"key":"k","name":"n","description":null})"));
  EXPECT_TRUE(all->states_key);
  EXPECT_EQ(all->name, "n");
  EXPECT_EQ(all->description, "");
  EXPECT_EQ(error_of(event_type_change_from_json(body(R"({"name":1})"))), std::string{"name"} + kString);
  EXPECT_EQ(error_of(event_type_change_from_json(body(R"({"description":1})"))),
            std::string{"description"} + kString);
}

}  // namespace
}  // namespace jeton::api
