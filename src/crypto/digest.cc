#include "crypto/digest.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <bit>
#include <cstdint>
#include <memory>

#include "base/check.h"
#include "base/hex.h"

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

std::string sha256_hex(std::string_view bytes) {
  return base::to_hex(sha256(bytes));
}

std::optional<Sha256> sha256_from_hex(std::string_view text) {
  Sha256 digest{};
  return base::from_hex(text, digest) ? std::optional{digest} : std::nullopt;
}

bool equal_in_constant_time(const Sha256& a, const Sha256& b) noexcept {
  using Words = std::array<std::uint64_t, sizeof(Sha256) / sizeof(std::uint64_t)>;
  const auto x = std::bit_cast<Words>(a);
  const auto y = std::bit_cast<Words>(b);
  std::uint64_t differs = 0;
  for (std::size_t i = 0; i < x.size(); ++i) differs |= x[i] ^ y[i];
  // Or the compiler might see that one word that differs is enough.
  __asm__ volatile("" : "+r"(differs));
  return differs == 0;
}

bool equal_in_constant_time(std::span<const std::byte> a, std::span<const std::byte> b) noexcept {
  return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept {
  return equal_in_constant_time(std::as_bytes(std::span{a.data(), a.size()}),
                                std::as_bytes(std::span{b.data(), b.size()}));
}

}  // namespace jeton::crypto
