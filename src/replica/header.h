#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "replica/boot_id.h"
#include "replica/layout.h"
#include "replica/words.h"

/// The first page of a file. `docs/formats/replica.md` has its bytes.
namespace jeton::replica {

inline constexpr std::uint32_t kFormatVersion = 1;

/// Words of the header that change while the file is in use. Each group has a cache line of its own: the mark
/// is read with every look-up, and must not move whenever the writer counts.
inline constexpr std::size_t kNextGenerationWord =
    24;  ///< Not 0: look at the path, another file may be there.
inline constexpr std::size_t kFeedPositionWord = 32;
inline constexpr std::size_t kFreshAtWord = 33;
inline constexpr std::size_t kTokensWord = 34;
inline constexpr std::size_t kUsedSlotsWord = 35;
inline constexpr std::size_t kGrantsWord = 36;
inline constexpr std::size_t kExtensionsWord = 37;
inline constexpr std::size_t kSetUnitsWord = 38;
inline constexpr std::size_t kHistoryWord = 39;

/// What is written once, when the file is made.
struct Identity {
  std::uint64_t generation = 0;
  Word seed = 0;
  Capacity capacity;

  bool operator==(const Identity&) const = default;
};

enum class FileState : std::uint8_t {
  kNone = 0,  ///< The state is damaged, or was not written to the end.
  kLive = 1,  ///< A writer has it, or had it and was killed.
  kClean = 2  ///< Closed by its writer, with everything on disk.
};

/// What is wrong with a file.
enum class Flaw : std::uint8_t {
  kNone,
  kTooShort,      ///< Shorter than a header.
  kNoReplica,     ///< Another kind of file.
  kOtherVersion,  ///< A format that this program does not know.
  kDamaged,       ///< A check code, or a size, is wrong.
  kNotClosed,     ///< The machine was started again since, and the file was not closed before.
  kNotReady,      ///< Closed before the machine was started again, and not opened by a writer since.
};

/// The end of a sentence that begins with the file's name.
std::string_view words_of(Flaw flaw) noexcept;

void write_identity(Words header, const Identity& identity) noexcept;
/// `flaw` says why there is none.
Identity read_identity(Words header, std::size_t file_bytes, Flaw& flaw) noexcept;

struct StateInFile {
  FileState state = FileState::kNone;
  BootId boot{};
};

/// `kClean` seals the counters too: they count for nothing in a clean file that has others.
void write_state(Words header, FileState state, const BootId& boot, Word seed) noexcept;
StateInFile read_state(Words header, Word seed) noexcept;

/// How far a replica has followed the change feed.
struct FeedState {
  std::int64_t position = 0;
  /// When the replica was last known to have everything that had been committed; not set: never.
  std::optional<base::Timestamp> fresh_at{};
  /// Of the changes up to `position`: the feed of a database with other changes has another. 0: not known.
  std::uint64_t history = 0;

  bool operator==(const FeedState&) const = default;
};

void write_feed(Words header, const FeedState& feed) noexcept;
FeedState read_feed(Words header) noexcept;

/// What keeps a reader, or the next writer, of this boot from using the file.
Flaw flaw_for_reader(const StateInFile& found, const BootId& boot) noexcept;
Flaw flaw_for_writer(const StateInFile& found, const BootId& boot) noexcept;

}  // namespace jeton::replica
