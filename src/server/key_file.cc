#include "server/key_file.h"

#include <fmt/format.h>
#include <strings.h>

#include <string_view>

#include "base/limits.h"
#include "base/new_file.h"
#include "base/read_file.h"
#include "server/file_modes.h"

namespace jeton::server {

using base::Error;
using base::Result;

namespace {

Error key_file_error(const std::string& path, std::string_view words) {
  return {base::ErrorKind::kUnavailable, fmt::format("The key file {} {}", path, words)};
}

Result<void> write_keys(base::NewFile& file, base::RandomSource& random) {
  const auto text = crypto::KeyRing::generate(random);
  JETON_CHECK(file.write(text.reveal()));
  return file.complete();
}

}  // namespace

Result<void> create_key_file(const std::string& path, base::RandomSource& random) {
  auto made = base::NewFile::create(path);
  const auto written = made.has_error() ? Result<void>{made.error()} : write_keys(*made, random);
  // A file that is there already is not replaced, its keys would be lost: they are the ones to take.
  if (written.has_value() || written.error().kind() == base::ErrorKind::kConflict) return {};
  return key_file_error(path, base::words_of(written.error()));
}

Result<crypto::KeyRing> read_key_file(const std::string& path) {
  // Before its mode: of a file that is not there or is a folder, that is what is wrong.
  auto text = base::read_file(path, base::kKeyFileBytesMax);
  if (text.has_error()) return key_file_error(path, base::words_of(text.error()));
  const base::Secret secret{*text};
  explicit_bzero(text->data(), text->size());
  JETON_CHECK(check_key_file_mode(path));
  if (secret.empty()) return key_file_error(path, "is empty.");
  auto keys = crypto::KeyRing::parse(secret);
  if (keys.has_error()) {
    return key_file_error(path, fmt::format("is broken. {}", base::words_of(keys.error())));
  }
  return keys;
}

}  // namespace jeton::server
