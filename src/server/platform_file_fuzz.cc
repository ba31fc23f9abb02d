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
  static const std::map<std::string, std::string> environment{{"V", std::string{kValue}}};
  const auto file =
      jeton::server::read_platform_file({reinterpret_cast<const char*>(bytes), size}, environment);
  if (file.has_value()) return 0;
  const auto& fields = file.error().fields();
  if (fields.empty() || fields.size() > jeton::base::kFileErrorsMax) std::abort();
  for (const auto& field : fields) {
    if (field.message.find("zqxjkvbp") != std::string::npos &&
        std::string_view{reinterpret_cast<const char*>(bytes), size}.find("zqxjkvbp") ==
            std::string_view::npos) {
      std::abort();
    }
  }
  return 0;
}
