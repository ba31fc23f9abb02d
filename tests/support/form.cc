#include "support/form.h"

#include <array>
#include <utility>

namespace jeton::tests {

std::string small_png() {
  static constexpr std::array<unsigned char, 69> kBytes{
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
      0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00,
      0x00, 0x90, 0x77, 0x53, 0xde, 0x00, 0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x08,
      0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0x18, 0xdd, 0x8d,
      0xb0, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};
  return {reinterpret_cast<const char*>(kBytes.data()), kBytes.size()};
}

std::string picture_part(const std::string& name, const std::string& bytes) {
  return "--frame\r\nContent-Disposition: form-data; name=\"" + name +
         "\"; filename=\"logo.png\"\r\nContent-Type: image/png\r\n\r\n" + bytes + "\r\n";
}

std::string object_part(const std::string& name, const std::string& json) {
  return "--frame\r\nContent-Disposition: form-data; name=\"" + name +
         "\"\r\nContent-Type: application/json\r\n\r\n" + json + "\r\n";
}

Ask form_ask(std::string method, std::string target, const std::string& parts) {
  return {std::move(method),
          std::move(target),
          {{"Content-Type", "multipart/form-data; boundary=frame"}},
          parts + "--frame--\r\n"};
}

}  // namespace jeton::tests
