#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The names of enumerators in the order of their declaration: filters accept them and compare by this order
/// (spec rql section 5), representations and stores write them.
namespace jeton::domain {

enum class AccountType : std::uint8_t;
enum class AccountStatus : std::uint8_t;
enum class TokenStatus : std::uint8_t;
enum class UserStatus : std::uint8_t;
enum class MembershipStatus : std::uint8_t;
enum class AuditVisibility : std::uint8_t;
enum class ObjectType : std::uint8_t;

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

using EnumerationNames = std::span<const std::string_view>;

constexpr EnumerationNames names_of(AccountType) noexcept {
  return kAccountTypeNames;
}
constexpr EnumerationNames names_of(AccountStatus) noexcept {
  return kAccountStatusNames;
}
constexpr EnumerationNames names_of(TokenStatus) noexcept {
  return kTokenStatusNames;
}
constexpr EnumerationNames names_of(UserStatus) noexcept {
  return kUserStatusNames;
}
constexpr EnumerationNames names_of(MembershipStatus) noexcept {
  return kMembershipStatusNames;
}
constexpr EnumerationNames names_of(AuditVisibility) noexcept {
  return kAuditVisibilityNames;
}
constexpr EnumerationNames names_of(ObjectType) noexcept {
  return kObjectTypeNames;
}

/// Empty for a value that no enumerator has.
template <class Enumeration>
constexpr std::string_view name_of(Enumeration value) noexcept {
  const auto names = names_of(value);
  const auto index = static_cast<std::size_t>(value);
  return index < names.size() ? names[index] : std::string_view{};
}

/// The enumerator of that name.
template <class Enumeration>
constexpr std::optional<Enumeration> enumerator_of(std::string_view name) noexcept {
  const auto names = names_of(Enumeration{});
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Enumeration>(i);
  }
  return std::nullopt;
}

}  // namespace jeton::domain
