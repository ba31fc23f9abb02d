#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "replica/boot_id.h"
#include "replica/extension.h"
#include "replica/header.h"
#include "replica/interning.h"
#include "replica/mapped_file.h"
#include "replica/region.h"
#include "replica/slot.h"
#include "replica/token_entry.h"

namespace jeton::replica {

/// One file, as its writer has it: which of the tokens' records are where. `Writer` replaces it by a larger
/// one when it is full.
class Generation {
 public:
  /// A new file, which nobody opens before `start`. Errors: conflict if there is such a file.
  static base::Result<std::unique_ptr<Generation>> create(const std::string& path, const Identity& identity);
  /// Takes over a file that was closed, or whose writer was killed since the machine was started; a slot that
  /// was half written is emptied. Errors: not found; invalid at `file` if it has a flaw.
  static base::Result<std::unique_ptr<Generation>> open(const std::string& path, const BootId& boot);

  Generation(const Generation&) = delete;
  Generation& operator=(const Generation&) = delete;

  /// From now on readers may use it.
  void start(const BootId& boot) noexcept;
  /// Readers go on with it; after another start of the machine, the next writer does.
  base::Result<void> close(const BootId& boot);
  /// Has readers look for another file at the path before each answer, until it is withdrawn.
  void announce_next() noexcept;
  void withdraw_next() noexcept;

  /// Whether `put` can take `entry`.
  [[nodiscard]] bool has_room_for(const TokenEntry& entry) const;
  /// Adds or replaces a token; there is room. False, and nothing is changed, if a later revision is there.
  base::Result<bool> put(const TokenEntry& entry);
  /// False if it was not there.
  bool remove(const PackedId& token) noexcept;
  void set_account_status(const PackedId& account, domain::AccountStatus status) noexcept;
  [[nodiscard]] std::optional<domain::AccountStatus> account_status(const PackedId& account) const noexcept;
  void set_feed(const FeedState& feed) noexcept;
  /// Takes over the tokens and the feed's state of another, and what they refer to: no more than that. This
  /// one is new and has room.
  base::Result<void> copy(const Generation& other);

  [[nodiscard]] const Identity& identity() const noexcept { return identity_; }
  [[nodiscard]] const MappedFile& file() const noexcept { return file_; }
  [[nodiscard]] std::uint32_t tokens() const noexcept { return tokens_; }
  [[nodiscard]] FeedState feed() const noexcept;
  [[nodiscard]] bool contains(const PackedId& token) const noexcept;
  /// Slots that were half written when the file was opened.
  [[nodiscard]] std::uint32_t dropped() const noexcept { return dropped_; }

 private:
  struct Place {
    std::uint32_t index = 0;
    bool taken = false;  ///< By the token that was searched for.
  };

  Generation(MappedFile file, const Identity& identity);

  bool load();
  [[nodiscard]] bool load_slots(bool was_clean);
  [[nodiscard]] Words header() const noexcept { return file_.words(0); }
  [[nodiscard]] Words slot(std::uint32_t index) const noexcept { return slots_.record(index); }
  [[nodiscard]] Place place_of(const PackedId& token) const noexcept;
  [[nodiscard]] Slot slot_at(std::uint32_t index) const noexcept;
  base::Result<std::uint32_t> append(const Extension& extension);
  base::Result<void> limit(const TokenEntry& entry, const std::optional<Slot>& before, Slot& slot);
  void write(const Place& place, const Slot& with) noexcept;
  void count(std::size_t word, std::uint32_t number) noexcept;

  MappedFile file_;
  Identity identity_;
  Region slots_;
  Region extensions_;
  SetPool sets_;
  GrantPool grants_;
  std::uint32_t tokens_ = 0;
  std::uint32_t used_slots_ = 0;  ///< By tokens, or by what is left of removed ones.
  std::uint32_t used_extensions_ = 0;
  std::uint32_t dropped_ = 0;
};

}  // namespace jeton::replica
