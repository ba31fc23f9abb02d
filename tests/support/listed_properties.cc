#include "support/listed_properties.h"

#include <map>

#include "domain/account_properties.h"
#include "domain/audit_properties.h"
#include "domain/event_type_properties.h"
#include "domain/group_properties.h"
#include "domain/membership_properties.h"
#include "domain/module_properties.h"
#include "domain/token_properties.h"
#include "domain/user_properties.h"

namespace jeton::tests {

const domain::PropertyTable* listed_properties(const std::string& operation_id) {
  static const std::map<std::string, const domain::PropertyTable*> kTables{
      {"listApiTokens", &domain::token_properties()},
      {"listAccounts", &domain::account_properties()},
      {"listModules", &domain::module_properties()},
      {"listUserGroups", &domain::group_properties()},
      {"listUsers", &domain::user_properties()},
      {"listUserAccounts", &domain::user_account_properties()},
      {"listAccountMembers", &domain::member_properties()},
      {"listAccountMemberGroups", &domain::group_properties()},
      {"listAccountUsers", &domain::membership_properties()},
      {"listAuditRecords", &domain::audit_record_properties()},
      {"listEventTypes", &domain::event_type_properties()}};
  const auto found = kTables.find(operation_id);
  return found == kTables.end() ? nullptr : found->second;
}

}  // namespace jeton::tests
