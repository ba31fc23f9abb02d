#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "replica/boot_id.h"
#include "replica/header.h"
#include "replica/layout.h"
#include "replica/mapped_file.h"
#include "replica/slot.h"
#include "replica/token_record.h"

namespace jeton::replica {

enum class Found : std::uint8_t {
  kToken,
  kNothing,      ///< No such token.
  kUnavailable,  ///< Cannot be said now: refuse. The writer was killed in the middle of this token, or the
                 ///< file is damaged or gone.
};

struct LookUp {
  Found found = Found::kUnavailable;
  TokenRecord record;  ///< Of `kToken` alone.
};

/// Looks tokens up in a replica that another thread or process writes. Each thread has a reader of its own.
class Reader {
 public:
  /// Errors: not found; invalid at `file` if it cannot be used.
  static base::Result<Reader> open(std::string path, const BootId& boot);

  /// The token as it was at one moment during the call, whatever the writer does meanwhile; once the writer's
  /// call has returned, as that left it. Takes no lock, allocates nothing, and makes no system call unless
  /// the writer has replaced the file, or has been suspended in the middle of this token.
  [[nodiscard]] LookUp find(const PackedId& token) noexcept;

  /// Has the processor fetch where `find` will begin. Worth it if something takes time in between.
  void prefetch(const PackedId& token) const noexcept;
  /// The same for where it will go on: what the token has in common with others. Waits for what `prefetch`
  /// fetches, so something should come between the two, and something else between this and `find`.
  void prefetch_grant(const PackedId& token) const noexcept;

  /// Lets go of a file that was replaced, so that its space is free. `find` does so too; this is for a thread
  /// with nothing to find. False if the file at the path cannot be used.
  bool refresh() noexcept;

  /// Of the file that was used last: ask after `find`.
  [[nodiscard]] FeedState feed() const noexcept { return read_feed(file_.words(0)); }
  [[nodiscard]] std::uint64_t generation() const noexcept { return identity_.generation; }

 private:
  /// The system's error number, or a flaw, or neither.
  struct Opening {
    int error_number = 0;
    Flaw flaw = Flaw::kNone;
  };

  Reader(std::string path, const BootId& boot);

  Opening map() noexcept;
  [[nodiscard]] bool is_replaced() const noexcept;
  [[nodiscard]] LookUp find_in_file(const PackedId& token) const noexcept;
  [[nodiscard]] LookUp complete(const Slot& slot) const noexcept;
  [[nodiscard]] std::uint32_t home_of(const PackedId& token) const noexcept {
    return home_slot(token.head(), token.tail(), identity_.seed, identity_.capacity.slots);
  }
  [[nodiscard]] std::uint32_t next(std::uint32_t index) const noexcept {
    return index + 1 == identity_.capacity.slots ? 0 : index + 1;
  }
  [[nodiscard]] Words slot(std::uint32_t index) const noexcept;

  std::string path_;
  BootId boot_;
  MappedFile file_;
  Identity identity_;
  Layout layout_;
};

}  // namespace jeton::replica
