#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "app/tokens/tokens.h"
#include "base/result.h"
#include "domain/account.h"
#include "domain/fields.h"
#include "domain/stamp.h"

/// Parts that representations share (spec ).
namespace jeton::api {

/// Where an account's picture is served, relative to `/public` (spec A-024).
std::string account_icon_path(const domain::AccountId& id);
/// The summary of an account in references (spec ).
boost::json::object account_reference(const domain::Account& account);
/// The summary of a module in references.
boost::json::object module_reference(const app::ModuleRef& module);
/// One event of `audit` (spec R-022). `own` resolves `of` when it is that account.
boost::json::object audit_event(const domain::Stamp& stamp, const domain::Account& own);
/// The same for an object that belongs to no account.
boost::json::object audit_event(const domain::Stamp& stamp);

/// `audit` of an object: the events that its `fields` have a stamp of, each as `event` writes it.
template <class Owner, class... Fields, class Event>
boost::json::object audit_of(const Owner& owner, const std::tuple<Fields...>& fields, Event event) {
  boost::json::object audit;
  domain::for_each_field(fields, [&]<class Each>(const Each& each) {
    if constexpr (requires { each.event; }) {
      const std::optional<domain::Stamp> stamp{owner.*each.member};
      if (stamp) audit[each.event] = event(*stamp);
    }
  });
  return audit;
}
/// The same for an object that belongs to the account `own`.
template <class Owner, class... Fields>
boost::json::object audit_of(const Owner& owner, const std::tuple<Fields...>& fields,
                             const domain::Account& own) {
  return audit_of(owner, fields, [&own](const domain::Stamp& stamp) { return audit_event(stamp, own); });
}

/// Sets a member unless the text is empty (spec R-020).
void set_text(boost::json::object& object, std::string_view name, const std::string& value);

/// A member of a request body.
enum class Presence : std::uint8_t { kAbsent, kNull, kValue };
struct TextMember {
  Presence presence = Presence::kAbsent;
  std::string text;
};

/// Errors: invalid at `name` unless the member is absent, null or a string.
base::Result<TextMember> text_member(const boost::json::object& body, std::string_view name);

/// A truth of a body: nothing when absent or null. Errors: invalid at `name` for anything else.
base::Result<std::optional<bool>> truth_member(const boost::json::object& body, std::string_view name);

/// As `text_member`, for a delta: nothing when absent, empty when null (spec R-025).
base::Result<std::optional<std::string>> changed_text(const boost::json::object& body, std::string_view name);

/// The extensions of a body (spec R-180): outer nothing when absent, inner nothing when null.
base::Result<std::optional<std::optional<std::vector<std::string>>>> extensions_member(
    const boost::json::object& body);
/// The representation of such a scope: absent when nothing.
void set_extensions(boost::json::object& object, const std::optional<std::vector<std::string>>& extensions);

/// A list of references: nothing when absent, empty when null. Errors: invalid at `name`, `name[i]` or
/// `name[i].id`; too many.
base::Result<std::optional<std::vector<std::string>>> reference_list(const boost::json::object& body,
                                                                     std::string_view name,
                                                                     std::size_t count_max);

/// The id of a reference such as `account` (spec R-026): nothing when absent or null. Errors: invalid at
/// `name` or `name.id`.
base::Result<std::optional<std::string>> reference_id(const boost::json::object& body, std::string_view name);

}  // namespace jeton::api
