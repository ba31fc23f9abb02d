#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "domain/account.h"
#include "domain/audit_record.h"

/// The structured data of audit records: what may be stored, and what placeholders resolve to.
namespace jeton::app {

/// Takes secrets out of submitted documents (spec R-158), in place: every member whose name says that it
/// holds one (`password`, `clientSecret`, `access_token` …), and everything in any text that has the shape of
/// a token. An object called `…token` is a document about a token and is looked into instead.
void mask_secrets(boost::json::object& documents);

/// The name of an actor: `Unknown` when the actor is not known (spec section 11).
std::string_view seen_actor_name(const domain::ActorRef& actor) noexcept;

/// What the placeholders of one record resolve to (spec A-072). `actor.…` and `object.…` are always the
/// record's own, so that a submitted document cannot impersonate someone else; other paths lead into the
/// documents. Only texts, numbers and truths are values.
class PlaceholderSource {
 public:
  PlaceholderSource(const domain::AuditRecord& record, const std::optional<domain::Account>& actor_account);

  [[nodiscard]] std::optional<std::string> find(std::string_view path) const;

 private:
  boost::json::object own_;
  boost::json::object documents_;
};

}  // namespace jeton::app
