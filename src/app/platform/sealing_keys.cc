#include "app/platform/sealing_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "app/audit/audit.h"
#include "app/people/users.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::Lock;
using domain::SealingKey;

constexpr std::string_view kAbandonedEvent = "platform.sealingKeys.abandoned";

Error setup_error(std::string message) {
  return {base::ErrorKind::kUnavailable, std::move(message)};
}

Error missing_key(std::string_view key_id, std::string_view key_file) {
  return setup_error(fmt::format(
      "The database holds values sealed under the key {0}, and {1} does not have it. Restore the key file of "
      "this installation, or name it with --key-file. If the key is permanently lost: jeton keys abandon {0}",
      key_id, key_file));
}

Error another_key(std::string_view key_id, std::string_view key_file) {
  return setup_error(fmt::format(
      "The key {} in {} is not the one that the database was sealed under, although it has the same id. "
      "Restore the key file of this installation, or name it with --key-file.",
      key_id, key_file));
}

std::optional<SealingKey> find_key(const std::vector<SealingKey>& keys, std::string_view id) {
  const auto found = std::find_if(keys.begin(), keys.end(), [id](const auto& key) { return key.id == id; });
  return found == keys.end() ? std::nullopt : std::optional{*found};
}

/// Whether the ring has every recorded key that is not abandoned.
Result<void> check_recorded(const Services& services, const std::vector<SealingKey>& keys,
                            std::string_view key_file) {
  for (const auto& key : keys) {
    if (key.abandoned_at) continue;
    if (!services.sealer.has_key(key.id)) return missing_key(key.id, key_file);
    if (!services.sealer.passes_check(key.id, key.check_value)) return another_key(key.id, key_file);
  }
  return {};
}

/// Keys that stored values name but that are not recorded: those of a database older than its records.
Result<void> record_used(const Services& services, domain::UnitOfWork& unit,
                         const std::vector<SealingKey>& known, std::string_view key_file) {
  JETON_TRY(const auto used, unit.sealing_keys().list_used_ids());
  for (const auto& id : used) {
    if (find_key(known, id)) continue;
    if (!services.sealer.has_key(id)) return missing_key(id, key_file);
    JETON_TRY(const auto sample, unit.sealing_keys().find_sample(id));
    if (sample && services.sealer.open(sample->sealed, sample->context).has_error()) {
      return another_key(id, key_file);
    }
    JETON_CHECK(
        unit.sealing_keys().put({id, services.sealer.check_value(id), services.clock.now(), std::nullopt}));
  }
  return {};
}

/// Tells the audit trail of the platform's operators.
Result<void> record_abandoned(const Services& services, domain::UnitOfWork& unit, std::string_view key_id) {
  JETON_TRY(const auto operations, unit.accounts().find_operations());
  // Before jeton init there is no one to report to.
  if (!operations) return {};
  domain::AuditRecord record{.id = domain::AuditRecordId::from_stored({})};
  record.event = kAbandonedEvent;
  record.visibility = domain::AuditVisibility::kPrivate;
  record.summary = "Sealing key abandoned";
  record.details = fmt::format(
      "The sealing key {} was abandoned on the server's machine. Values sealed under it cannot be shown "
      "again.",
      key_id);
  record.object_id = operations->id.str();
  record.object_name = operations->name;
  record.object_type = domain::ObjectType::kAccount;
  record.timestamp = services.clock.now();
  record.actor = domain::system_actor();
  record.account_links = {operations->id};
  record.documents = "{}";
  record.revision = operations->revision;
  JETON_CHECK(append_audit_record(services, unit, std::move(record), "Sealing key abandoned"));
  return {};
}

}  // namespace

Result<void> check_sealing_keys(const Services& services, std::string_view key_file) {
  const auto& current = services.sealer.current_key_id();
  const auto is_in_force = [&current](const std::vector<SealingKey>& keys) {
    const auto key = find_key(keys, current);
    return key && !key->abandoned_at;
  };
  {
    JETON_TRY(const auto reader, services.store.begin_read());
    JETON_TRY(const auto keys, reader->sealing_keys().list(Lock::kNone));
    JETON_CHECK(check_recorded(services, keys, key_file));
    if (is_in_force(keys)) return {};
  }
  JETON_TRY(const auto unit, services.store.begin_write());
  // Of two servers that start at once with different keys, the second finds the first one's.
  JETON_TRY(const auto keys, unit->sealing_keys().list(Lock::kExclusive));
  JETON_CHECK(check_recorded(services, keys, key_file));
  if (is_in_force(keys)) return {};
  JETON_CHECK(record_used(services, *unit, keys, key_file));
  JETON_CHECK(unit->sealing_keys().put(
      {current, services.sealer.check_value(current), services.clock.now(), std::nullopt}));
  return unit->commit();
}

std::string_view to_string(SealingKeyState state) noexcept {
  switch (state) {
    case SealingKeyState::kCurrent: return "current";
    case SealingKeyState::kHeld: return "held";
    case SealingKeyState::kMissing: return "missing";
    case SealingKeyState::kAbandoned: return "abandoned";
  }
  return {};
}

Result<std::vector<SealingKeyView>> list_sealing_keys(const Services& services) {
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto keys, unit->sealing_keys().list(Lock::kNone));
  JETON_TRY(const auto used, unit->sealing_keys().list_used_ids());
  for (const auto& id : used) {
    if (!find_key(keys, id)) keys.push_back({id, {}, {}, std::nullopt});
  }
  std::sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  std::vector<SealingKeyView> views;
  for (const auto& key : keys) {
    const bool held = services.sealer.has_key(key.id) &&
                      (key.check_value.empty() || services.sealer.passes_check(key.id, key.check_value));
    auto state = held ? SealingKeyState::kHeld : SealingKeyState::kMissing;
    if (held && key.id == services.sealer.current_key_id()) state = SealingKeyState::kCurrent;
    if (key.abandoned_at) state = SealingKeyState::kAbandoned;
    views.push_back({key.id, state});
  }
  return views;
}

Result<bool> needs_no_sealing_key(domain::Store& store) {
  JETON_TRY(const auto reader, store.begin_read());
  JETON_TRY(const auto keys, reader->sealing_keys().list(Lock::kNone));
  if (keys.empty()) {
    JETON_TRY(const auto used, reader->sealing_keys().list_used_ids());
    return used.empty();
  }
  return std::all_of(keys.begin(), keys.end(), [](const auto& key) { return key.abandoned_at.has_value(); });
}

Result<void> abandon_sealing_key(const Services& services, std::string_view key_id) {
  if (services.sealer.has_key(key_id)) {
    return Error::conflict("key",
                           "The key is in the key file, so it is not lost. Remove it from the file first.");
  }
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(const auto keys, unit->sealing_keys().list(Lock::kExclusive));
  auto key = find_key(keys, key_id);
  if (key && key->abandoned_at) return Error::conflict("key", "The key has already been abandoned.");
  if (!key) {
    JETON_TRY(const auto used, unit->sealing_keys().list_used_ids());
    if (std::find(used.begin(), used.end(), key_id) == used.end()) return Error::not_found();
    key = SealingKey{std::string{key_id}, {}, services.clock.now(), std::nullopt};
  }
  key->abandoned_at = services.clock.now();
  JETON_CHECK(unit->sealing_keys().put(*key));
  JETON_CHECK(record_abandoned(services, *unit, key_id));
  JETON_CHECK(unit->commit());
  services.log.warning("keys.abandoned", {{"key", key_id}});
  return {};
}

}  // namespace jeton::app
