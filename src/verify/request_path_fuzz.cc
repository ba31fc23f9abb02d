#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "verify/request_path.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// What a service reads that drops what follows `mark` in each segment, then trailing dots and blanks.
std::string without_endings(std::string_view path, char mark) {
  std::string read;
  for (std::size_t start = 1; start <= path.size();) {
    const auto end = std::min(path.find('/', start), path.size());
    auto segment = path.substr(start, end - start);
    segment = segment.substr(0, segment.find(mark));
    while (!segment.empty() && (segment.back() == '.' || segment.back() == ' ')) segment.remove_suffix(1);
    read += '/';
    read += segment;
    start = end + 1;
  }
  return read;
}

bool has_prefix(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

}  // namespace

// What is accepted has one shape for every reader: decoding once more changes nothing, no segment vanishes or
// climbs. And whatever prefix a reader finds, the path admits to.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view target{reinterpret_cast<const char*>(bytes), size};
  const auto path = jeton::verify::RequestPath::parse(target);
  if (!path) return 0;
  jeton::verify::RequestPath again;
  require(!again.read("/%C3%A9%") && again.read(target));
  require(again.plain() == path->plain() && again.loosest() == path->loosest());
  require(target.find('#') == target.npos);
  require(target.starts_with(path->undecoded()));
  require(path->plain().find_first_of("\\%") == std::string_view::npos);
  for (const char mark : {';', ':', ',', '=', ' ', '/'}) {
    auto read = without_endings(path->plain(), mark);
    require(read.starts_with('/'));
    require(read.find("//") == std::string::npos);
    require((read + '/').find("/./") == std::string::npos);
    require((read + '/').find("/../") == std::string::npos);
    if (has_prefix(read, "/billing/journals")) require(path->may_have_prefix("/billing/journals"));
  }
  return 0;
}
