#include "replica/header.h"

#include <array>
#include <bit>

#include "replica/check_code.h"

namespace jeton::replica {
namespace {

/// `JETONREP`. In another byte order it is another word, and the file is refused.
constexpr Word kMagic = 0x5045'524e'4f54'454a;

constexpr std::size_t kMagicWord = 0;
constexpr std::size_t kVersionWord = 1;
constexpr std::size_t kGenerationWord = 2;
constexpr std::size_t kSeedWord = 3;
constexpr std::size_t kSlotsWord = 4;
constexpr std::size_t kGrantsAtWord = 5;
constexpr std::size_t kExtensionsAtWord = 6;
constexpr std::size_t kSetsAtWord = 7;
constexpr std::size_t kSetCapacityWord = 8;
constexpr std::size_t kFileBytesWord = 9;
constexpr std::size_t kIdentityCheckWord = 10;

constexpr std::size_t kStateWord = 16;
constexpr std::size_t kBootWord = 17;  // and the next
constexpr std::size_t kStateCheckWord = 19;

using BootWords = std::array<Word, 2>;

/// An even number of words from `first` on.
Word check_of(Words header, std::size_t first, std::size_t count, Word salt) noexcept {
  CheckCode check{salt};
  for (std::size_t i = first; i < first + count; i += 2) check.add(header.load(i), header.load(i + 1));
  return check.code();
}

Word check_of_state(Words header, Word seed) noexcept {
  CheckCode check{seed};
  check.add(header.load(kStateWord), header.load(kBootWord)).add(header.load(kBootWord + 1), 0);
  if (header.load(kStateWord) == static_cast<Word>(FileState::kClean)) {
    check.add(check_of(header, kFeedPositionWord, kHistoryWord + 1 - kFeedPositionWord, seed), 0);
  }
  return check.code();
}

}  // namespace

std::string_view words_of(Flaw flaw) noexcept {
  switch (flaw) {
    case Flaw::kNone: return "is sound.";
    case Flaw::kTooShort: return "is too short for a replica.";
    case Flaw::kNoReplica: return "is no replica.";
    case Flaw::kOtherVersion: return "has the format of another version.";
    case Flaw::kDamaged: return "is damaged.";
    case Flaw::kNotClosed: return "was not closed before the machine was started again.";
    case Flaw::kNotReady: return "was not opened by its writer since the machine was started.";
  }
  return "is damaged.";
}

void write_identity(Words header, const Identity& identity) noexcept {
  const auto layout = layout_of(identity.capacity);
  header.store(kMagicWord, kMagic);
  header.store(kVersionWord, kFormatVersion);
  header.store(kGenerationWord, identity.generation);
  header.store(kSeedWord, identity.seed);
  header.store(kSlotsWord, identity.capacity.slots);
  header.store(kGrantsAtWord, layout.grants_at);
  header.store(kExtensionsAtWord, layout.extensions_at);
  header.store(kSetsAtWord, layout.sets_at);
  header.store(kSetCapacityWord, identity.capacity.set_units);
  header.store(kFileBytesWord, layout.file_bytes);
  header.store(kIdentityCheckWord, check_of(header, 0, kIdentityCheckWord, identity.seed));
}

Identity read_identity(Words header, std::size_t file_bytes, Flaw& flaw) noexcept {
  flaw = Flaw::kNone;
  if (file_bytes < kHeaderBytes) flaw = Flaw::kTooShort;
  if (flaw == Flaw::kNone && header.load(kMagicWord) != kMagic) flaw = Flaw::kNoReplica;
  if (flaw == Flaw::kNone && header.load(kVersionWord) != kFormatVersion) flaw = Flaw::kOtherVersion;
  if (flaw != Flaw::kNone) return {};
  Identity identity;
  identity.generation = header.load(kGenerationWord);
  identity.seed = header.load(kSeedWord);
  identity.capacity.slots = static_cast<std::uint32_t>(header.load(kSlotsWord));
  identity.capacity.set_units = static_cast<std::uint32_t>(header.load(kSetCapacityWord));
  const bool checked =
      header.load(kIdentityCheckWord) == check_of(header, 0, kIdentityCheckWord, identity.seed);
  // What was derived is compared too: a program that reads the file by its offsets reads the same.
  const auto layout = layout_of(identity.capacity);
  const Layout stated{kHeaderBytes, header.load(kGrantsAtWord), header.load(kExtensionsAtWord),
                      header.load(kSetsAtWord), header.load(kFileBytesWord)};
  if (!checked || stated != layout || layout.file_bytes != file_bytes || identity.capacity.slots == 0 ||
      identity.capacity.set_units == 0) {
    flaw = Flaw::kDamaged;
    return {};
  }
  return identity;
}

void write_state(Words header, FileState state, const BootId& boot, Word seed) noexcept {
  const auto words = std::bit_cast<BootWords>(boot);
  header.store(kStateWord, static_cast<Word>(state));
  header.store(kBootWord, words[0]);
  header.store(kBootWord + 1, words[1]);
  header.store(kStateCheckWord, check_of_state(header, seed));
}

StateInFile read_state(Words header, Word seed) noexcept {
  const auto state = header.load(kStateWord);
  const bool known =
      state == static_cast<Word>(FileState::kLive) || state == static_cast<Word>(FileState::kClean);
  if (!known || header.load(kStateCheckWord) != check_of_state(header, seed)) return {};
  return {static_cast<FileState>(state),
          std::bit_cast<BootId>(BootWords{header.load(kBootWord), header.load(kBootWord + 1)})};
}

void write_feed(Words header, const FeedState& feed) noexcept {
  // In this order, and read in the other: no reader takes an old position for a fresh one.
  header.store(kFeedPositionWord, static_cast<Word>(feed.position));
  header.store(kHistoryWord, feed.history);
  const auto fresh_at = feed.fresh_at ? feed.fresh_at->time_since_epoch().count() : 0;
  header.store(kFreshAtWord, static_cast<Word>(fresh_at), std::memory_order_release);
}

FeedState read_feed(Words header) noexcept {
  FeedState feed;
  const auto fresh_at = header.load(kFreshAtWord, std::memory_order_acquire);
  if (fresh_at != 0)
    feed.fresh_at = base::Timestamp{std::chrono::milliseconds{static_cast<std::int64_t>(fresh_at)}};
  feed.position = static_cast<std::int64_t>(header.load(kFeedPositionWord));
  feed.history = header.load(kHistoryWord);
  return feed;
}

Flaw flaw_for_reader(const StateInFile& found, const BootId& boot) noexcept {
  if (found.state == FileState::kNone) return Flaw::kDamaged;
  // Pages of an earlier boot were read back from the disk. Only a writer examines all of them.
  if (found.boot == boot) return Flaw::kNone;
  return found.state == FileState::kClean ? Flaw::kNotReady : Flaw::kNotClosed;
}

Flaw flaw_for_writer(const StateInFile& found, const BootId& boot) noexcept {
  const auto flaw = flaw_for_reader(found, boot);
  return flaw == Flaw::kNotReady ? Flaw::kNone : flaw;
}

}  // namespace jeton::replica
