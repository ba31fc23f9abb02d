#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "replica/admission.h"
#include "replica/reader.h"
#include "replica/writer.h"

// A replica on which something was changed or cut off, or any bytes in its place, is refused or read as what
// it was: nothing crashes, and nothing is admitted that was not before.
namespace jeton::replica {
namespace {

constexpr std::size_t kEditBytes = 5;

class FixedRandom final : public base::RandomSource {
 public:
  void fill(std::span<std::byte> bytes) override {
    for (auto& byte : bytes) byte = std::byte{7};
  }
};

std::vector<TokenEntry> entries() {
  const auto token = [](const char* id, std::uint8_t number) {
    TokenEntry entry{.id = *domain::TokenId::parse(id),
                     .account = *domain::AccountId::parse("ACC-1234-5678")};
    entry.digest.fill(std::byte{number});
    entry.modules = {*domain::ModuleId::parse("MOD-0001"), *domain::ModuleId::parse("MOD-0003")};
    return entry;
  };
  const base::Timestamp soon{std::chrono::milliseconds{1000}};
  std::vector<TokenEntry> all{token("TKN-0000-0001", 1), token("TKN-0000-0002", 2), token("TKN-0000-0003", 3),
                              token("TKN-0000-0004-0004", 4), token("TKN-0000-0005", 5)};
  all[1].status = domain::TokenStatus::kDisabled;
  all[2].expires_at = soon;
  all[3].not_before = soon;
  all[3].second = SecondSecret{.digest = {}, .expires_at = soon};
  all[4].addresses = {*base::IpNetwork::parse("192.0.2.0/24")};
  return all;
}

struct Sound {
  Sound() {
    auto name = (std::filesystem::temp_directory_path() / "jeton-replica-fuzz-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    auto writer = *Writer::create(options(), random, 0);
    for (const auto& entry : tokens) JETON_ASSERT(writer.put(entry).has_value());
    JETON_ASSERT(writer.publish().has_value());
    JETON_ASSERT(writer.close().has_value());
    std::ifstream file{path(), std::ios::binary};
    bytes.assign(std::istreambuf_iterator<char>{file}, {});
  }
  Sound(const Sound&) = delete;
  Sound& operator=(const Sound&) = delete;
  ~Sound() { std::filesystem::remove_all(folder); }

  [[nodiscard]] std::string path() const { return folder + "/replica"; }
  [[nodiscard]] Writer::Options options() const {
    return {.path = path(), .boot = boot, .limits = {.set_bytes_max = 4096}};
  }

  std::string folder;
  FixedRandom random;
  BootId boot{};
  std::vector<TokenEntry> tokens = entries();
  std::string bytes;
};

std::uint32_t number_at(const std::uint8_t* bytes) {
  std::uint32_t number = 0;
  for (int i = 3; i >= 0; --i) number = number << 8 | bytes[i];
  return number;
}

/// What the input makes of the file. First a byte: whether the rest is the whole file (0), or changes of it,
/// each four bytes of a place and one of bits that are flipped; or (2) the same after four bytes of a length.
std::string damaged(const std::string& sound, const std::uint8_t* bytes, std::size_t size) {
  if (size == 0 || bytes[0] == 0) return {bytes + (size == 0 ? 0 : 1), bytes + size};
  auto file = sound;
  std::size_t at = 1;
  if (bytes[0] == 2 && size >= 5) {
    file.resize(number_at(bytes + 1) % (2 * sound.size()));
    at = 5;
  }
  for (; at + kEditBytes <= size && !file.empty(); at += kEditBytes) {
    auto& edited = file[number_at(bytes + at) % file.size()];
    edited = static_cast<char>(static_cast<std::uint8_t>(edited) ^ bytes[at + 4]);
  }
  return file;
}

void check_record(const TokenEntry& entry, const TokenRecord& record) {
  JETON_ASSERT(record.digest == entry.digest && record.status == entry.status &&
               record.second == entry.second);
  JETON_ASSERT(record.not_before == entry.not_before && record.expires_at == entry.expires_at);
  JETON_ASSERT(record.account == PackedId::of(entry.account));
  JETON_ASSERT(record.modules.size() == entry.modules.size() &&
               record.addresses.size() == entry.addresses.size());
  for (const auto& module : entry.modules) JETON_ASSERT(record.modules.contains(PackedId::of(module)));
  // At the epoch, from nowhere: only the first two are without conditions, and the second is disabled.
  const auto admission = admit(record, {.digest = entry.digest});
  JETON_ASSERT((admission == Admission::kAdmitted) ==
               (entry.id.str() == "TKN-0000-0001" || entry.expires_at));
}

void check_tokens(const Sound& sound) {
  auto reader = Reader::open(sound.path(), sound.boot);
  if (reader.has_error()) return;
  for (const auto& entry : sound.tokens) {
    const auto look_up = reader->find(PackedId::of(entry.id));
    if (look_up.found == Found::kToken) check_record(entry, look_up.record);
  }
  JETON_ASSERT(reader->find(PackedId::of(*domain::TokenId::parse("TKN-0000-0009"))).found != Found::kToken);
}

}  // namespace
}  // namespace jeton::replica

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jeton::replica;
  static const Sound kSound;
  std::filesystem::remove(kSound.path());
  std::ofstream{kSound.path(), std::ios::binary} << damaged(kSound.bytes, bytes, size);
  check_tokens(kSound);
  {
    // What the next writer takes over is what it was, too.
    const auto writer = Writer::open(kSound.options());
  }
  check_tokens(kSound);
  return 0;
}
