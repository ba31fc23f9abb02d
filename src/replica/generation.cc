#include "replica/generation.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/read_file.h"
#include "replica/layout.h"

namespace jeton::replica {
namespace {

base::Error flawed(Flaw flaw) {
  return base::Error::invalid("file", std::string{words_of(flaw)});
}

std::uint64_t milliseconds(const std::optional<base::Timestamp>& time) noexcept {
  return time ? static_cast<std::uint64_t>(time->time_since_epoch().count()) : 0;
}

}  // namespace

Generation::Generation(MappedFile file, const Identity& identity)
    : file_{std::move(file)},
      identity_{identity},
      slots_{file_, layout_of(identity.capacity).slots_at, kSlotBytes, identity.capacity.slots},
      extensions_{file_, layout_of(identity.capacity).extensions_at, kExtensionBytes,
                  identity.capacity.slots},
      sets_{Region{file_, layout_of(identity.capacity).sets_at, kSetUnitBytes, identity.capacity.set_units},
            identity.seed},
      grants_{Region{file_, layout_of(identity.capacity).grants_at, kGrantBytes, identity.capacity.slots},
              identity.seed} {}

base::Result<std::unique_ptr<Generation>> Generation::create(const std::string& path,
                                                             const Identity& identity) {
  JETON_TRY(auto file, MappedFile::create(path, layout_of(identity.capacity).file_bytes));
  std::unique_ptr<Generation> made{new Generation{std::move(file), identity}};
  JETON_CHECK(made->file_.allocate(0, kHeaderBytes));
  JETON_CHECK(made->slots_.prepare(identity.capacity.slots));
  write_identity(made->header(), identity);
  made->count(kSetUnitsWord, made->sets_.used());
  return made;
}

base::Result<std::unique_ptr<Generation>> Generation::open(const std::string& path, const BootId& boot) {
  MappedFile file;
  const int error_number = MappedFile::map(path.c_str(), MappedFile::Access::kReadAndWrite, file);
  if (error_number == ENOENT) return base::Error::not_found();
  if (error_number == ENODATA) return flawed(Flaw::kTooShort);
  if (error_number != 0) return base::Error::unavailable(path + ": " + base::cause_of(error_number));
  auto flaw = Flaw::kNone;
  const auto identity = read_identity(file.words(0), file.size(), flaw);
  if (flaw != Flaw::kNone) return flawed(flaw);
  const auto found = read_state(file.words(0), identity.seed);
  flaw = flaw_for_writer(found, boot);
  if (flaw != Flaw::kNone) return flawed(flaw);

  std::unique_ptr<Generation> opened{new Generation{std::move(file), identity}};
  if (!opened->load() || !opened->load_slots(found.state == FileState::kClean)) return flawed(Flaw::kDamaged);
  JETON_CHECK(opened->slots_.prepare(identity.capacity.slots));
  // Set if the last writer was killed before the next file was in this one's place: there is none.
  opened->withdraw_next();
  opened->start(boot);
  return opened;
}

bool Generation::load() {
  const auto counted = [this](std::size_t word) {
    const auto number = header().load(word);
    constexpr Word kMax = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min(number, kMax));
  };
  used_extensions_ = counted(kExtensionsWord);
  if (used_extensions_ > extensions_.capacity()) return false;
  for (std::uint32_t at = 0; at < used_extensions_; ++at) {
    if (!read_extension(extensions_.record(at), identity_.seed ^ at)) return false;
  }
  return sets_.load(counted(kSetUnitsWord)) && grants_.load(counted(kGrantsWord));
}

bool Generation::load_slots(bool was_clean) {
  for (std::uint32_t index = 0; index < slots_.capacity(); ++index) {
    if (is_half_written(slot(index))) {
      // Its token comes again with the feed: the position is behind every change that was made.
      if (was_clean) return false;
      remove_slot(slot(index));
      ++dropped_;
    }
    const auto read = read_slot(slot(index), identity_.seed ^ index);
    if (head_of(slot(index)) != kFreeHead) ++used_slots_;
    if (read.outcome == SlotOutcome::kNoToken) continue;
    const bool sound = read.outcome == SlotOutcome::kRead && read.slot.grant < grants_.used() &&
                       (!read.slot.extended || read.slot.limit < used_extensions_);
    if (!sound) return false;
    ++tokens_;
  }
  count(kTokensWord, tokens_);
  count(kUsedSlotsWord, used_slots_);
  return used_slots_ < slots_.capacity();
}

void Generation::start(const BootId& boot) noexcept {
  write_state(header(), FileState::kLive, boot, identity_.seed);
}

base::Result<void> Generation::close(const BootId& boot) {
  // Everything else first: a file that says that it is clean has all of it on the disk.
  JETON_CHECK(file_.sync());
  write_state(header(), FileState::kClean, boot, identity_.seed);
  return file_.sync();
}

void Generation::announce_next() noexcept {
  header().store(kNextGenerationWord, identity_.generation + 1, std::memory_order_release);
}

void Generation::withdraw_next() noexcept {
  header().store(kNextGenerationWord, 0, std::memory_order_release);
}

bool Generation::has_room_for(const TokenEntry& entry) const {
  return used_slots_ < used_slots_max(slots_.capacity()) && grants_.has_room() &&
         used_extensions_ < extensions_.capacity() &&
         sets_.has_room_for(sets_.words_to_append(encoded(entry.modules)) +
                            sets_.words_to_append(encoded(entry.addresses)));
}

Generation::Place Generation::place_of(const PackedId& token) const noexcept {
  std::optional<std::uint32_t> removed;
  auto index = home_slot(token.head(), token.tail(), identity_.seed, slots_.capacity());
  for (;;) {
    const auto head = head_of(slot(index));
    if (head == kFreeHead) return {removed.value_or(index), false};
    if (head == kRemovedHead && !removed) removed = index;
    if (head == token.head() && slot_at(index).token == token) return {index, true};
    index = index + 1 == slots_.capacity() ? 0 : index + 1;
  }
}

Slot Generation::slot_at(std::uint32_t index) const noexcept {
  const auto read = read_slot(slot(index), identity_.seed ^ index);
  JETON_ASSERT(read.outcome == SlotOutcome::kRead);
  return read.slot;
}

bool Generation::contains(const PackedId& token) const noexcept {
  return place_of(token).taken;
}

base::Result<bool> Generation::put(const TokenEntry& entry) {
  JETON_ASSERT(has_room_for(entry));
  const auto id = PackedId::of(entry.id);
  const auto place = place_of(id);
  std::optional<Slot> before;
  if (place.taken) before = slot_at(place.index);
  if (before && std::cmp_greater(before->revision, entry.revision)) return false;

  Grant grant;
  grant.account = PackedId::of(entry.account);
  grant.account_status = entry.account_status;
  grant.rate_class = entry.rate_class;
  JETON_TRY(grant.modules, sets_.intern(encoded(entry.modules)));
  JETON_TRY(grant.addresses, sets_.intern(encoded(entry.addresses)));
  count(kSetUnitsWord, sets_.used());

  Slot slot;
  slot.token = id;
  slot.status = entry.status;
  slot.revision = static_cast<std::uint32_t>(entry.revision);
  slot.digest = entry.digest;
  JETON_TRY(slot.grant, grants_.intern(grant));
  count(kGrantsWord, grants_.used());
  JETON_CHECK(limit(entry, before, slot));
  if (before != slot) write(place, slot);
  return true;
}

base::Result<void> Generation::limit(const TokenEntry& entry, const std::optional<Slot>& before, Slot& slot) {
  slot.limit = milliseconds(entry.expires_at);
  if (!entry.not_before && !entry.second) return {};
  Extension extension;
  extension.not_before = milliseconds(entry.not_before);
  extension.expires_at = milliseconds(entry.expires_at);
  if (entry.second) {
    extension.second_digest = entry.second->digest;
    extension.second_expires_at = milliseconds(entry.second->expires_at);
  }
  slot.extended = true;
  if (before && before->extended) {
    slot.limit = before->limit;
    const auto at = static_cast<std::uint32_t>(before->limit);
    if (read_extension(extensions_.record(at), identity_.seed ^ at) == extension) return {};
  }
  JETON_TRY(slot.limit, append(extension));
  return {};
}

base::Result<std::uint32_t> Generation::append(const Extension& extension) {
  const auto at = used_extensions_;
  JETON_CHECK(extensions_.prepare(at + 1));
  write_extension(extensions_.record(at), extension, identity_.seed ^ at);
  count(kExtensionsWord, ++used_extensions_);
  return at;
}

void Generation::write(const Place& place, const Slot& with) noexcept {
  const bool was_free = head_of(slot(place.index)) == kFreeHead;
  write_slot(slot(place.index), with, identity_.seed ^ place.index);
  if (place.taken) return;
  count(kTokensWord, ++tokens_);
  if (was_free) count(kUsedSlotsWord, ++used_slots_);
}

bool Generation::remove(const PackedId& token) noexcept {
  const auto place = place_of(token);
  if (!place.taken) return false;
  remove_slot(slot(place.index));
  count(kTokensWord, --tokens_);
  return true;
}

void Generation::set_account_status(const PackedId& account, domain::AccountStatus status) noexcept {
  grants_.set_status(account, status);
}

std::optional<domain::AccountStatus> Generation::account_status(const PackedId& account) const noexcept {
  return grants_.status_of(account);
}

void Generation::set_feed(const FeedState& feed) noexcept {
  write_feed(header(), feed);
}

FeedState Generation::feed() const noexcept {
  return read_feed(header());
}

base::Result<void> Generation::copy(const Generation& other) {
  constexpr auto kNotCopied = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> grants(other.grants_.used(), kNotCopied);
  for (std::uint32_t index = 0; index < other.slots_.capacity(); ++index) {
    const auto read = read_slot(other.slot(index), other.identity_.seed ^ index);
    if (read.outcome == SlotOutcome::kNoToken) continue;
    JETON_ASSERT(read.outcome == SlotOutcome::kRead);
    auto slot = read.slot;
    if (auto& copied = grants[slot.grant]; copied == kNotCopied) {
      auto grant = other.grants_.grant_at(slot.grant);
      JETON_TRY(grant.modules, sets_.intern(other.sets_.set_at(grant.modules)));
      JETON_TRY(grant.addresses, sets_.intern(other.sets_.set_at(grant.addresses)));
      JETON_TRY(copied, grants_.intern(grant));
    }
    slot.grant = grants[slot.grant];
    if (slot.extended) {
      const auto at = static_cast<std::uint32_t>(slot.limit);
      const auto extension = read_extension(other.extensions_.record(at), other.identity_.seed ^ at);
      JETON_ASSERT(extension.has_value());
      JETON_TRY(slot.limit, append(*extension));
    }
    write(place_of(slot.token), slot);
  }
  count(kSetUnitsWord, sets_.used());
  count(kGrantsWord, grants_.used());
  set_feed(other.feed());
  return {};
}

void Generation::count(std::size_t word, std::uint32_t number) noexcept {
  // A slot that refers to a record is written later, and a killed process leaves what it wrote in this order:
  // what is counted is complete, and what is referred to is counted.
  header().store(word, number, std::memory_order_release);
}

}  // namespace jeton::replica
