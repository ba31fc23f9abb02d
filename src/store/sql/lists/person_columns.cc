#include "store/sql/lists/person_columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "store/sql/lists/seen_status.h"

namespace jeton::store::sql {
namespace {

constexpr std::string_view kPerson = "u.";
/// Known of everybody who is invited.
constexpr std::string_view kId = "id";
/// What invitations say, in columns `invitee_…` of memberships.
constexpr std::string_view kSaid[] = {"email", "first_name", "last_name", "name"};
constexpr std::string_view kFolded = "_folded";

bool is_said(std::string_view name) {
  if (name.ends_with(kFolded)) name.remove_suffix(kFolded.size());
  return std::find(std::begin(kSaid), std::end(kSaid), name) != std::end(kSaid);
}

/// What memberships have of their own.
bool is_of_memberships(std::string_view name) {
  return name == "revision" || name.starts_with("created_") || name.starts_with("updated_");
}

/// The column `name` of people, for those who see them as invited.
std::string as_invited(std::string_view name, Presence presence, std::string_view invitation) {
  if (is_said(name)) return fmt::format("coalesce({0}.invitee_{1}, u.{1})", invitation, name);
  const auto seen = fmt::format("CASE WHEN {}.invitee_email IS NULL THEN u.{}", invitation, name);
  if (is_of_memberships(name)) return fmt::format("{} ELSE {}.{} END", seen, invitation, name);
  // What always has a value could not be kept back.
  JETON_ASSERT(presence != Presence::kAlways);
  return presence == Presence::kEmptyIsNull ? seen + " ELSE '' END" : seen + " END";
}

}  // namespace

void put_name_and_status(SourceColumns& columns, const SourceColumns::Place& place) {
  const auto path_of = [&](std::string_view path) {
    return place.path.empty() ? path : columns.keep(fmt::format("{}.{}", place.path, path));
  };
  columns.put({.path = path_of("name"), .column = "u.name", .folded = "u.name_folded", .join = place.join});
  columns.put({.path = path_of("status"), .column = kSeenUserStatus, .join = place.join});
}

void see_as_invited(SourceColumns& columns, std::string_view invitation) {
  for (auto& column : columns.columns()) {
    if (column.column == kSeenUserStatus) {
      column.column = columns.keep(status_as_invited(invitation));
      continue;
    }
    if (!column.column.starts_with(kPerson)) continue;
    const auto name = column.column.substr(kPerson.size());
    if (name == kId) continue;
    column.column = columns.keep(as_invited(name, column.presence, invitation));
    if (column.folded.empty()) continue;
    column.folded =
        columns.keep(as_invited(column.folded.substr(kPerson.size()), column.presence, invitation));
  }
}

std::string status_as_invited(std::string_view invitation) {
  return fmt::format("CASE WHEN {}.invitee_email IS NULL THEN {} ELSE {} END", invitation, kSeenUserStatus,
                     seen_membership_status(invitation));
}

}  // namespace jeton::store::sql
