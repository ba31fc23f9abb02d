#include "cli/input_file.h"

#include <fmt/format.h>

#include <cstring>
#include <istream>

#include "base/json_text.h"
#include "base/read_file.h"
#include "base/text.h"

namespace jeton::cli {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;

/// A secret and the text that contains it.
struct Within {
  std::string_view secret;
  std::string& text;
};

base::Secret take(const Within& within) {
  base::Secret secret{within.secret};
  ::explicit_bzero(within.text.data(), within.text.size());
  return secret;
}

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

base::Result<std::string> read_text(const InputFile& file, const Io& io) {
  JETON_TRY(auto text, read_input(file, io));
  if (base::is_utf16_or_utf32(text)) {
    return base::Error::invalid("file", fmt::format("{} is UTF-16 or UTF-32: save it as UTF-8.", file.path));
  }
  text.erase(0, text.size() - base::skip_byte_order_mark(text).size());
  return text;
}

base::Secret take_password(std::string& text) {
  const auto end = text.find_last_not_of("\r\n") + 1;
  return take({std::string_view{text}.substr(0, end), text});
}

base::Result<base::Secret> read_password_file(const InputFile& file, const Io& io) {
  JETON_TRY(auto text, read_text(file, io));
  return take_password(text);
}

base::Result<base::Secret> read_token_file(const InputFile& file, const Io& io) {
  JETON_TRY(auto text, read_text(file, io));
  auto token = take({base::trim(text), text});
  if (token.empty()) return base::Error::invalid("file", fmt::format("{} is empty.", file.path));
  return token;
}

}  // namespace jeton::cli
