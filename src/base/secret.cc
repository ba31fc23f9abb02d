#include "base/secret.h"

#include <cstring>
#include <utility>

namespace jeton::base {

Secret::Secret(std::string_view text) : bytes_{std::make_unique<char[]>(text.size())}, size_{text.size()} {
  if (!text.empty()) std::memcpy(bytes_.get(), text.data(), text.size());
}

Secret::Secret(Secret&& other) noexcept
    : bytes_{std::move(other.bytes_)}, size_{std::exchange(other.size_, 0)} {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

Secret::~Secret() {
  wipe();
}

void Secret::wipe() noexcept {
  // explicit_bzero: a plain memset before the memory is freed is removed by the optimiser.
  if (bytes_) explicit_bzero(bytes_.get(), size_);
}

}  // namespace jeton::base
