#include "replica/header.h"

#include <gtest/gtest.h>

#include <array>

#include "base/testing/seeded_random.h"

namespace jeton::replica {
namespace {

constexpr Word kHeaderSeed = 99;

struct HeaderTest : public ::testing::Test {
  HeaderTest() {
    boot.fill(std::byte{1});
    other_boot.fill(std::byte{2});
    write_identity(words(), identity);
    write_state(words(), FileState::kClean, boot, kHeaderSeed);
  }

  [[nodiscard]] Words words() { return Words{memory.data()}; }
  [[nodiscard]] std::size_t bytes() const { return layout_of(identity.capacity).file_bytes; }
  Flaw flaw_of_identity(std::size_t file_bytes) {
    auto flaw = Flaw::kNone;
    const auto read = read_identity(words(), file_bytes, flaw);
    EXPECT_EQ(read, flaw == Flaw::kNone ? identity : Identity{});
    return flaw;
  }

  std::array<Word, kHeaderBytes / 8> memory{};
  Identity identity{.generation = 3, .seed = kHeaderSeed, .capacity = {.slots = 2000, .set_units = 500}};
  BootId boot{};
  BootId other_boot{};
};

TEST_F(HeaderTest, SaysWhatTheFileIs) {
  EXPECT_EQ(flaw_of_identity(bytes()), Flaw::kNone);
  const auto state = read_state(words(), kHeaderSeed);
  EXPECT_EQ(state.state, FileState::kClean);
  EXPECT_EQ(state.boot, boot);
}

TEST_F(HeaderTest, RefusesAFileOfAnotherLength) {
  EXPECT_EQ(flaw_of_identity(bytes() - 1), Flaw::kDamaged);
  EXPECT_EQ(flaw_of_identity(bytes() + 1), Flaw::kDamaged);
  EXPECT_EQ(flaw_of_identity(kHeaderBytes), Flaw::kDamaged);
  EXPECT_EQ(flaw_of_identity(kHeaderBytes - 1), Flaw::kTooShort);
}

TEST_F(HeaderTest, RefusesAnotherKindOfFileAndAnotherVersion) {
  memory[1] = 2;
  EXPECT_EQ(flaw_of_identity(bytes()), Flaw::kOtherVersion);
  memory[0] = __builtin_bswap64(memory[0]);
  EXPECT_EQ(flaw_of_identity(bytes()), Flaw::kNoReplica) << "of a machine with another byte order";
}

TEST_F(HeaderTest, RefusesAFileWithoutRoom) {
  for (const auto& capacity : {Capacity{.slots = 0, .set_units = 1}, Capacity{.slots = 1, .set_units = 0}}) {
    identity.capacity = capacity;
    write_identity(words(), identity);
    auto flaw = Flaw::kNone;
    read_identity(words(), bytes(), flaw);
    EXPECT_EQ(flaw, Flaw::kDamaged);
  }
  identity.capacity = {.slots = 1, .set_units = 1};
  write_identity(words(), identity);
  EXPECT_EQ(flaw_of_identity(bytes()), Flaw::kNone);
}

TEST_F(HeaderTest, RefusesAnIdentityInWhichAnyBitIsAnother) {
  for (std::size_t bit = 0; bit < 11 * 64; ++bit) {
    memory[bit / 64] ^= Word{1} << (bit % 64);
    EXPECT_NE(flaw_of_identity(bytes()), Flaw::kNone) << bit;
    memory[bit / 64] ^= Word{1} << (bit % 64);
  }
}

TEST_F(HeaderTest, HasNoStateWhenAnyBitOfItIsAnother) {
  for (std::size_t bit = 16 * 64; bit < 20 * 64; ++bit) {
    memory[bit / 64] ^= Word{1} << (bit % 64);
    EXPECT_EQ(read_state(words(), kHeaderSeed).state, FileState::kNone) << bit;
    memory[bit / 64] ^= Word{1} << (bit % 64);
  }
}

TEST_F(HeaderTest, SealsWhatWasCountedWhenItIsClosed) {
  for (std::size_t bit = 32 * 64; bit < 39 * 64; ++bit) {
    memory[bit / 64] ^= Word{1} << (bit % 64);
    EXPECT_EQ(read_state(words(), kHeaderSeed).state, FileState::kNone) << bit;
    memory[bit / 64] ^= Word{1} << (bit % 64);
  }
  write_state(words(), FileState::kLive, boot, kHeaderSeed);
  memory[kFeedPositionWord] = 5;
  EXPECT_EQ(read_state(words(), kHeaderSeed).state, FileState::kLive);
}

TEST_F(HeaderTest, IsUsableInTheBootThatItWasWrittenInAndByAWriterIfItWasClosed) {
  const StateInFile clean{FileState::kClean, boot};
  const StateInFile live{FileState::kLive, boot};
  EXPECT_EQ(flaw_for_reader(clean, boot), Flaw::kNone);
  EXPECT_EQ(flaw_for_reader(live, boot), Flaw::kNone);
  EXPECT_EQ(flaw_for_reader(clean, other_boot), Flaw::kNotReady);
  EXPECT_EQ(flaw_for_reader(live, other_boot), Flaw::kNotClosed);
  EXPECT_EQ(flaw_for_reader({}, boot), Flaw::kDamaged);
  EXPECT_EQ(flaw_for_writer(clean, boot), Flaw::kNone);
  EXPECT_EQ(flaw_for_writer(live, boot), Flaw::kNone);
  EXPECT_EQ(flaw_for_writer(clean, other_boot), Flaw::kNone);
  EXPECT_EQ(flaw_for_writer(live, other_boot), Flaw::kNotClosed);
  EXPECT_EQ(flaw_for_writer({}, boot), Flaw::kDamaged);
}

TEST_F(HeaderTest, KeepsTheStateOfTheFeed) {
  EXPECT_EQ(read_feed(words()), FeedState{});
  const FeedState feed{
      .position = 12, .fresh_at = base::Timestamp{std::chrono::milliseconds{34}}, .history = 56};
  write_feed(words(), feed);
  EXPECT_EQ(read_feed(words()), feed);
}

TEST_F(HeaderTest, HasWordsForEveryFlaw) {
  EXPECT_EQ(words_of(Flaw::kNotClosed), "was not closed before the machine was started again.");
  EXPECT_EQ(words_of(Flaw::kNotReady), "was not opened by its writer since the machine was started.");
  EXPECT_EQ(words_of(Flaw::kOtherVersion), "has the format of another version.");
}

}  // namespace
}  // namespace jeton::replica
