#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "base/result.h"

namespace jeton::replica {

/// The kernel's name for the time since the machine was started: another after every start.
using BootId = std::array<std::byte, 16>;

inline constexpr const char* kBootIdFile = "/proc/sys/kernel/random/boot_id";

/// The boot id in `file`.
base::Result<BootId> read_boot_id(const std::string& file = kBootIdFile);

}  // namespace jeton::replica
