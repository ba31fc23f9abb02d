#include "store/sql/backup/tables.h"

#include <array>

namespace jeton::store::sql {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kSaved{
    "sealing_keys"sv,       "accounts"sv,    "modules"sv,
    "module_paths"sv,       "users"sv,       "user_groups"sv,
    "group_modules"sv,      "memberships"sv, "invitations"sv,
    "membership_groups"sv,  "api_tokens"sv,  "token_secrets"sv,
    "token_modules"sv,      "icons"sv,       "audit_records"sv,
    "audit_record_links"sv, "event_types"sv, "event_type_wordings"sv,
    "retired_ids"sv,
};

constexpr std::array kSequences{Sequence{"audit_records", "ordinal"}};

}  // namespace

std::span<const std::string_view> saved_tables() noexcept {
  return kSaved;
}

std::span<const Sequence> sequences() noexcept {
  return kSequences;
}

}  // namespace jeton::store::sql
