#include "api/account_json.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <string_view>
#include <utility>

#include "api/json_reference.h"
#include "api/membership_json.h"
#include "domain/account_fields.h"

namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;

json::object address_json(const domain::Address& address) {
  json::object object;
  set_text(object, "addressLine1", address.address_line1);
  set_text(object, "addressLine2", address.address_line2);
  set_text(object, "postCode", address.post_code);
  set_text(object, "city", address.city);
  set_text(object, "state", address.state);
  set_text(object, "country", address.country);
  return object;
}

/// `error` with the paths of its fields below `prefix`.
Error with_path_prefix(std::string_view prefix, const Error& error) {
  auto fields = error.fields();
  for (auto& field : fields) field.path = fmt::format("{}.{}", prefix, field.path);
  return Error::invalid(std::move(fields));
}

Result<domain::AddressChange> address_change(const json::object& body) {
  domain::AddressChange change;
  JETON_TRY(change.address_line1, changed_text(body, "addressLine1"));
  JETON_TRY(change.address_line2, changed_text(body, "addressLine2"));
  JETON_TRY(change.post_code, changed_text(body, "postCode"));
  JETON_TRY(change.city, changed_text(body, "city"));
  JETON_TRY(change.state, changed_text(body, "state"));
  JETON_TRY(change.country, changed_text(body, "country"));
  return change;
}

Result<domain::EligibilityChange> eligibility_change(const json::object& body) {
  domain::EligibilityChange change;
  JETON_TRY(change.client, truth_member(body, "client"));
  JETON_TRY(change.partner, truth_member(body, "partner"));
  return change;
}

/// A member that is an object with members of its own: outer nothing when absent, inner nothing when null.
template <class Change>
Result<std::optional<std::optional<Change>>> nested_change(const json::object& body, std::string_view name,
                                                           Result<Change> (*read)(const json::object&)) {
  using Stated = std::optional<std::optional<Change>>;
  const auto* value = body.if_contains(name);
  if (value == nullptr) return Stated{};
  if (value->is_null()) return Stated{std::optional<Change>{}};
  const auto* object = value->if_object();
  if (object == nullptr) return Error::invalid(std::string{name}, "The value must be an object.");
  auto change = read(*object);
  if (change.has_error()) return with_path_prefix(name, change.error());
  return Stated{std::optional<Change>{*std::move(change)}};
}

Result<domain::AccountChange> account_change(const json::object& body) {
  domain::AccountChange change;
  JETON_TRY(change.name, changed_text(body, "name"));
  JETON_TRY(change.description, changed_text(body, "description"));
  JETON_TRY(change.website, changed_text(body, "website"));
  JETON_TRY(change.technical_support_email, changed_text(body, "technicalSupportEmail"));
  JETON_TRY(change.address, nested_change(body, "address", &address_change));
  JETON_TRY(change.default_language_code, changed_text(body, "defaultLanguageCode"));
  JETON_TRY(change.external_id, changed_text(body, "externalId"));
  JETON_TRY(change.eligibility, nested_change(body, "eligibility", &eligibility_change));
  JETON_TRY(change.reveal_tokens, truth_member(body, "revealTokens"));
  return change;
}

Result<std::optional<std::string>> type_member(const json::object& body) {
  JETON_TRY(auto type, text_member(body, "type"));
  if (type.presence != Presence::kValue) return std::optional<std::string>{};
  return std::optional{std::move(type.text)};
}

}  // namespace

const std::vector<FieldDefault>& account_fields(const domain::Caller& caller) {
  static const std::vector<FieldDefault> kWithoutGroups{{"id"},          {"revision"},
                                                        {"type"},        {"status"},
                                                        {"name"},        {"description"},
                                                        {"website"},     {"technicalSupportEmail"},
                                                        {"address"},     {"defaultLanguageCode"},
                                                        {"externalId"},  {"eligibility"},
                                                        {"icon"},        {"revealTokens"},
                                                        {"audit", false}};
  static const std::vector<FieldDefault> kAll = [] {
    auto fields = kWithoutGroups;
    fields.insert(fields.end() - 1, {"groups", false});
    return fields;
  }();
  return domain::readable_groups(caller).reaches_any() ? kAll : kWithoutGroups;
}

json::object to_json(const app::AccountView& view) {
  const auto& account = view.account;
  json::object object{{"id", account.id.str()},
                      {"revision", account.revision},
                      {"type", to_string(account.type)},
                      {"status", to_string(account.status)},
                      {"name", account.name}};
  set_text(object, "description", account.description);
  set_text(object, "website", account.website);
  set_text(object, "technicalSupportEmail", account.technical_support_email);
  if (!account.address.empty()) object["address"] = address_json(account.address);
  set_text(object, "defaultLanguageCode", account.default_language_code);
  set_text(object, "externalId", account.external_id);
  if (account.eligibility) {
    object["eligibility"] =
        json::object{{"client", account.eligibility->client}, {"partner", account.eligibility->partner}};
  }
  object["icon"] = account_icon_path(account.id);
  object["revealTokens"] = account.reveal_tokens;
  json::array groups;
  for (const auto& group : view.groups) groups.push_back(group_reference(group));
  object["groups"] = std::move(groups);
  object["audit"] = audit_of(account, domain::kAccountFields, account);
  return object;
}

Result<app::CreateAccount> create_account_from_json(const json::object& body) {
  app::CreateAccount command;
  JETON_TRY(command.type, type_member(body));
  JETON_TRY(command.change, account_change(body));
  return command;
}

Result<app::UpdateAccount> update_account_from_json(const json::object& body) {
  app::UpdateAccount command;
  JETON_TRY(command.type, type_member(body));
  JETON_TRY(command.change, account_change(body));
  JETON_TRY(const auto icon, text_member(body, "icon"));
  command.clears_logo = icon.presence != Presence::kAbsent && icon.text.empty();
  return command;
}

}  // namespace jeton::api
