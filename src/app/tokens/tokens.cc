#include "app/tokens/tokens.h"

#include <algorithm>
#include <map>
#include <utility>

#include "app/audit/audit.h"
#include "app/command/id_draw.h"
#include "app/command/references.h"
#include "app/tokens/token_secret.h"
#include "base/limits.h"
#include "credential/token_text.h"
#include "domain/granting.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::AuditAction;
using domain::Caller;
using domain::Lock;
using domain::UnitOfWork;

/// one message for an account that is unknown and for one that the caller may not manage.
Error account_not_manageable() {
  return Error::invalid("account.id", "The account does not exist or is not managed by the caller.");
}

/// Where the uploaded logo of a token is served, relative to `/public` (spec ).
std::string icon_path(const domain::TokenId& id) {
  return "/v1/accounts/api-tokens/" + id.str() + "/icon";
}

/// The account that a new token is for. Errors: invalid at `account.id` (spec R-101).
Result<domain::Account> owning_account(UnitOfWork& unit, const Caller& caller,
                                       const domain::TokenScope& scope,
                                       const std::optional<std::string>& stated) {
  std::optional<domain::AccountId> id = caller.account;
  if (stated) id = domain::AccountId::parse(*stated);
  if (!id) return account_not_manageable();
  // Not even looked up, so that nothing tells one that exists from one that does not.
  if (!scope.reaches_others() && scope.own_account != *id) return account_not_manageable();
  JETON_TRY(auto account, unit.accounts().find(*id));
  if (!account) return account_not_manageable();
  // Any id will do: only the account decides about a token that does not exist yet.
  if (!scope.contains(domain::TokenId::from_stored({}), account->id, account->type, false)) {
    return account_not_manageable();
  }
  return *std::move(account);
}

/// The default group is held, so that a module cannot be taken from the account while a token that
/// relies on it is being saved (R-116 would miss that token).
Result<std::vector<domain::ModuleId>> assignable_to(UnitOfWork& unit, const domain::Account& account,
                                                    const std::vector<domain::Module>& catalogue) {
  JETON_TRY(const auto group, unit.groups().find_default(account.id, Lock::kShared));
  if (!group) return std::vector<domain::ModuleId>{};
  return domain::assignable_modules(account, group->modules, catalogue);
}

struct Found {
  domain::Token token;
  domain::Account account;
};

/// The token, if it is inside `scope`. Everything else is the same "not found".
Result<Found> find_within(UnitOfWork& unit, const domain::TokenScope& scope, std::string_view id_text,
                          Lock lock) {
  const auto id = domain::TokenId::parse(id_text);
  if (!id) return Error::not_found();
  JETON_TRY(auto token, unit.tokens().find_within(scope, *id, lock));
  if (!token) return Error::not_found();
  JETON_TRY(auto account, unit.accounts().find(token->account));
  if (!account) return Error::internal("a token without an account");
  return Found{*std::move(token), *std::move(account)};
}

TokenView view_of(Found found, const std::vector<domain::Module>& catalogue, ShownText text) {
  TokenView view{std::move(found.token), std::move(found.account), {}, std::move(text)};
  view.modules = module_refs(view.token.modules, catalogue);
  return view;
}

/// The unit that answers `wanted`: showing a text is a change, for its record.
Result<std::unique_ptr<UnitOfWork>> begin_for(const Services& services, TextInAnswer wanted) {
  return wanted == TextInAnswer::kInclude ? services.store.begin_write() : services.store.begin_read();
}

/// The text of the one that was found, if it is wanted.
Result<ShownText> wanted_text(const Services& services, UnitOfWork& unit, const Caller& caller,
                              const Found& found, TextInAnswer wanted) {
  if (wanted == TextInAnswer::kOmit) return ShownText{};
  JETON_TRY(auto texts,
            show_texts(services, unit, caller, {found.token}, {{found.account.id, found.account}}));
  const auto shown = texts.find(found.token.id);
  return shown == texts.end() ? ShownText{} : std::move(shown->second);
}

/// The tokens of a list with what their references resolve to.
Result<std::vector<TokenView>> views_of(const Services& services, UnitOfWork& unit, const Caller& caller,
                                        std::vector<domain::Token> tokens, TextInAnswer wanted) {
  JETON_TRY(const auto catalogue, unit.modules().list());
  std::vector<domain::AccountId> account_ids;
  account_ids.reserve(tokens.size());
  for (const auto& token : tokens) account_ids.push_back(token.account);
  JETON_TRY(const auto accounts, accounts_by_id(unit, std::move(account_ids)));
  std::map<domain::TokenId, ShownText> texts;
  if (wanted == TextInAnswer::kInclude) {
    JETON_TRY(texts, show_texts(services, unit, caller, tokens, accounts));
  }
  std::vector<TokenView> views;
  views.reserve(tokens.size());
  for (auto& token : tokens) {
    const auto account = accounts.find(token.account);
    if (account == accounts.end()) return Error::internal("a token without an account");
    ShownText text;
    if (const auto shown = texts.find(token.id); shown != texts.end()) text = std::move(shown->second);
    views.push_back(view_of({std::move(token), account->second}, catalogue, std::move(text)));
  }
  return views;
}

/// Whether a change looks at the modules of the account's default group.
enum class DefaultGroup : std::uint8_t { kLeave, kHold };

/// The shape that all changes of one token share: find it, change it, write row and record, commit, answer.
/// `change` returns whether anything changed.
template <class Change>
Result<TokenView> change_token(const Services& services, const Caller& caller, std::string_view id,
                               const ExpectedRevision& expected, TextInAnswer wanted, AuditAction action,
                               DefaultGroup group, Change change) {
  const auto scope = domain::manageable_tokens(caller);
  // a token may change itself only if its modules permit; reading itself is another matter.
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_write());
  if (group == DefaultGroup::kHold) {
    // Before the token, as a cascade does: two units never wait for each other.
    JETON_TRY(const auto seen, find_within(*unit, scope, id, Lock::kNone));
    JETON_CHECK(unit->groups().find_default(seen.account.id, Lock::kShared));
  }
  JETON_TRY(auto found, find_within(*unit, scope, id, Lock::kExclusive));
  JETON_CHECK(check_revision(expected, found.token.revision));
  JETON_TRY(const auto catalogue, unit->modules().list());
  const auto now = services.clock.now();
  JETON_TRY(const bool changed, change(*unit, found, catalogue, caller.stamp(now)));
  if (changed) {
    JETON_CHECK(unit->tokens().update(found.token));
    JETON_CHECK(write_audit(services, *unit, caller, now, audit_entry(action, found.token, found.account)));
  }
  JETON_TRY(auto text, wanted_text(services, *unit, caller, found, wanted));
  JETON_CHECK(unit->commit());
  return view_of(std::move(found), catalogue, std::move(text));
}

}  // namespace

bool reaches_tokens(const Caller& caller) {
  return domain::manageable_tokens(caller).reaches_any();
}

bool may_read_token(const Caller& caller, std::string_view id) {
  return reaches_tokens(caller) || (caller.actor.kind == domain::ActorKind::kToken && caller.actor.id == id);
}

Result<TokenView> create_token(const Services& services, const Caller& caller, const CreateToken& command) {
  if (!reaches_tokens(caller)) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto view, create_token(services, *unit, caller, command));
  JETON_CHECK(unit->commit());
  return view;
}

Result<TokenView> create_token(const Services& services, UnitOfWork& unit, const Caller& caller,
                               const CreateToken& command) {
  const auto scope = domain::manageable_tokens(caller);
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(auto account, owning_account(unit, caller, scope, command.account_id));
  JETON_TRY(const auto catalogue, unit.modules().list());
  JETON_TRY(const auto assignable, assignable_to(unit, account, catalogue));
  JETON_CHECK(domain::check_may_give(caller, account.type, command.draft.modules, {}, catalogue));
  JETON_TRY(const auto rows, unit.tokens().approximate_count());
  const auto now = services.clock.now();

  std::optional<domain::Token> created;
  base::Secret text;
  auto inserted = insert_with_new_id<domain::TokenTag>(
      services.random, rows, [&](const domain::TokenId& id) -> Result<bool> {
        JETON_TRY(auto token, domain::new_token(id, account, command.draft, assignable, caller.stamp(now)));
        if (command.logo) token.icon = icon_path(id);
        const auto minted = credential::mint(id, services.random);
        JETON_TRY(const bool taken, unit.tokens().insert(token, secret_to_keep(services, account, minted)));
        created = std::move(token);
        text = minted.text();
        return taken;
      });
  if (inserted.has_error()) return std::move(inserted).error();

  if (command.logo) JETON_CHECK(unit.icons().put(created->id.str(), *command.logo));
  JETON_TRY(auto shown, show_new_text(services, unit, caller, *created, account, std::move(text)));
  return view_of({*std::move(created), std::move(account)}, catalogue, std::move(shown));
}

Result<TokenView> get_token(const Services& services, const Caller& caller, std::string_view id,
                            TextInAnswer wanted) {
  if (!may_read_token(caller, id)) return Error::denied();
  JETON_TRY(const auto unit, begin_for(services, wanted));
  JETON_TRY(auto found, find_within(*unit, domain::readable_tokens(caller), id, Lock::kNone));
  JETON_TRY(const auto catalogue, unit->modules().list());
  JETON_TRY(auto text, wanted_text(services, *unit, caller, found, wanted));
  if (!text.empty()) JETON_CHECK(unit->commit());
  return view_of(std::move(found), catalogue, std::move(text));
}

Result<ShownText> show_text_again(const Services& services, UnitOfWork& unit, const Caller& caller,
                                  std::string_view id) {
  const auto found = find_within(unit, domain::readable_tokens(caller), id, Lock::kNone);
  if (found.has_error() && found.error().kind() == base::ErrorKind::kNotFound) return ShownText{};
  if (found.has_error()) return found.error();
  return wanted_text(services, unit, caller, *found, TextInAnswer::kInclude);
}

Result<domain::Page<TokenView>> list_tokens(const Services& services, const Caller& caller,
                                            const domain::Query& query, TextInAnswer wanted) {
  const auto scope = domain::manageable_tokens(caller);
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(const auto unit, begin_for(services, wanted));
  JETON_TRY(auto page, unit->tokens().list(scope, query));
  JETON_TRY(auto views, views_of(services, *unit, caller, std::move(page.rows), wanted));
  if (wanted == TextInAnswer::kInclude) JETON_CHECK(unit->commit());
  return domain::Page<TokenView>{page.total, std::move(views)};
}

Result<std::unique_ptr<ViewStream<TokenView>>> stream_tokens(const Services& services, const Caller& caller,
                                                             const domain::Query& query,
                                                             TextInAnswer wanted) {
  const auto scope = domain::manageable_tokens(caller);
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(auto rows, unit->tokens().stream(scope, query, base::kStreamBatchRows));
  return stream_views<TokenView, domain::Token>(
      std::move(unit), std::move(rows),
      [&services, caller, wanted](UnitOfWork& reading,
                                  std::vector<domain::Token> tokens) -> Result<std::vector<TokenView>> {
        if (wanted == TextInAnswer::kOmit) {
          return views_of(services, reading, caller, std::move(tokens), wanted);
        }
        // The list is one snapshot, in which nothing can be written.
        JETON_TRY(const auto writing, services.store.begin_write());
        JETON_TRY(auto views, views_of(services, *writing, caller, std::move(tokens), wanted));
        JETON_CHECK(writing->commit());
        return views;
      });
}

Result<TokenView> update_token(const Services& services, const Caller& caller, std::string_view id,
                               const UpdateToken& command, const ExpectedRevision& expected,
                               TextInAnswer wanted) {
  return change_token(services, caller, id, expected, wanted, AuditAction::kUpdated, DefaultGroup::kHold,
                      [&](UnitOfWork& unit, Found& found, const std::vector<domain::Module>& catalogue,
                          const domain::Stamp& stamp) -> Result<bool> {
                        //
                        if (command.account_id && *command.account_id != found.account.id.str()) {
                          return Error::invalid("account.id", "The account of a token cannot be changed.");
                        }
                        auto change = command.change;
                        if (command.logo) change.icon = icon_path(found.token.id);
                        JETON_TRY(const auto assignable, assignable_to(unit, found.account, catalogue));
                        const auto before = found.token;
                        JETON_CHECK(domain::check_may_give(caller, found.account.type, change.modules,
                                                           before.modules, catalogue));
                        JETON_TRY(bool changed, domain::update_token(found.token, change, assignable, stamp));
                        if (command.logo) {
                          JETON_CHECK(unit.icons().put(found.token.id.str(), *command.logo));
                          // The path is the same, the picture is not: still a change of the token.
                          if (!changed) {
                            ++found.token.revision;
                            found.token.updated = stamp;
                            changed = true;
                          }
                        } else if (before.icon == icon_path(before.id) && found.token.icon != before.icon) {
                          JETON_CHECK(unit.icons().remove(found.token.id.str()));
                        }
                        return changed;
                      });
}

Result<TokenView> enable_token(const Services& services, const Caller& caller, std::string_view id,
                               const ExpectedRevision& expected, TextInAnswer wanted) {
  return change_token(services, caller, id, expected, wanted, AuditAction::kStatusChanged,
                      DefaultGroup::kLeave,
                      [](UnitOfWork&, Found& found, const auto&, const domain::Stamp& stamp) -> Result<bool> {
                        JETON_CHECK(domain::enable_token(found.token, stamp));
                        return true;
                      });
}

Result<TokenView> disable_token(const Services& services, const Caller& caller, std::string_view id,
                                const ExpectedRevision& expected, TextInAnswer wanted) {
  return change_token(services, caller, id, expected, wanted, AuditAction::kStatusChanged,
                      DefaultGroup::kLeave,
                      [](UnitOfWork&, Found& found, const auto&, const domain::Stamp& stamp) -> Result<bool> {
                        JETON_CHECK(domain::disable_token(found.token, stamp));
                        return true;
                      });
}

Result<void> delete_token(const Services& services, const Caller& caller, std::string_view id,
                          const ExpectedRevision& expected) {
  auto deleted = change_token(
      services, caller, id, expected, TextInAnswer::kOmit, AuditAction::kStatusChanged, DefaultGroup::kLeave,
      [](UnitOfWork&, Found& found, const auto&, const domain::Stamp& stamp) -> Result<bool> {
        JETON_CHECK(domain::delete_token(found.token, stamp));
        return true;
      });
  if (deleted.has_error()) return std::move(deleted).error();
  return {};
}

Result<domain::Icon> get_token_icon(const Services& services, const Caller& caller, std::string_view id) {
  if (!may_read_token(caller, id)) return Error::denied();
  const auto scope = domain::readable_tokens(caller);
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(const auto found, find_within(*unit, scope, id, Lock::kNone));
  JETON_TRY(auto icon, unit->icons().find(found.token.id.str()));
  if (!icon) return Error::not_found();
  return *std::move(icon);
}

}  // namespace jeton::app
