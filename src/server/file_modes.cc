#include "server/file_modes.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string_view>
#include <system_error>

namespace jeton::server {
namespace {

using base::Error;
using base::Result;

Error mode_error(std::string message) {
  return {base::ErrorKind::kUnavailable, std::move(message)};
}

/// Follows links: what counts is the file that is read.
std::optional<struct stat> status_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

/// Another user could change the mode at any time. Root may use everyone's files.
bool is_of_another_user(const struct stat& status) {
  const auto own = ::geteuid();
  return own != 0 && status.st_uid != own && status.st_uid != 0;
}

Error of_another_user(std::string_view what, std::string_view path) {
  return mode_error(fmt::format("{} {} belongs to another user. Run as that user, or, as root: chown {} {}",
                                what, path, ::geteuid(), path));
}

}  // namespace

Result<void> make_private_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  if (std::filesystem::is_directory(folder, failed)) return {};
  if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
  return mode_error(fmt::format(
      "The folder {} cannot be created: {}. Choose another with --data, or create its parent folder.",
      folder.string(), std::generic_category().message(errno)));
}

Result<void> check_folder_mode(const std::filesystem::path& folder) {
  const auto path = folder.empty() ? std::string{"."} : folder.string();
  const auto status = status_of(path);
  if (!status) return {};
  if (is_of_another_user(*status)) return of_another_user("The folder", path);
  if ((status->st_mode & S_IWOTH) != 0 && (status->st_mode & S_ISVTX) == 0) {
    return mode_error(fmt::format(
        "Everybody on this machine may replace files in the folder {0}. Run: chmod o-w {0}", path));
  }
  return {};
}

Result<void> check_database_mode(const std::string& path) {
  for (const std::string_view suffix : {"", "-wal", "-shm", "-journal"}) {
    const auto file = path + std::string{suffix};
    const auto status = status_of(file);
    if (!status) continue;
    if (is_of_another_user(*status)) return of_another_user("The database file", file);
    if ((status->st_mode & S_IRWXO) != 0) {
      return mode_error(fmt::format(
          "The database file {0} can be read or changed by everybody on this machine. Run: chmod 600 {0}",
          file));
    }
  }
  return {};
}

Result<void> check_tls_key_mode(const std::string& path) {
  const auto status = status_of(path);
  if (!status) return {};
  if (is_of_another_user(*status)) {
    return Error::invalid("tls_key", fmt::format("{} belongs to another user than this one and root", path));
  }
  if ((status->st_mode & (S_IWGRP | S_IRWXO)) != 0) {
    return Error::invalid("tls_key",
                          fmt::format("{0} can be read or replaced by others. Run: chmod g-w,o= {0}", path));
  }
  return {};
}

Result<void> check_key_file_mode(const std::string& path) {
  const auto status = status_of(path);
  if (!status) return {};
  if (is_of_another_user(*status)) return of_another_user("The key file", path);
  const mode_t others = status->st_uid == 0 ? (S_IRWXG & ~S_IRGRP) | S_IRWXO : S_IRWXG | S_IRWXO;
  if ((status->st_mode & others) != 0) {
    return mode_error(
        fmt::format("The key file {0} can be read or changed by others. Run: chmod 600 {0}", path));
  }
  return {};
}

}  // namespace jeton::server
