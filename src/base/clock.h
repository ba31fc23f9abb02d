#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace jeton::base {

/// An instant in UTC at the precision that is stored: milliseconds (spec ).
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// The source of time. Tests supply their own. Implementations are safe to call from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Timestamp now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override;
};

/// `YYYY-MM-DDTHH:mm:ss.sssZ` (spec R-029).
std::string format_utc(Timestamp at);

/// The instant that `format_utc` wrote as `text`, or nothing for any other text.
std::optional<Timestamp> parse_utc(std::string_view text);

}  // namespace jeton::base
