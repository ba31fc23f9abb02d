#pragma once

#include "base/id.h"

/// The identifiers of the platform's objects (spec R-002).
namespace jeton::domain {

struct AccountTag {
  static constexpr std::string_view kPrefix = "ACC";
  static constexpr std::size_t kGroups = 2;
};
struct UserTag {
  static constexpr std::string_view kPrefix = "USR";
  static constexpr std::size_t kGroups = 2;
};
struct MembershipTag {
  static constexpr std::string_view kPrefix = "AUSR";
  static constexpr std::size_t kGroups = 3;
};
struct GroupTag {
  static constexpr std::string_view kPrefix = "UGR";
  static constexpr std::size_t kGroups = 2;
};
struct ModuleTag {
  static constexpr std::string_view kPrefix = "MOD";
  static constexpr std::size_t kGroups = 1;
};
struct TokenTag {
  static constexpr std::string_view kPrefix = "TKN";
  static constexpr std::size_t kGroups = 2;
};
struct AuditRecordTag {
  static constexpr std::string_view kPrefix = "AUD";
  static constexpr std::size_t kGroups = 4;
};
struct EventTypeTag {
  static constexpr std::string_view kPrefix = "AET";
  static constexpr std::size_t kGroups = 2;
};

using AccountId = base::Id<AccountTag>;
using UserId = base::Id<UserTag>;
using MembershipId = base::Id<MembershipTag>;
using GroupId = base::Id<GroupTag>;
using ModuleId = base::Id<ModuleTag>;
using TokenId = base::Id<TokenTag>;
using AuditRecordId = base::Id<AuditRecordTag>;
using EventTypeId = base::Id<EventTypeTag>;

}  // namespace jeton::domain
