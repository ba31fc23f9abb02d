#include "store/sql/lists/seen_status.h"

#include <fmt/format.h>

namespace jeton::store::sql {

std::string seen_membership_status(std::string_view alias) {
  return fmt::format(
      "CASE WHEN {0}.status = 'Invited' AND {0}.invitation_expires <= :now THEN 'InvitationExpired'"
      " ELSE {0}.status END",
      alias);
}

}  // namespace jeton::store::sql
