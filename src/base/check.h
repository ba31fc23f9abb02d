#pragma once

namespace jeton::base {

/// Writes the failed condition to stderr and aborts. Used through `JETON_ASSERT`.
[[noreturn]] void fail_assertion(const char* condition, const char* file, int line) noexcept;

}  // namespace jeton::base

/// For conditions that are impossible unless the program is wrong. Checked in every build. What a person, a
/// disk, a network or a database can cause is a `Result`, never an assertion.
#define JETON_ASSERT(condition)                        \
  (static_cast<bool>(condition) ? static_cast<void>(0) \
                                : ::jeton::base::fail_assertion(#condition, __FILE__, __LINE__))
