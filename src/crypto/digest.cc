#include "crypto/digest.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <memory>

#include "base/check.h"

namespace jeton::crypto {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

/// Never freed: a thread that ends after `main` may still hash.
const EVP_MD* fetched_sha256() noexcept {
  static const EVP_MD* const kFetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kFetched;
}

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

Sha256 sha256(std::string_view bytes) noexcept {
  thread_local std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
  Sha256 digest{};
  // Memory for the context or a provider without SHA-256: nothing that a caller could answer for.
  JETON_ASSERT(context != nullptr);
  JETON_ASSERT(EVP_DigestInit_ex2(context.get(), fetched_sha256(), nullptr) == 1);
  JETON_ASSERT(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1);
  JETON_ASSERT(EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr) ==
               1);
  return digest;
}

std::string to_hex(std::span<const std::byte> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text.push_back(kDigits[std::to_integer<std::size_t>(byte >> 4)]);
    text.push_back(kDigits[std::to_integer<std::size_t>(byte & std::byte{0x0f})]);
  }
  return text;
}

std::optional<Sha256> sha256_from_hex(std::string_view text) {
  Sha256 digest{};
  if (text.size() != digest.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const int high = hex_value(text[2 * i]);
    const int low = hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest[i] = static_cast<std::byte>(high * 16 + low);
  }
  return digest;
}

bool equal_in_constant_time(std::span<const std::byte> a, std::span<const std::byte> b) noexcept {
  return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept {
  return equal_in_constant_time(std::as_bytes(std::span{a.data(), a.size()}),
                                std::as_bytes(std::span{b.data(), b.size()}));
}

}  // namespace jeton::crypto
