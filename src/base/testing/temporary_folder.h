#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace jeton::base::testing {

/// A folder of a name that no other has, removed with its contents.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_{(std::filesystem::temp_directory_path() / "jeton-test-XXXXXX").string()} {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  /// Of a file in it.
  [[nodiscard]] std::string path(std::string_view name) const { return path_ + '/' + std::string{name}; }

  /// Makes the folders on the way, and replaces a file of that name.
  void write(std::string_view name, std::string_view content) const {
    const std::filesystem::path file{path(name)};
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << content;
  }

 private:
  std::string path_;
};

}  // namespace jeton::base::testing
