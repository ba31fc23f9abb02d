#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "base/log.h"
#include "base/secret.h"

namespace jeton::store::sql {

/// The channel on which each store says that it has committed something that is in the change feed.
inline constexpr const char* kChangeChannel = "jeton_changes";

/// Waits, on a connection of its own, for PostgreSQL to say that the change feed has grown. It is a wake-up
/// and no more: one may be lost while it connects again. Who must not miss a change reads the feed at an
/// interval too.
///
/// Behind a pooler it gives up. There the session in which it listens may be given to others, who would be
/// sent what they have not asked for, and keep it for ever.
class ChangeListener {
 public:
  /// `on_change` is called on a thread of its own: once for any number of changes at a time, and whenever it
  /// has connected. `connection_text` is libpq's. `log`, if any, outlives it.
  ChangeListener(base::Secret connection_text, std::function<void()> on_change, const base::Log* log);
  /// Waits for a call of `on_change` under way, and for an attempt to connect.
  ~ChangeListener();
  ChangeListener(const ChangeListener&) = delete;
  ChangeListener& operator=(const ChangeListener&) = delete;

 private:
  void loop();
  enum class End : std::uint8_t { kStopped, kBroken, kUseless };
  /// Until the connection ends; `why` says why it did.
  End listen(std::string& why);
  /// False when it is to end. Waits for `descriptor`, if it is one, to have something to read.
  bool wait(int descriptor, int milliseconds) const;

  const base::Secret connection_text_;
  const std::function<void()> on_change_;
  const base::Log* const log_;
  const int stop_;  ///< An eventfd: readable from when it is to end.
  bool is_deaf_ = false;
  std::thread thread_;
};

}  // namespace jeton::store::sql
