#include "cli/input_file.h"

#include <fmt/format.h>

#include <cstring>
#include <istream>

#include "base/read_file.h"

namespace jeton::cli {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;

}  // namespace

base::Result<std::string> read_input(const InputFile& file, const Io& io) {
  if (file.path != "-") {
    auto text = base::read_file(file.path, file.bytes_max);
    if (text.has_error()) {
      return base::Error::invalid("file", fmt::format("{} {}", file.path, base::words_of(text.error())));
    }
    return text;
  }
  auto& stream = io.in;
  std::string text;
  // Not all at once: most files are far smaller than they may be.
  while (stream && text.size() <= file.bytes_max) {
    const auto before = text.size();
    text.resize(before + kBlockBytes);
    stream.read(text.data() + before, static_cast<std::streamsize>(kBlockBytes));
    text.resize(before + static_cast<std::size_t>(stream.gcount()));
  }
  if (text.size() > file.bytes_max) {
    return base::Error::invalid("file", fmt::format("{} has more than {} bytes.", file.path, file.bytes_max));
  }
  return text;
}

base::Secret take_secret(std::string& text) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  base::Secret secret{text};
  ::explicit_bzero(text.data(), text.size());
  return secret;
}

base::Result<base::Secret> read_secret(const InputFile& file, const Io& io) {
  JETON_TRY(auto text, read_input(file, io));
  return take_secret(text);
}

}  // namespace jeton::cli
