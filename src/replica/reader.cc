#include "replica/reader.h"

#include <cerrno>
#include <utility>

#include "base/read_file.h"
#include "replica/extension.h"
#include "replica/grant.h"
#include "replica/slot.h"

namespace jeton::replica {
namespace {

/// The writer replaces a file when it has grown by a quarter: not so often during one look-up.
constexpr int kFilesMax = 8;

/// Nearly every token is within so many slots of its home; a guess may give up.
constexpr int kPrefetchProbesMax = 8;

std::optional<base::Timestamp> time_of(std::uint64_t milliseconds) noexcept {
  if (milliseconds == 0) return std::nullopt;
  return base::Timestamp{std::chrono::milliseconds{static_cast<std::int64_t>(milliseconds)}};
}

}  // namespace

Reader::Reader(std::string path, const BootId& boot) : path_{std::move(path)}, boot_{boot} {}

base::Result<Reader> Reader::open(std::string path, const BootId& boot) {
  Reader reader{std::move(path), boot};
  const auto opening = reader.map();
  if (opening.error_number == ENOENT) return base::Error::not_found();
  if (opening.error_number != 0) {
    return base::Error::unavailable(reader.path_ + ": " + base::cause_of(opening.error_number));
  }
  if (opening.flaw != Flaw::kNone) return base::Error::invalid("file", std::string{words_of(opening.flaw)});
  return reader;
}

Reader::Opening Reader::map() noexcept {
  MappedFile file;
  const int error_number = MappedFile::map(path_.c_str(), MappedFile::Access::kRead, file);
  if (error_number == ENODATA) return {0, Flaw::kTooShort};
  if (error_number != 0) return {error_number, Flaw::kNone};
  Opening opening;
  const auto identity = read_identity(file.words(0), file.size(), opening.flaw);
  if (opening.flaw != Flaw::kNone) return opening;
  opening.flaw = flaw_for_reader(read_state(file.words(0), identity.seed), boot_);
  if (opening.flaw != Flaw::kNone) return opening;
  const auto layout = layout_of(identity.capacity);
  // Every other record is examined when it is read. These are written before they are counted.
  const auto used = file.words(0).load(kSetUnitsWord, std::memory_order_acquire);
  if (used > identity.capacity.set_units ||
      !sets_are_sound(file.words(layout.sets_at), static_cast<std::uint32_t>(used), identity.seed)) {
    return {0, Flaw::kDamaged};
  }
  file_ = std::move(file);
  identity_ = identity;
  layout_ = layout;
  return {};
}

bool Reader::is_replaced() const noexcept {
  return file_.words(0).load(kNextGenerationWord, std::memory_order_acquire) != 0;
}

bool Reader::refresh() noexcept {
  // The writer is between telling readers and replacing the file, or was killed there: this one still counts.
  if (!is_replaced() || file_.is_at(path_.c_str())) return true;
  const auto opening = map();
  return opening.error_number == 0 && opening.flaw == Flaw::kNone;
}

LookUp Reader::find(const PackedId& token) noexcept {
  for (int i = 0; i < kFilesMax; ++i) {
    if (!is_replaced()) return find_in_file(token);
    if (!refresh()) return {};
    // The same file was at the path a moment ago, and everything that had been changed until then is in it.
    if (is_replaced()) return find_in_file(token);
  }
  return {};
}

Words Reader::slot(std::uint32_t index) const noexcept {
  return file_.words(layout_.slots_at + index * kSlotBytes);
}

void Reader::prefetch(const PackedId& token) const noexcept {
  slot(home_of(token)).prefetch();
}

void Reader::prefetch_grant(const PackedId& token) const noexcept {
  auto index = home_of(token);
  for (int probes = 0; probes < kPrefetchProbesMax; ++probes) {
    const auto head = head_of(slot(index));
    if (head == kFreeHead) return;
    if (head == token.head()) {
      // As good as a guess: what is there may be half written, or of an id with another tail.
      const auto grant = grant_of(slot(index));
      if (grant < identity_.capacity.slots) file_.words(layout_.grants_at + grant * kGrantBytes).prefetch();
      return;
    }
    index = next(index);
  }
}

LookUp Reader::find_in_file(const PackedId& token) const noexcept {
  const auto slots = identity_.capacity.slots;
  auto index = home_of(token);
  for (std::uint32_t probes = 0; probes < slots; ++probes) {
    const auto head = head_of(slot(index));
    if (head == kFreeHead) break;
    if (head == token.head()) {
      const auto read = read_slot(slot(index), identity_.seed ^ index);
      if (read.outcome == SlotOutcome::kBusy || read.outcome == SlotOutcome::kDamaged) return {};
      if (read.outcome == SlotOutcome::kRead && read.slot.token == token) return complete(read.slot);
    }
    index = next(index);
  }
  return {Found::kNothing, {}};
}

LookUp Reader::complete(const Slot& slot) const noexcept {
  if (slot.grant >= identity_.capacity.slots) return {};
  const auto grant =
      read_grant(file_.words(layout_.grants_at + slot.grant * kGrantBytes), identity_.seed ^ slot.grant);
  if (!grant) return {};
  const auto sets = file_.words(layout_.sets_at);
  const auto modules = modules_at(sets, identity_.capacity.set_units, grant->modules);
  const auto addresses = addresses_at(sets, identity_.capacity.set_units, grant->addresses);
  if (!modules || !addresses) return {};

  LookUp look_up;
  look_up.found = Found::kToken;
  auto& record = look_up.record;
  record.token = slot.token;
  record.account = grant->account;
  record.status = slot.status;
  record.account_status = grant->account_status;
  record.revision = slot.revision;
  record.rate_class = grant->rate_class;
  record.digest = slot.digest;
  record.modules = *modules;
  record.addresses = *addresses;
  if (!slot.extended) {
    record.expires_at = time_of(slot.limit);
    return look_up;
  }
  if (slot.limit >= identity_.capacity.slots) return {};
  const auto extension = read_extension(file_.words(layout_.extensions_at + slot.limit * kExtensionBytes),
                                        identity_.seed ^ slot.limit);
  if (!extension) return {};
  record.not_before = time_of(extension->not_before);
  record.expires_at = time_of(extension->expires_at);
  if (extension->second_digest) {
    record.second = SecondSecret{*extension->second_digest, time_of(extension->second_expires_at)};
  }
  return look_up;
}

}  // namespace jeton::replica
