#include "api/token_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <charconv>
#include <map>
#include <utility>

#include "api/filter.h"
#include "api/json_reference.h"
#include "base/limits.h"
#include "credential/token_text.h"
#include "crypto/digest.h"

namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;
using domain::TokenField;

enum class ValueType : std::uint8_t {
  kText,
  kInteger,
  kInstant,
  kStatus,
  kAccountType,
  kAccountStatus,
  kToken
};

struct QueryField {
  std::string_view path;  ///< Lower case: property names ignore case (spec Q-043).
  TokenField field;
  ValueType type = ValueType::kText;
  bool sortable = true;
};

///
constexpr std::array<QueryField, 16> kQueryFields{{
    {"id", TokenField::kId},
    {"name", TokenField::kName},
    {"description", TokenField::kDescription},
    {"status", TokenField::kStatus, ValueType::kStatus},
    {"icon", TokenField::kIcon},
    {"revision", TokenField::kRevision, ValueType::kInteger},
    {"lastaccessat", TokenField::kLastAccessAt, ValueType::kInstant},
    {"account.id", TokenField::kAccountId},
    {"account.name", TokenField::kAccountName},
    {"account.type", TokenField::kAccountType, ValueType::kAccountType},
    {"account.status", TokenField::kAccountStatus, ValueType::kAccountStatus},
    {"audit.created.at", TokenField::kCreatedAt, ValueType::kInstant},
    {"audit.created.by.id", TokenField::kCreatedById},
    {"audit.created.by.name", TokenField::kCreatedByName},
    {"audit.updated.at", TokenField::kUpdatedAt, ValueType::kInstant},
    {"token", TokenField::kSecretDigest, ValueType::kToken, false},
}};

Result<QueryField> find_field(std::string_view path) {
  const auto lower = to_lower(path);
  const auto found = std::find_if(kQueryFields.begin(), kQueryFields.end(),
                                  [&](const QueryField& field) { return field.path == lower; });
  if (found == kQueryFields.end()) return Error::invalid(std::string{path}, "Invalid property path.");
  return *found;
}

Error not_convertible(const Condition& condition) {
  return Error::invalid(condition.path, fmt::format("Cannot convert value: '{}'.", condition.value));
}

/// The name of an enumeration's value in its own spelling (section 5 of the query language: case ignored).
template <class Enum, std::size_t N>
std::optional<std::string> enumeration_name(std::string_view text, const std::array<Enum, N>& values) {
  for (const auto value : values) {
    if (to_lower(to_string(value)) == to_lower(text)) return std::string{to_string(value)};
  }
  return std::nullopt;
}

/// The digest that a whole token text has; one that nothing has when it is no token text.
std::string digest_filter(std::string_view text) {
  const auto presented = credential::parse(text);
  return presented ? crypto::to_hex(credential::digest_of(presented->opaque)) : std::string{};
}

Result<std::variant<std::string, std::int64_t>> convert(const Condition& condition, const QueryField& field) {
  using Value = std::variant<std::string, std::int64_t>;
  std::optional<std::string> name;
  switch (field.type) {
    case ValueType::kText: return Value{condition.value};
    case ValueType::kToken:
      if (condition.negated) return Error::invalid(condition.path, "Operator 'Ne' is not permitted");
      return Value{digest_filter(condition.value)};
    case ValueType::kInteger: {
      std::int64_t number = 0;
      const auto* end = condition.value.data() + condition.value.size();
      const auto parsed = std::from_chars(condition.value.data(), end, number);
      if (parsed.ec != std::errc{} || parsed.ptr != end) return not_convertible(condition);
      return Value{number};
    }
    case ValueType::kInstant: {
      const auto at = base::parse_utc(condition.value);
      if (!at) return not_convertible(condition);
      return Value{std::int64_t{at->time_since_epoch().count()}};
    }
    case ValueType::kStatus:
      name = enumeration_name(condition.value,
                              std::array{domain::TokenStatus::kActive, domain::TokenStatus::kDisabled,
                                         domain::TokenStatus::kDeleted});
      break;
    case ValueType::kAccountType:
      name = enumeration_name(condition.value,
                              std::array{domain::AccountType::kVendor, domain::AccountType::kClient,
                                         domain::AccountType::kOperations});
      break;
    case ValueType::kAccountStatus:
      name = enumeration_name(condition.value,
                              std::array{domain::AccountStatus::kEnabled, domain::AccountStatus::kActive,
                                         domain::AccountStatus::kDisabled});
      break;
  }
  if (!name) return not_convertible(condition);
  return Value{*std::move(name)};
}

json::object audit_json(const app::TokenView& view) {
  const auto& token = view.token;
  json::object audit{{"created", audit_event(token.created, view.account)}};
  if (token.updated) audit["updated"] = audit_event(*token.updated, view.account);
  if (token.enabled) audit["enabled"] = audit_event(*token.enabled, view.account);
  if (token.disabled) audit["disabled"] = audit_event(*token.disabled, view.account);
  if (token.deleted) audit["deleted"] = audit_event(*token.deleted, view.account);
  return audit;
}

}  // namespace

const std::vector<FieldDefault>& token_list_fields() {
  static const std::vector<FieldDefault> kFields{{"id"},           {"revision"},     {"name"},
                                                 {"description"},  {"icon"},         {"status"},
                                                 {"token", false}, {"account"},      {"modules", false},
                                                 {"extensions"},   {"lastAccessAt"}, {"audit", false}};
  return kFields;
}

const std::vector<FieldDefault>& token_fields() {
  static const std::vector<FieldDefault> kFields{
      {"id"},    {"revision"}, {"name"},    {"description"}, {"icon"},         {"status"},
      {"token"}, {"account"},  {"modules"}, {"extensions"},  {"lastAccessAt"}, {"audit", false}};
  return kFields;
}

json::object to_json(const app::TokenView& view) {
  const auto& token = view.token;
  json::object object{{"id", token.id.str()}, {"revision", token.revision}, {"name", token.name}};
  set_text(object, "description", token.description);
  set_text(object, "icon", token.icon);
  object["status"] = to_string(token.status);
  // The answer to its permitted reader is the one place where the text of a token is written (spec R-122).
  if (!view.text.empty()) object["token"] = view.text.reveal();
  object["account"] = account_reference(view.account);
  json::array modules;
  for (const auto& module : view.modules) modules.push_back(module_reference(module));
  object["modules"] = std::move(modules);
  set_extensions(object, token.extensions);
  if (token.last_access) object["lastAccessAt"] = base::format_utc(*token.last_access);
  object["audit"] = audit_json(view);
  return object;
}

Result<app::CreateToken> create_token_from_json(const json::object& body) {
  app::CreateToken command;
  JETON_TRY(command.account_id, reference_id(body, "account"));
  JETON_TRY(auto name, text_member(body, "name"));
  if (name.presence == Presence::kValue) command.draft.name = std::move(name.text);
  JETON_TRY(auto description, text_member(body, "description"));
  command.draft.description = std::move(description.text);
  JETON_TRY(auto icon, text_member(body, "icon"));
  command.draft.icon = std::move(icon.text);
  JETON_TRY(auto modules, reference_list(body, "modules", base::kTokenModulesMax));
  if (modules) command.draft.modules = *std::move(modules);
  JETON_TRY(auto extensions, extensions_member(body));
  if (extensions) command.draft.extensions = *std::move(extensions);
  return command;
}

Result<app::UpdateToken> update_token_from_json(const json::object& body) {
  app::UpdateToken command;
  JETON_TRY(command.account_id, reference_id(body, "account"));
  // null clears. A cleared name is an empty one, which the rule for names refuses.
  const auto take = [&body](std::string_view member, std::optional<std::string>& to) -> Result<void> {
    JETON_TRY(auto text, text_member(body, member));
    if (text.presence != Presence::kAbsent) to = std::move(text.text);
    return {};
  };
  JETON_CHECK(take("name", command.change.name));
  JETON_CHECK(take("description", command.change.description));
  JETON_CHECK(take("icon", command.change.icon));
  JETON_TRY(command.change.modules, reference_list(body, "modules", base::kTokenModulesMax));
  JETON_TRY(command.change.extensions, extensions_member(body));
  return command;
}

Result<TokenListRequest> token_list_request(std::string_view filter, std::string_view order,
                                            std::string_view select) {
  TokenListRequest request;
  request.selection = Selection::parse(select);
  JETON_TRY(const auto conditions, parse_filter(filter));
  JETON_TRY(const auto items, parse_order(order));
  std::vector<base::FieldError> broken;
  for (const auto& condition : conditions) {
    const auto field = find_field(condition.path);
    if (field.has_error()) {
      broken.push_back(field.error().fields().front());
      continue;
    }
    auto value = convert(condition, *field);
    if (value.has_error()) {
      broken.push_back(value.error().fields().front());
      continue;
    }
    const auto op = condition.negated ? domain::FilterOperator::kNotEqual : domain::FilterOperator::kEqual;
    request.query.conditions.push_back({field->field, op, *std::move(value)});
    // A-053b, but a filter by token does not bring the texts of tokens into the answer.
    if (field->type != ValueType::kToken) request.selection.show(condition.path);
  }
  for (const auto& item : items) {
    const auto field = find_field(item.path);
    if (field.has_error()) {
      broken.push_back(field.error().fields().front());
      continue;
    }
    if (!field->sortable) {
      broken.push_back({item.path, "Ordering is not permitted."});
      continue;
    }
    request.query.order.push_back(
        {field->field, item.descending ? domain::Direction::kDescending : domain::Direction::kAscending});
    request.selection.show(item.path);
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return request;
}

}  // namespace jeton::api
