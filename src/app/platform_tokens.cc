#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/id_draw.h"
#include "app/platform_application.h"
#include "base/check.h"
#include "base/limits.h"
#include "credential/token_text.h"
#include "crypto/digest.h"
#include "domain/token_properties.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::Lock;
using domain::TokenStatus;

std::vector<std::string> texts_of(const std::vector<domain::ModuleId>& ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const auto& id : ids) texts.push_back(id.str());
  return texts;
}

/// What is kept of `text`, which has been parsed before: sealed too, unless the account has reveal off.
domain::TokenSecret secret_of(const Services& services, const domain::Account& account,
                              const base::Secret& text) {
  const auto presented = credential::parse(text.reveal());  // to take the opaque part
  JETON_ASSERT(presented.has_value());
  domain::TokenSecret secret{
      presented->id, credential::digest_of(presented->opaque), {}, services.clock.now()};
  // with reveal off nothing is kept that the text could be made from again.
  if (account.reveal_tokens) {
    secret.sealed = services.sealer.seal(base::Secret{presented->opaque}, presented->id.str());
  }
  return secret;
}

/// What can be told of a stated value without looking at the platform.
Result<void> check_stated_value(const PlatformToken& entry, const std::string& path) {
  if (entry.value && entry.value_sha256) {
    return Error::invalid(path + ".valueSha256", "State either valueFrom or valueSha256, not both.");
  }
  if ((entry.value || entry.value_sha256) && !entry.id) {
    return Error::invalid(path + ".id", "A token whose value is stated needs its id: the value holds it.");
  }
  if (entry.value) {
    const auto presented = credential::parse(entry.value->reveal());  // to check its shape
    if (!presented) {
      return Error::invalid(path + ".value",
                            "The value must have the form idt:<token id>:<opaque part> and hold no typing "
                            "error; jeton token mint makes one.");
    }
    if (presented->id.str() != *entry.id) {
      return Error::invalid(path + ".value",
                            fmt::format("The value is that of another token than {}.", *entry.id));
    }
  }
  if (entry.status == TokenStatus::kDeleted) {
    return Error::invalid(path + ".status", "The status must be Active or Disabled.");
  }
  return {};
}

}  // namespace

Result<std::optional<domain::Token>> PlatformApplication::find_token(const PlatformToken& entry,
                                                                     const domain::Account& account,
                                                                     const std::string& path) {
  if (entry.id) {
    const auto given = domain::TokenId::parse(*entry.id);
    if (!given) return Error::invalid(path + ".id", "A token's id has the form TKN-1234-5678.");
    JETON_TRY(auto found, unit_.tokens().find(*given, Lock::kExclusive));
    if (found && found->account != account.id) {
      return Error::invalid(
          path + ".account",
          fmt::format("{} belongs to another account, which cannot be changed.", *entry.id));
    }
    if (found && found->status == TokenStatus::kDeleted) {
      return Error::invalid(path + ".id",
                            fmt::format("{} was deleted, and ids are never reused.", *entry.id));
    }
    return found;
  }
  domain::Query query;
  query.filter = {.kind = domain::Predicate::Kind::kCompare,
                  .property = domain::token_properties().find("name"),
                  .values = {entry.name}};
  query.limit = base::kPageLimitMax;
  JETON_TRY(auto page, unit_.tokens().list({.own_account = account.id}, query));
  std::optional<domain::Token> found;
  for (auto& token : page.rows) {
    if (token.name != entry.name) continue;
    if (found) return Error::invalid(path + ".name", "Several tokens have this name: state the id.");
    found = std::move(token);
  }
  return found;
}

/// The stated value must be the token's, if there is one already: values never change (spec R-121).
Result<void> PlatformApplication::check_value(const PlatformToken& entry, const domain::TokenId& id,
                                              const std::string& path) {
  const auto where = path + (entry.value ? ".value" : ".valueSha256");
  JETON_TRY(const auto stored, unit_.tokens().find_secret(id));
  if (!stored) return Error::internal("a token without a secret");
  auto stated = entry.value_sha256.value_or(domain::Digest{});
  if (entry.value) stated = credential::digest_of(credential::parse(entry.value->reveal())->opaque);
  if (crypto::equal_in_constant_time(stored->digest, stated)) return {};
  return Error::invalid(
      where, fmt::format("{} exists with another value, and the value of a token never changes: state that "
                         "one, or a new id.",
                         id.str()));
}

Result<void> PlatformApplication::apply_token(const PlatformToken& entry, const std::string& path) {
  JETON_CHECK(check_stated_value(entry, path));
  JETON_TRY(const auto account, resolve_account(entry.account, path + ".account"));
  std::optional<std::vector<std::string>> modules;
  if (entry.modules) {
    JETON_TRY(const auto ids, resolve_modules(*entry.modules, path + ".modules"));
    modules = texts_of(ids);
  }
  JETON_TRY(const auto group, unit_.groups().find_default(account.id, Lock::kShared));
  if (!group) return Error::internal("an account without a default group");
  const auto assignable = domain::assignable_modules(account, group->modules, catalogue_);
  JETON_TRY(auto found, find_token(entry, account, path));

  if (!found) {
    domain::TokenDraft draft;
    draft.name = entry.name;
    draft.description = entry.description.value_or(std::string{});
    draft.modules = std::move(modules).value_or(std::vector<std::string>{});
    auto created = create_token(entry, account, draft, assignable);
    if (created.has_error()) return below(path, std::move(created).error());
    JETON_CHECK(state_once(created->id.str(), path));
    later_steps_.push_back({PlanAction::kCreate, "token", created->name, created->id.str(), {}});
    return {};
  }
  JETON_CHECK(state_once(found->id.str(), path));
  if (entry.value || entry.value_sha256) JETON_CHECK(check_value(entry, found->id, path));
  domain::TokenChange change;
  change.name = entry.name;
  change.description = entry.description;
  change.modules = std::move(modules);
  auto changed = change_token(entry, account, *found, change, assignable);
  if (changed.has_error()) return below(path, std::move(changed).error());
  later_steps_.push_back({changed->empty() ? PlanAction::kUnchanged : PlanAction::kUpdate, "token",
                          found->name, found->id.str(), *std::move(changed)});
  return {};
}

Result<domain::Token> PlatformApplication::create_token(const PlatformToken& entry,
                                                        const domain::Account& account,
                                                        const domain::TokenDraft& draft,
                                                        const std::vector<domain::ModuleId>& assignable) {
  const auto insert = [&](const domain::TokenId& id, const domain::TokenSecret& secret,
                          std::optional<domain::Token>& created) -> Result<bool> {
    JETON_TRY(auto token, domain::new_token(id, account, draft, assignable, writer_.stamp()));
    if (entry.status == TokenStatus::kDisabled) {
      token.status = TokenStatus::kDisabled;
      token.disabled = token.created;
    }
    JETON_TRY(const bool inserted, unit_.tokens().insert(token, secret));
    created = std::move(token);
    return inserted;
  };
  const auto minted = [&](const domain::TokenId& id) {
    return secret_of(services_, account, credential::mint(id, services_.random));
  };

  std::optional<domain::Token> created;
  if (entry.id) {
    const auto id = domain::TokenId::parse(*entry.id);
    const auto secret = entry.value ? secret_of(services_, account, *entry.value)
                        : entry.value_sha256
                            ? domain::TokenSecret{*id, *entry.value_sha256, {}, services_.clock.now()}
                            : minted(*id);
    JETON_TRY(const bool inserted, insert(*id, secret, created));
    if (!inserted) return Error::conflict("id", "The id is taken already.");
  } else {
    JETON_TRY(const auto rows, unit_.tokens().approximate_count());
    auto inserted = insert_with_new_id<domain::TokenTag>(
        services_.random, rows, [&](const domain::TokenId& id) { return insert(id, minted(id), created); });
    if (inserted.has_error()) return std::move(inserted).error();
  }
  JETON_CHECK(writer_.record(domain::AuditAction::kCreated, *created, account));
  return *std::move(created);
}

/// The names of the fields that were changed.
Result<std::vector<std::string>> PlatformApplication::change_token(
    const PlatformToken& entry, const domain::Account& account, domain::Token& token,
    const domain::TokenChange& change, const std::vector<domain::ModuleId>& assignable) {
  const auto before = token;
  std::vector<std::string> changed;
  JETON_TRY(const bool moved, domain::update_token(token, change, assignable, writer_.stamp()));
  if (moved) {
    JETON_CHECK(unit_.tokens().update(token));
    JETON_CHECK(writer_.record(domain::AuditAction::kUpdated, token, account));
    if (token.name != before.name) changed.emplace_back("name");
    if (token.description != before.description) changed.emplace_back("description");
    if (token.modules != before.modules) changed.emplace_back("modules");
  }
  if (entry.status && *entry.status != token.status) {
    JETON_CHECK(*entry.status == TokenStatus::kActive ? domain::enable_token(token, writer_.stamp())
                                                      : domain::disable_token(token, writer_.stamp()));
    JETON_CHECK(unit_.tokens().update(token));
    JETON_CHECK(writer_.record(domain::AuditAction::kStatusChanged, token, account));
    changed.emplace_back("status");
  }
  return changed;
}

}  // namespace jeton::app
