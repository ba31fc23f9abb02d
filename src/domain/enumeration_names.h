#pragma once

#include <array>
#include <string_view>

/// The names of enumerators in the order of their declaration, for property tables: filters accept them and
/// compare by this order (spec rql section 5). A test holds them equal to `to_string`.
namespace jeton::domain {

inline constexpr std::array<std::string_view, 3> kAccountTypeNames{"Vendor", "Client", "Operations"};
inline constexpr std::array<std::string_view, 3> kAccountStatusNames{"Enabled", "Active", "Disabled"};
inline constexpr std::array<std::string_view, 3> kTokenStatusNames{"Active", "Disabled", "Deleted"};
inline constexpr std::array<std::string_view, 7> kUserStatusNames{
    "New", "Invited", "InvitationExpired", "Active", "Blocked", "Disabled", "Deleted"};
inline constexpr std::array<std::string_view, 4> kMembershipStatusNames{"Invited", "InvitationExpired",
                                                                        "Active", "Deleted"};
inline constexpr std::array<std::string_view, 2> kAuditVisibilityNames{"Public", "Private"};
inline constexpr std::array<std::string_view, 7> kObjectTypeNames{
    "Account", "Module", "User", "AccountUser", "UserGroup", "ApiToken", "EventType"};

}  // namespace jeton::domain
