#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "app/audit/audit.h"
#include "app/command/id_draw.h"
#include "app/platform/platform_application.h"
#include "app/tokens/token_secret.h"
#include "base/check.h"
#include "base/limits.h"
#include "credential/token_text.h"
#include "crypto/digest.h"

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

/// The value whose text the entry states, if it does, as far as it can be judged without looking at the
/// platform.
Result<std::optional<credential::TokenValue>> stated_value(const PlatformToken& entry,
                                                           const std::string& path) {
  std::optional<credential::TokenValue> value;
  if (entry.value && entry.value_sha256) {
    return Error::invalid(path + ".valueSha256", "Give either valueFrom or valueSha256, not both.");
  }
  if ((entry.value || entry.value_sha256) && !entry.id) {
    return Error::invalid(path + ".id",
                          "A token with a given value needs its id, because the value contains it.");
  }
  if (entry.value) {
    value = credential::value_of(entry.value->reveal());  // to store its parts
    if (!value) {
      return Error::invalid(path + ".value",
                            "The value must have the form idt:<token id>:<opaque part> and contain no typing "
                            "error; jeton token mint makes one.");
    }
    if (value->id.str() != *entry.id) {
      return Error::invalid(path + ".value",
                            fmt::format("The value belongs to a token other than {}.", *entry.id));
    }
  }
  if (entry.status == TokenStatus::kDeleted) {
    return Error::invalid(path + ".status", "The status must be Active or Disabled.");
  }
  return value;
}

bool states_value(const PlatformToken& entry) {
  return entry.value.has_value() || entry.value_sha256.has_value();
}

}  // namespace

/// Consecutive entries of the file that are looked up together and written together.
struct PlatformApplication::TokenChunk {
  /// What an entry refers to.
  struct Entry {
    const PlatformToken* stated;
    std::string path;
    domain::Account account;
    std::optional<std::vector<std::string>> modules;  ///< Ids.
    std::optional<domain::TokenId> given;
    std::optional<domain::TokenId> named;         ///< Of the one token that has the name.
    std::optional<credential::TokenValue> value;  ///< That the file states.

    /// Of the stated value, or of a new one for the token `id`.
    [[nodiscard]] domain::TokenSecret new_secret(const Services& services, const domain::TokenId& id) const {
      if (value) return secret_to_keep(services, account, *value);
      if (stated->value_sha256) return {id, *stated->value_sha256, {}, services.clock.now()};
      return secret_to_keep(services, account, credential::mint(id, services.random));
    }
  };
  /// A token to be created.
  struct Planned {
    std::size_t entry;
    std::size_t step;
    domain::Token token;
  };

  std::vector<Entry> entries;
  std::unordered_map<std::string, std::vector<domain::ModuleId>> assignable;  ///< By account.
  std::unordered_map<std::string, domain::Token> tokens;                      ///< By id.
  std::unordered_map<std::string, domain::Digest> digests;                    ///< By id.
  std::int64_t rows = 0;  ///< Tokens that there are about: ids grow with them.
  std::vector<Planned> planned;
};

Result<void> PlatformApplication::apply_tokens() {
  for (std::size_t begin = 0; begin < file_.tokens.size();) {
    const auto room = base::kApplyEntriesMax - entries_;
    const auto end = std::min(begin + room, file_.tokens.size());
    JETON_CHECK(apply_token_chunk(begin, end));
    JETON_CHECK(finish_entries(end - begin));
    begin = end;
  }
  return {};
}

Result<void> PlatformApplication::apply_token_chunk(std::size_t begin, std::size_t end) {
  TokenChunk chunk;
  JETON_CHECK(read_references(chunk, begin, end));
  JETON_CHECK(find_tokens(chunk));
  JETON_TRY(chunk.rows, unit_->tokens().approximate_count());
  for (std::size_t i = 0; i < chunk.entries.size(); ++i) JETON_CHECK(apply_token(chunk, i));
  return insert_planned(chunk);
}

/// What the entries say without a look at tokens: accounts, modules, values.
Result<void> PlatformApplication::read_references(TokenChunk& chunk, std::size_t begin, std::size_t end) {
  std::vector<domain::AccountId> accounts;
  for (std::size_t i = begin; i < end; ++i) {
    const auto& entry = file_.tokens[i];
    auto path = fmt::format("tokens[{}]", i);
    JETON_TRY(auto value, stated_value(entry, path));
    JETON_TRY(auto account, resolve_account(entry.account, path + ".account"));
    std::optional<std::vector<std::string>> modules;
    if (entry.modules) {
      JETON_TRY(const auto ids, resolve_modules(*entry.modules, path + ".modules"));
      modules = texts_of(ids);
    }
    std::optional<domain::TokenId> given;
    if (entry.id) {
      given = domain::TokenId::parse(*entry.id);
      if (!given) return Error::invalid(path + ".id", "A token's id has the form TKN-1234-5678.");
    }
    accounts.push_back(account.id);
    chunk.entries.push_back({&entry, std::move(path), std::move(account), std::move(modules),
                             std::move(given), std::nullopt, std::move(value)});
  }
  std::unordered_map<std::string, std::vector<domain::ModuleId>> defaults;
  JETON_TRY(auto groups, unit_->groups().find_defaults(accounts, Lock::kShared));
  for (auto& group : groups) defaults[group.account.str()] = std::move(group.modules);
  for (const auto& entry : chunk.entries) {
    const auto& id = entry.account.id.str();
    if (chunk.assignable.contains(id)) continue;
    // A rehearsal knows better than the store what the file makes of a default group.
    const auto rehearsed = writes() ? default_modules_.end() : default_modules_.find(id);
    const auto stored = defaults.find(id);
    if (rehearsed == default_modules_.end() && stored == defaults.end()) {
      return Error::internal("an account without a default group");
    }
    const auto& modules = rehearsed != default_modules_.end() ? rehearsed->second : stored->second;
    chunk.assignable.emplace(id, domain::assignable_modules(entry.account, modules, catalogue_));
  }
  return {};
}

/// The tokens that there are already, by id or by name, and what is known of their values.
Result<void> PlatformApplication::find_tokens(TokenChunk& chunk) {
  std::vector<domain::TokenName> names;
  std::vector<domain::TokenId> ids;
  std::vector<domain::TokenId> with_values;
  for (const auto& entry : chunk.entries) {
    if (!entry.given) {
      names.push_back({entry.account.id, entry.stated->name});
      continue;
    }
    ids.push_back(*entry.given);
    if (states_value(*entry.stated)) with_values.push_back(*entry.given);
  }
  JETON_TRY(const auto found, unit_->tokens().find_named(names));
  std::map<std::pair<std::string, std::string>, const domain::NamedToken*> named;
  for (const auto& each : found) {
    named.emplace(std::pair{each.name.account.str(), each.name.name}, &each);
    ids.push_back(each.first);
  }
  for (auto& entry : chunk.entries) {
    if (entry.given) continue;
    const auto known = named.find({entry.account.id.str(), entry.stated->name});
    if (known == named.end()) continue;
    if (known->second->several) {
      return Error::invalid(entry.path + ".name", "Several tokens have this name: give the id.");
    }
    entry.named = known->second->first;
  }
  JETON_TRY(auto tokens, unit_->tokens().find_many(ids, Lock::kExclusive));
  for (auto& token : tokens) {
    auto id = token.id.str();
    chunk.tokens.insert_or_assign(std::move(id), std::move(token));
  }
  JETON_TRY(const auto secrets, unit_->tokens().find_secrets(with_values));
  for (const auto& secret : secrets) chunk.digests.insert_or_assign(secret.token.str(), secret.digest);
  return {};
}

Result<void> PlatformApplication::apply_token(TokenChunk& chunk, std::size_t at) {
  const auto& entry = chunk.entries[at];
  const auto& stated = *entry.stated;
  const auto& path = entry.path;
  const std::pair key{entry.account.id.str(), stated.name};
  auto id = entry.given ? entry.given : entry.named;
  if (!entry.given) {
    // What earlier entries were about has the name that they gave it, whatever the store says.
    if (id && stated_ids_.contains(id->str())) id.reset();
    const auto earlier = token_ids_.count(key);
    if (earlier + (id ? 1U : 0U) > 1) {
      return Error::invalid(path + ".name", "Several tokens have this name: give the id.");
    }
    if (earlier == 1) JETON_CHECK(state_once(token_ids_.find(key)->second, path));
  }
  const auto known = id ? chunk.tokens.find(id->str()) : chunk.tokens.end();
  if (known == chunk.tokens.end()) return plan_token(chunk, at);
  auto& token = known->second;
  if (token.account != entry.account.id) {
    return Error::invalid(path + ".account",
                          fmt::format("{} belongs to another account, which cannot be changed.", id->str()));
  }
  if (token.status == TokenStatus::kDeleted) {
    return Error::invalid(path + ".id", fmt::format("{} was deleted, and ids are never reused.", id->str()));
  }
  JETON_CHECK(state_once(id->str(), path));
  token_ids_.emplace(key, id->str());
  if (states_value(stated)) {
    const auto stored = chunk.digests.find(id->str());
    if (stored == chunk.digests.end()) return Error::internal("a token without a secret");
    // Values never change (spec R-121).
    const auto& digest = entry.value ? entry.value->digest : *stated.value_sha256;
    if (!crypto::equal_in_constant_time(stored->second, digest)) {
      return Error::invalid(path + (stated.value ? ".value" : ".valueSha256"),
                            fmt::format("{} exists with a different value, and the value of a token never "
                                        "changes: give that value, or a new id.",
                                        id->str()));
    }
  }
  domain::TokenChange change;
  change.name = stated.name;
  change.description = stated.description;
  change.modules = entry.modules;
  auto changed = change_token(stated, entry.account, token, change, chunk.assignable.at(key.first));
  if (changed.has_error()) return with_path_prefix(path, std::move(changed).error());
  later_steps_.push_back({changed->empty() ? PlanAction::kUnchanged : PlanAction::kUpdate, "token",
                          token.name, token.id.str(), *std::move(changed)});
  return {};
}

/// A new token, as far as it is known before its id is assigned.
Result<void> PlatformApplication::plan_token(TokenChunk& chunk, std::size_t at) {
  const auto& entry = chunk.entries[at];
  const auto& stated = *entry.stated;
  domain::TokenDraft draft;
  draft.name = stated.name;
  draft.description = stated.description.value_or(std::string{});
  draft.modules = entry.modules.value_or(std::vector<std::string>{});
  auto id = entry.given;
  if (!id) id = writes() ? draw_token_id(chunk.rows) : domain::TokenId::from_stored(next_new_id());
  JETON_CHECK(state_once(id->str(), entry.path));
  auto token = domain::new_token(*id, entry.account, draft, chunk.assignable.at(entry.account.id.str()),
                                 writer_->stamp());
  if (token.has_error()) return with_path_prefix(entry.path, std::move(token).error());
  if (stated.status == TokenStatus::kDisabled) {
    token->status = TokenStatus::kDisabled;
    token->disabled = token->created;
  }
  token_ids_.emplace(std::pair{entry.account.id.str(), stated.name}, id->str());
  later_steps_.push_back({PlanAction::kCreate, "token", token->name, id->str(), {}});
  if (writes()) chunk.planned.push_back({at, later_steps_.size() - 1, *std::move(token)});
  return {};
}

/// One that no entry so far was about.
domain::TokenId PlatformApplication::draw_token_id(std::int64_t rows) {
  for (;;) {
    auto id = draw_id<domain::TokenTag>(services_.random, rows);
    if (!stated_ids_.contains(id.str())) return id;
  }
}

/// Inserts what was planned, with its records. An id that was drawn and is taken is drawn again.
Result<void> PlatformApplication::insert_planned(TokenChunk& chunk) {
  if (chunk.planned.empty()) return {};
  changed_ = true;
  auto left = std::move(chunk.planned);
  for (int draw = 0; draw < base::kIdDrawsMax && !left.empty(); ++draw) {
    std::vector<domain::NewToken> rows;
    for (const auto& [entry, step, token] : left) {
      rows.push_back({token, chunk.entries[entry].new_secret(services_, token.id)});
    }
    JETON_TRY(const auto taken_ids, unit_->tokens().insert_many(rows));
    std::unordered_set<std::string> taken;
    for (const auto& id : taken_ids) taken.insert(id.str());
    std::vector<AuditEntry> records;
    std::vector<TokenChunk::Planned> again;
    for (auto& planned : left) {
      const auto& entry = chunk.entries[planned.entry];
      if (!taken.contains(planned.token.id.str())) {
        records.push_back(audit_entry(domain::AuditAction::kCreated, planned.token, entry.account));
        continue;
      }
      if (entry.given) return Error::invalid(entry.path + ".id", "The id is already taken.");
      planned.token.id = draw_token_id(chunk.rows);
      stated_ids_.insert(planned.token.id.str());
      later_steps_[planned.step].id = planned.token.id.str();
      again.push_back(std::move(planned));
    }
    JETON_CHECK(write_audits(services_, *unit_, system_, writer_->stamp().at, records));
    left = std::move(again);
  }
  if (!left.empty()) return Error::internal("no free id was found");
  return {};
}

/// The names of the fields that were changed.
Result<std::vector<std::string>> PlatformApplication::change_token(
    const PlatformToken& entry, const domain::Account& account, domain::Token& token,
    const domain::TokenChange& change, const std::vector<domain::ModuleId>& assignable) {
  const auto before = token;
  std::vector<std::string> changed;
  const auto write = [&](domain::AuditAction action) -> Result<void> {
    if (!writes()) return {};
    changed_ = true;
    JETON_CHECK(unit_->tokens().update(token));
    return writer_->record(action, token, account);
  };
  JETON_TRY(const bool moved, domain::update_token(token, change, assignable, writer_->stamp()));
  if (moved) {
    JETON_CHECK(write(domain::AuditAction::kUpdated));
    if (token.name != before.name) changed.emplace_back("name");
    if (token.description != before.description) changed.emplace_back("description");
    if (token.modules != before.modules) changed.emplace_back("modules");
  }
  if (entry.status && *entry.status != token.status) {
    JETON_CHECK(*entry.status == TokenStatus::kActive ? domain::enable_token(token, writer_->stamp())
                                                      : domain::disable_token(token, writer_->stamp()));
    JETON_CHECK(write(domain::AuditAction::kStatusChanged));
    changed.emplace_back("status");
  }
  return changed;
}

}  // namespace jeton::app
