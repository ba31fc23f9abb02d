#include "server/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>

namespace jeton::server {
namespace {

/// Of proc(5), those that are shown.
struct Stat {
  std::uint64_t user_ticks = 0;
  std::uint64_t system_ticks = 0;
  std::uint64_t threads = 0;
  std::uint64_t started_ticks = 0;  ///< After the machine.
  std::uint64_t virtual_bytes = 0;
  std::uint64_t resident_pages = 0;
};

std::string text_of(const char* path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::optional<Stat> read_stat() {
  const auto text = text_of("/proc/self/stat");
  // The name of the program, which may hold anything, is in the only parentheses that count: the last.
  const auto behind_name = text.rfind(')');
  if (behind_name == text.npos) return std::nullopt;
  std::istringstream fields{text.substr(behind_name + 1)};
  Stat stat;
  std::string field;
  for (int number = 3; fields >> field && number <= 24; ++number) {
    const auto value = std::strtoull(field.c_str(), nullptr, 10);
    switch (number) {
      case 14: stat.user_ticks = value; break;
      case 15: stat.system_ticks = value; break;
      case 20: stat.threads = value; break;
      case 22: stat.started_ticks = value; break;
      case 23: stat.virtual_bytes = value; break;
      case 24: stat.resident_pages = value; break;
      default: break;
    }
  }
  return stat;
}

/// When the machine started, in seconds of Unix time.
std::uint64_t boot_time_s() {
  const auto text = text_of("/proc/stat");
  const auto at = text.find("\nbtime ");
  return at == text.npos ? 0 : std::strtoull(text.c_str() + at + 7, nullptr, 10);
}

std::optional<std::int64_t> open_descriptors() {
  std::error_code failed;
  const std::filesystem::directory_iterator all{"/proc/self/fd", failed};
  if (failed) return std::nullopt;
  // Less the one that is open to count them.
  return std::distance(begin(all), end(all)) - 1;
}

void set(base::Metrics& metrics, const char* name, const char* help, double value) {
  metrics.gauge(name, help, {}).set(value);
}

}  // namespace

void note_process(base::Metrics& metrics) {
  if (const auto stat = read_stat()) {
    const auto ticks_per_s = static_cast<double>(::sysconf(_SC_CLK_TCK));
    const auto cpu_s = static_cast<double>(stat->user_ticks + stat->system_ticks) / ticks_per_s;
    metrics.raise_to_fraction("process_cpu_seconds_total", "Time of processors, of user and system.", cpu_s);
    set(metrics, "process_resident_memory_bytes", "Memory that is held.",
        static_cast<double>(stat->resident_pages) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    set(metrics, "process_virtual_memory_bytes", "Addresses that are mapped.",
        static_cast<double>(stat->virtual_bytes));
    set(metrics, "process_threads", "Threads.", static_cast<double>(stat->threads));
    set(metrics, "process_start_time_seconds", "When the process started, in Unix time.",
        static_cast<double>(boot_time_s()) + static_cast<double>(stat->started_ticks) / ticks_per_s);
  }
  if (const auto open = open_descriptors()) {
    set(metrics, "process_open_fds", "Descriptors that are open.", static_cast<double>(*open));
  }
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    set(metrics, "process_max_fds", "Descriptors that may be open.", static_cast<double>(limit.rlim_cur));
  }
}

}  // namespace jeton::server
