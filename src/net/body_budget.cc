#include "net/body_budget.h"

#include <cstdint>

namespace jeton::net {

BodyBudget::BodyBudget(std::size_t bytes_max, base::Metrics& metrics)
    : bytes_max_{bytes_max},
      metrics_{metrics},
      gauge_{metrics.gauge("jeton_http_body_bytes", "Bytes of request bodies that are kept.", {})} {}

BodyBudget::Hold& BodyBudget::Hold::operator=(Hold&& other) noexcept {
  if (this == &other) return *this;
  release();
  budget_ = std::exchange(other.budget_, nullptr);
  bytes_ = std::exchange(other.bytes_, 0);
  return *this;
}

bool BodyBudget::Hold::grow_to(std::size_t bytes) {
  if (bytes <= bytes_) return true;
  if (!budget_->take(bytes - bytes_)) return false;
  bytes_ = bytes;
  return true;
}

void BodyBudget::Hold::release() noexcept {
  if (bytes_ > 0) budget_->give_back(std::exchange(bytes_, 0));
}

bool BodyBudget::take(std::size_t bytes) {
  auto used = used_.load();
  do {
    if (bytes > bytes_max_ - used) {
      metrics_.count("jeton_http_bodies_refused_total",
                     "Requests refused because too many bytes of bodies were kept.", {});
      return false;
    }
  } while (!used_.compare_exchange_weak(used, used + bytes));
  gauge_.add(static_cast<std::int64_t>(bytes));
  return true;
}

void BodyBudget::give_back(std::size_t bytes) noexcept {
  used_ -= bytes;
  gauge_.add(-static_cast<std::int64_t>(bytes));
}

}  // namespace jeton::net
