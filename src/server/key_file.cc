#include "server/key_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "base/limits.h"
#include "base/read_file.h"
#include "server/file_modes.h"

namespace jeton::server {

using base::Error;
using base::Result;

namespace {

Error key_file_error(const std::string& path, std::string_view words) {
  return {base::ErrorKind::kUnavailable, fmt::format("The key file {} {}", path, words)};
}

Error key_file_error(const std::string& path, std::string_view verb, int error_number) {
  return key_file_error(path, fmt::format("cannot be {}: {}.", verb, base::cause_of(error_number)));
}

}  // namespace

Result<void> create_key_file(const std::string& path, base::RandomSource& random) {
  const auto temporary = fmt::format("{}.{}", path, ::getpid());
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return key_file_error(path, "created", errno);
  const auto text = crypto::KeyRing::generate(random);
  const auto bytes = text.reveal();
  const bool written =
      ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file) == 0;
  ::close(file);
  // link() and not rename(): a file that is there already must not be replaced, its keys would be lost.
  const bool linked = written && (::link(temporary.c_str(), path.c_str()) == 0 || errno == EEXIST);
  const int reason = errno;
  ::unlink(temporary.c_str());
  if (!linked) return key_file_error(path, "written", reason);
  return {};
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
