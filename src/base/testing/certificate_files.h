#pragma once

#include <string>
#include <string_view>

#include "base/testing/certificate.h"
#include "base/testing/temporary_folder.h"

namespace jeton::base::testing {

/// A certificate for 127.0.0.1 and its key, in files of a folder that goes with it.
class CertificateFiles {
 public:
  CertificateFiles() { write(make_certificate("IP:127.0.0.1")); }

  void write(const Certificate& made) const {
    write("certificate.pem", made.certificate);
    write("key.pem", made.key);
  }
  void write(std::string_view name, std::string_view text) const { folder_.write(name, text); }

  [[nodiscard]] std::string certificate() const { return folder_.path("certificate.pem"); }
  [[nodiscard]] std::string key() const { return folder_.path("key.pem"); }

 private:
  TemporaryFolder folder_;
};

}  // namespace jeton::base::testing
