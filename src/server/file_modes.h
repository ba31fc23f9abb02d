#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

/// Who else on the machine may read or change what a server keeps in files. Errors of all: unavailable, in a
/// sentence that says what to run.
namespace jeton::server {

/// Nobody but this process's user, root and their groups may replace files in it: one that everybody may
/// write to needs the sticky bit, as /tmp has it. A folder that is not there is nobody's.
base::Result<void> check_folder_mode(const std::filesystem::path& folder);

/// A SQLite database and the files that SQLite keeps beside it: not for everybody to read or change. What is
/// not there is nobody's.
base::Result<void> check_database_mode(const std::string& path);

/// As `read_key_file`.
base::Result<void> check_key_file_mode(const std::string& path);

}  // namespace jeton::server
