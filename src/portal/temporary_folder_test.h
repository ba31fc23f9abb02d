#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace jeton::portal {

/// A folder that is removed with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "jeton-docs-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

  void write(const std::string& path, std::string_view content) const {
    const auto file = std::filesystem::path{path_} / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << content;
  }

 private:
  std::string path_;
};

}  // namespace jeton::portal
