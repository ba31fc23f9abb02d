#include "api/user_json.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <utility>

#include "api/json_reference.h"
#include "base/clock.h"
#include "base/limits.h"
#include "domain/user_fields.h"

namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;

/// One event. Who acted on behalf of another account is no business of this viewer's.
json::object seen_event(const domain::Stamp& stamp, const app::UserView& view) {
  const bool own = view.viewer_account && stamp.of == view.viewer_account->id;
  if (own) return audit_event(stamp, *view.viewer_account);
  if (view.for_operations) return audit_event(stamp);
  return {{"at", base::format_utc(stamp.at)}};
}

Result<void> take_settings(const json::object& body, domain::UserChange& change) {
  JETON_TRY(const auto* settings, object_member(body, "settings"));
  if (settings == nullptr) return {};
  const auto take = [settings](std::string_view name, std::optional<std::string>& to) -> Result<void> {
    JETON_TRY(to, stated_text(*settings, name, "settings."));
    return {};
  };
  JETON_CHECK(take("cultureCode", change.culture_code));
  JETON_CHECK(take("languageCode", change.language_code));
  JETON_CHECK(take("dateFormat", change.date_format));
  JETON_CHECK(take("timeFormat", change.time_format));
  JETON_CHECK(take("timeZone", change.time_zone));
  JETON_CHECK(take("numberFormat", change.number_format));
  const auto* entries = settings->if_contains("optOuts");
  if (entries == nullptr) return {};
  change.opt_outs.emplace();
  if (entries->is_null()) return {};
  const auto* list = entries->if_array();
  if (list == nullptr || list->size() > base::kUserOptOutsMax) {
    return Error::invalid("settings.optOuts", fmt::format("The value must be an array of at most {} strings.",
                                                          base::kUserOptOutsMax));
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto* text = (*list)[i].if_string();
    if (text == nullptr) {
      return Error::invalid(fmt::format("settings.optOuts[{}]", i), "The value must be a string.");
    }
    change.opt_outs->emplace_back(*text);
  }
  return {};
}

}  // namespace

std::string user_icon_path(const domain::UserId& id) {
  return "/v1/accounts/users/" + id.str() + "/icon";
}

json::object settings_json(const domain::UserSettings& settings) {
  json::object object{{"cultureCode", settings.culture_code}, {"languageCode", settings.language_code}};
  set_text(object, "dateFormat", settings.date_format);
  set_text(object, "timeFormat", settings.time_format);
  set_text(object, "timeZone", settings.time_zone);
  set_text(object, "numberFormat", settings.number_format);
  if (!settings.opt_outs.empty()) {
    json::array entries;
    for (const auto& entry : settings.opt_outs) entries.push_back(json::string{entry});
    object["optOuts"] = std::move(entries);
  }
  return object;
}

json::object person_json(const domain::User& user, std::int64_t revision) {
  json::object object{{"id", user.id.str()},
                      {"revision", revision},
                      {"name", user.name()},
                      {"firstName", user.first_name},
                      {"lastName", user.last_name},
                      {"email", user.email},
                      {"status", to_string(user.status)}};
  json::object phone;
  set_text(phone, "prefix", user.phone.prefix);
  set_text(phone, "number", user.phone.number);
  if (!phone.empty()) object["phone"] = std::move(phone);
  object["settings"] = settings_json(user.settings);
  object["icon"] = user_icon_path(user.id);
  if (user.last_login) object["lastLoginAt"] = base::format_utc(*user.last_login);
  return object;
}

json::object user_reference(const domain::User& user) {
  json::object object{{"id", user.id.str()},
                      {"name", user.name()},
                      {"firstName", user.first_name},
                      {"lastName", user.last_name},
                      {"email", user.email},
                      {"status", to_string(user.status)},
                      {"icon", user_icon_path(user.id)}};
  if (user.last_login) object["lastLoginAt"] = base::format_utc(*user.last_login);
  return object;
}

const std::vector<FieldDefault>& user_fields() {
  static const std::vector<FieldDefault> kFields{
      {"id"},    {"revision"}, {"name"}, {"firstName"},   {"lastName"},       {"email"},    {"status"},
      {"phone"}, {"settings"}, {"icon"}, {"lastLoginAt"}, {"currentAccount"}, {"accounts"}, {"audit", false}};
  return kFields;
}

json::object to_json(const app::UserView& view) {
  auto object = person_json(view.user, view.user.revision);
  if (view.current_account) object["currentAccount"] = account_reference(*view.current_account);
  if (view.accounts) {
    json::array accounts;
    for (const auto& account : *view.accounts) accounts.push_back(account_reference(account));
    object["accounts"] = std::move(accounts);
  }
  object["audit"] = audit_of(view.user, domain::kUserFields,
                             [&view](const domain::Stamp& stamp) { return seen_event(stamp, view); });
  return object;
}

const std::vector<FieldDefault>& user_account_fields() {
  static const std::vector<FieldDefault> kFields{{"id"},   {"name"},     {"type"},       {"status"},
                                                 {"icon"}, {"favorite"}, {"invitation"}, {"audit"}};
  return kFields;
}

json::object to_json(const app::UserAccountView& view) {
  auto object = account_reference(view.account);
  // Nothing marks one yet; the member is there because clients read it.
  object["favorite"] = false;
  object["invitation"] = json::object{{"status", to_string(view.membership.status)}};
  if (view.membership.last_access) {
    object["audit"] =
        json::object{{"access", json::object{{"at", base::format_utc(*view.membership.last_access)}}}};
  }
  return object;
}

Result<const json::object*> object_member(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  if (value == nullptr || value->is_null()) return static_cast<const json::object*>(nullptr);
  const auto* object = value->if_object();
  if (object == nullptr) return Error::invalid(std::string{name}, "The value must be an object.");
  return object;
}

Result<std::optional<std::string>> stated_text(const json::object& body, std::string_view name,
                                               std::string_view prefix) {
  const auto member = text_member(body, name);
  if (member.has_error()) {
    return Error::invalid(fmt::format("{}{}", prefix, name), member.error().fields().front().message);
  }
  if (member->presence == Presence::kAbsent) return std::optional<std::string>{};
  return std::optional{member->text};
}

Result<void> take_names(const json::object& body, std::string_view prefix, domain::UserChange& change) {
  JETON_TRY(change.first_name, stated_text(body, "firstName", prefix));
  JETON_TRY(change.last_name, stated_text(body, "lastName", prefix));
  return {};
}

Result<void> take_phone(const json::object& body, domain::UserChange& change) {
  const auto* value = body.if_contains("phone");
  if (value != nullptr && value->is_null()) {
    change.phone_prefix = change.phone_number = std::string{};
    return {};
  }
  JETON_TRY(const auto* phone, object_member(body, "phone"));
  if (phone == nullptr) return {};
  JETON_TRY(change.phone_prefix, stated_text(*phone, "prefix", "phone."));
  JETON_TRY(change.phone_number, stated_text(*phone, "number", "phone."));
  return {};
}

Result<app::UpdateUser> update_user_from_json(const LogoForm& form) {
  app::UpdateUser command;
  JETON_CHECK(take_names(form.object, {}, command.change));
  JETON_CHECK(take_phone(form.object, command.change));
  JETON_CHECK(take_settings(form.object, command.change));
  JETON_TRY(command.current_account_id, reference_id(form.object, "currentAccount"));
  JETON_TRY(const auto icon, text_member(form.object, "icon"));
  command.icon = form.logo;
  // null or an empty text takes the picture away; the path of the present one changes nothing.
  command.removes_icon = !form.logo && icon.presence != Presence::kAbsent && icon.text.empty();
  return command;
}

}  // namespace jeton::api
