#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "verify/random_world_test.h"
#include "verify/replica_decider.h"

// Both verifiers say the same of any request. The first byte names a world; then come the credential, the
// method and the target, each on a line, where a credential that is `?` and a number is one of that world's.
namespace jeton::verify {
namespace {

constexpr base::Timestamp kNow{std::chrono::hours{480'000}};
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

/// A world, and what decides in it.
struct Place {
  explicit Place(std::uint64_t number) : random{number}, world{random} {
    auto folder = (std::filesystem::temp_directory_path() / "jeton-decider-fuzz-XXXXXX").string();
    JETON_ASSERT(::mkdtemp(folder.data()) != nullptr);
    source.path = folder + "/replica";
    auto writer = *replica::Writer::create({.path = source.path, .boot = source.boot}, random, 0);
    world.fill(writer);
    writer.set_feed({.position = 1, .fresh_at = kNow});
    JETON_ASSERT(writer.publish().has_value());
    catalogue.set(std::make_shared<const Catalogue>(world.modules()));
    for (int i = 0; i < 256; ++i) credentials.push_back(world.credential());
    // What is mapped stays.
    (void)decider.decide(
        {.credential = credentials[0], .method = {}, .target = {}, .client_address = {}, .now = kNow});
    std::filesystem::remove_all(folder);
  }

  NumberedRandom random;
  RandomWorld world;
  ReplicaSource source;
  CurrentCatalogue catalogue;
  ReplicaDecider decider{source, catalogue};
  std::vector<std::string> credentials;
};

Place& place(std::size_t number) {
  static std::array<std::unique_ptr<Place>, kWorlds> places;
  auto& place = places[number % kWorlds];
  if (place == nullptr) place = std::make_unique<Place>(number % kWorlds);
  return *place;
}

std::string_view take_line(std::string_view& text) {
  const auto line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

bool are_equal(const Decision& a, const Decision& b) {
  return a.reason == b.reason && a.token == b.token && a.account == b.account && a.module == b.module;
}

}  // namespace
}  // namespace jeton::verify

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jeton::verify;
  if (size == 0) return 0;
  auto& here = place(bytes[0]);
  std::string_view text{reinterpret_cast<const char*>(bytes) + 1, size - 1};
  auto credential = take_line(text);
  if (credential.size() == 2 && credential[0] == '?') {
    credential = here.credentials[static_cast<unsigned char>(credential[1])];
  }
  const auto method = take_line(text);
  const AccessRequest request{credential, method, text, {}, kNow};
  JETON_ASSERT(
      are_equal(here.decider.decide(request).unpacked(), *reference_decision(request, here.world.source())));
  JETON_ASSERT(are_equal(here.decider.decide_preflight(text, kNow).unpacked(),
                         *reference_preflight(text, here.world.source())));
  return 0;
}
