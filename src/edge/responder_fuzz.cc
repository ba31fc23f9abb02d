#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "edge/responder_world_test.h"

// Whatever bytes come in: the responder says nothing, or what the ordinary way says. The first byte names a
// world; in what follows, `?` and a character stand for a credential of that world.
namespace jeton::edge {
namespace {

constexpr std::size_t kWorlds = 8;

class NumberedRandom final : public base::RandomSource {
 public:
  explicit NumberedRandom(std::uint64_t number) : state_{number} {}

  void fill(std::span<std::byte> bytes) override {
    for (auto& byte : bytes) {
      state_ = state_ * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
      byte = static_cast<std::byte>(state_ >> 56);
    }
  }

 private:
  std::uint64_t state_;
};

class FixedClock final : public base::Clock {
 public:
  [[nodiscard]] base::Timestamp now() const override { return kNow; }
};

struct Place {
  explicit Place(std::uint64_t number) : random{number}, here{random} {
    responder.set_time(kNow);
    for (int i = 0; i < 256; ++i) credentials.push_back(here.world.credential());
  }

  [[nodiscard]] std::string filled_in(std::string_view text) const {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '?' || i + 1 == text.size()) {
        bytes += text[i];
      } else {
        bytes += credentials[static_cast<unsigned char>(text[++i])];
      }
    }
    return bytes;
  }

  NumberedRandom random;
  ReplicaOfWorld here;
  FixedClock clock;
  OrdinaryWay ordinary{here.source, here.catalogue, clock};
  Responder responder{here.source, here.catalogue};
  std::vector<std::string> credentials;
};

Place& place(std::size_t number) {
  static std::array<std::unique_ptr<Place>, kWorlds> places;
  auto& place = places[number % kWorlds];
  if (place == nullptr) place = std::make_unique<Place>(number % kWorlds);
  return *place;
}

}  // namespace
}  // namespace jeton::edge

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* input, std::size_t size) {
  using namespace jeton::edge;
  if (size == 0) return 0;
  auto& here = place(input[0]);
  const auto bytes = here.filled_in({reinterpret_cast<const char*>(input) + 1, size - 1});
  Answers answers;
  const auto used = here.responder.answer(bytes, Peer{1}, answers);
  if (used == 0) {
    JETON_ASSERT(answers.view().empty());
    return 0;
  }
  const auto expected = here.ordinary.answer(bytes);
  JETON_ASSERT(expected && expected->is_allowed && expected->keeps_alive);
  JETON_ASSERT(used == expected->bytes && answers.view() == expected->text);
  return 0;
}
