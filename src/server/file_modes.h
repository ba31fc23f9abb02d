#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

/// Who else on the machine may read or change what a server keeps in files. Errors, unless it is
/// said otherwise: unavailable, with a message that says what to run.
namespace jeton::server {

/// Makes the folder if it is not there, with mode 0700, but not those above it: with them, a mistyped path
/// would become a new platform.
base::Result<void> make_private_folder(const std::filesystem::path& folder);

/// Only this process's user, root and their groups may replace files in it: a world-writable
/// one needs the sticky bit, like /tmp. A missing folder is accepted.
base::Result<void> check_folder_mode(const std::filesystem::path& folder);

/// A SQLite database and the files that SQLite keeps beside it: not readable or writable by everyone. Missing
/// files are accepted.
base::Result<void> check_database_mode(const std::string& path);

/// The private key of a certificate, which a group may read, as Debian's `ssl-cert` does. Errors: invalid at
/// `tls_key`.
base::Result<void> check_tls_key_mode(const std::string& path);

/// As `read_key_file`.
base::Result<void> check_key_file_mode(const std::string& path);

}  // namespace jeton::server
