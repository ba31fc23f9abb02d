#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/testing/certificate.h"

namespace jeton::base::testing {

/// A certificate for 127.0.0.1 and its key, in files of a folder that goes with it.
class CertificateFiles {
 public:
  CertificateFiles() {
    std::string name = (std::filesystem::temp_directory_path() / "jeton-tls-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    write(make_certificate("IP:127.0.0.1"));
  }
  ~CertificateFiles() { std::filesystem::remove_all(folder_); }
  CertificateFiles(const CertificateFiles&) = delete;
  CertificateFiles& operator=(const CertificateFiles&) = delete;

  void write(const Certificate& made) const {
    write("certificate.pem", made.certificate);
    write("key.pem", made.key);
  }
  void write(const std::string& name, std::string_view text) const { std::ofstream{folder_ / name} << text; }

  [[nodiscard]] std::string certificate() const { return (folder_ / "certificate.pem").string(); }
  [[nodiscard]] std::string key() const { return (folder_ / "key.pem").string(); }

 private:
  std::filesystem::path folder_;
};

}  // namespace jeton::base::testing
