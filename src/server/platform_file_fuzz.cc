#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "server/platform_file.h"

// Whatever the bytes are, the file is read or refused with a bounded number of words, and the value of the
// environment is in none of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::string_view kValue = "idt:TKN-0000-0001:zqxjkvbpzqxjkvbpzqxjkvbp";
  static const std::map<std::string, std::string> kEnvironment{{"V", std::string{kValue}}};
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  const auto file = jeton::server::read_platform_file(text, kEnvironment);
  if (file.has_value()) return 0;
  const auto error = file.error();
  if (error.fields().empty() || error.fields().size() > jeton::base::kFileErrorsMax) std::abort();
  for (const auto& field : error.fields()) {
    // Keys are repeated, so a file may hold the words itself.
    const bool told = field.message.find("zqxjkvbp") != std::string::npos;
    if (told && text.find("zqxjkvbp") == std::string_view::npos) std::abort();
  }
  return 0;
}
