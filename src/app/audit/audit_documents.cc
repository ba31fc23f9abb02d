#include "app/audit/audit_documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <utility>

#include "base/ascii.h"
#include "base/limits.h"
#include "credential/masking.h"

namespace jeton::app {
namespace {

namespace json = boost::json;

/// Endings of member names, compared without case, `-` and `_`.
constexpr std::array<std::string_view, 11> kSecretEndings{
    "password",  "passwd",     "passphrase",  "secret",        "apikey", "privatekey",
    "secretkey", "credential", "credentials", "authorization", "cookie"};
constexpr std::string_view kTokenEnding = "token";

enum class MemberKind : std::uint8_t {
  kPlain,
  kToken,  ///< A secret, unless it is an object.
  kSecret
};

MemberKind kind_of(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c == '-' || c == '_') continue;
    plain.push_back(base::ascii_lower(c));
  }
  // `passwords`, `tokens`: lists of them.
  if (plain.ends_with('s')) plain.pop_back();
  if (plain.ends_with(kTokenEnding)) return MemberKind::kToken;
  const bool secret = std::any_of(kSecretEndings.begin(), kSecretEndings.end(),
                                  [&](std::string_view ending) { return plain.ends_with(ending); });
  return secret ? MemberKind::kSecret : MemberKind::kPlain;
}

void mask_value(json::value& value, MemberKind kind);

void mask_members(json::object& object) {
  json::object masked;
  for (auto& member : object) {
    mask_value(member.value(), kind_of(member.key()));
    masked[credential::mask_tokens(member.key())] = std::move(member.value());
  }
  object = std::move(masked);
}

void mask_value(json::value& value, MemberKind kind) {
  if (auto* array = value.if_array()) {
    for (auto& element : *array) mask_value(element, kind);
  } else if (kind != MemberKind::kSecret && value.is_object()) {
    mask_members(value.get_object());
  } else if (kind != MemberKind::kPlain && !value.is_null() && !value.is_bool()) {
    // Whether there is one (`true`, null) is no secret.
    value = json::string{credential::kMask};
  } else if (const auto* text = value.if_string()) {
    value = json::string{credential::mask_tokens(*text)};
  }
}

json::object own_members(const domain::AuditRecord& record,
                         const std::optional<domain::Account>& actor_account) {
  json::object actor{{"id", record.actor.id}, {"name", seen_actor_name(record.actor)}};
  if (actor_account) {
    actor["account"] = json::object{{"id", actor_account->id.str()},
                                    {"name", actor_account->name},
                                    {"type", to_string(actor_account->type)}};
  }
  json::object object{
      {"id", record.object_id}, {"name", record.object_name}, {"objectType", to_string(record.object_type)}};
  return {{"actor", std::move(actor)}, {"object", std::move(object)}};
}

std::optional<std::string> scalar_text(const json::value& value) {
  if (const auto* text = value.if_string()) return std::string{*text};
  // Serialized, a half would be 5E-1.
  if (const auto* number = value.if_double()) return fmt::format("{}", *number);
  if (value.is_number() || value.is_bool()) return json::serialize(value);
  return std::nullopt;
}

std::optional<std::string> find_in(const json::object& root, std::string_view path) {
  const json::object* object = &root;
  for (;;) {
    const auto dot = path.find('.');
    const auto* member = object->if_contains(path.substr(0, dot));
    if (member == nullptr) return std::nullopt;
    if (dot == path.npos) return scalar_text(*member);
    object = member->if_object();
    if (object == nullptr) return std::nullopt;
    path.remove_prefix(dot + 1);
  }
}

}  // namespace

std::string_view seen_actor_name(const domain::ActorRef& actor) noexcept {
  return actor.name.empty() ? std::string_view{"Unknown"} : std::string_view{actor.name};
}

void mask_secrets(json::object& documents) {
  mask_members(documents);
}

PlaceholderSource::PlaceholderSource(const domain::AuditRecord& record,
                                     const std::optional<domain::Account>& actor_account)
    : own_{own_members(record, actor_account)} {
  json::parse_options options;
  options.max_depth = base::kJsonDepthMax;
  boost::system::error_code failed;
  auto parsed = json::parse(record.documents, failed, {}, options);
  if (!failed && parsed.is_object()) documents_ = std::move(parsed.get_object());
  // A record that was submitted without a document still knows its object under the usual name.
  const auto segment = event_segment(record.object_type);
  if (!documents_.contains(segment)) documents_[segment] = own_.at("object");
}

std::optional<std::string> PlaceholderSource::find(std::string_view path) const {
  const auto root = path.substr(0, path.find('.'));
  return find_in(own_.contains(root) ? own_ : documents_, path);
}

}  // namespace jeton::app
