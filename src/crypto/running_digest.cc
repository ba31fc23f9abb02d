#include "crypto/running_digest.h"

#include <openssl/evp.h>

#include "base/check.h"

namespace jeton::crypto {

struct RunningDigest::Context {
  Context() = default;
  ~Context() { EVP_MD_CTX_free(digest); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  EVP_MD_CTX* digest = EVP_MD_CTX_new();
};

RunningDigest::RunningDigest() : context_{std::make_unique<Context>()} {
  JETON_ASSERT(context_->digest != nullptr);
  JETON_ASSERT(EVP_DigestInit_ex2(context_->digest, EVP_sha256(), nullptr) == 1);
}

RunningDigest::~RunningDigest() = default;

void RunningDigest::add(std::string_view bytes) noexcept {
  JETON_ASSERT(EVP_DigestUpdate(context_->digest, bytes.data(), bytes.size()) == 1);
}

Sha256 RunningDigest::so_far() const noexcept {
  const Context copy;
  Sha256 digest{};
  JETON_ASSERT(copy.digest != nullptr && EVP_MD_CTX_copy_ex(copy.digest, context_->digest) == 1);
  JETON_ASSERT(EVP_DigestFinal_ex(copy.digest, reinterpret_cast<unsigned char*>(digest.data()), nullptr) ==
               1);
  return digest;
}

}  // namespace jeton::crypto
