#include <gtest/gtest.h>
#include <sys/wait.h>

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "base/random.h"
#include "replica/processes_test.h"
#include "replica/replica_fixture_test.h"

// A writer that is killed again and again, and readers in other processes that look on.
namespace jeton::replica {
namespace {

constexpr std::uint64_t kTokens = 900;  // the file grows, from 768 slots in use

/// JETON_REPLICA_KILLS=1000 for the long form.
int kills_wanted() {
  const char* const variable = std::getenv("JETON_REPLICA_KILLS");
  if (variable == nullptr) return 40;
  const std::string_view text{variable};
  int kills = 0;
  std::from_chars(text.data(), text.data() + text.size(), kills);
  return kills;
}

/// What the processes tell one another. Zeros, in memory that children share.
struct Shared {
  std::atomic<bool> done;
  std::atomic<std::uint64_t> looked_up;
  std::atomic<std::uint64_t> mixed;
  std::atomic<std::uint64_t> lost;  ///< Tokens that were there and were not found.
  std::atomic<std::uint64_t> unavailable;
};

class KillTest : public ReplicaFixture {
 protected:
  /// Readers of a test that has failed end too: whoever waits for their output would wait for ever.
  void TearDown() override { shared_.done = true; }

  /// Rounds over all tokens, until it is killed. The feed's position is the last round that is complete.
  void write_rounds() {
    auto writer = *Writer::open(options());
    for (std::uint64_t round = static_cast<std::uint64_t>(writer.feed().position) + 1;; ++round) {
      for (std::uint64_t number = 0; number < kTokens; ++number) put(writer, version_of(number, round));
      writer.set_feed({.position = static_cast<std::int64_t>(round)});
      // Some files more than growth makes.
      if (round % 5 == 0) {
        ASSERT_TRUE(writer.compact().has_value());
      }
    }
  }

  void read_until_done(std::uint64_t number) {
    auto reads = reader();
    while (!shared_.done) {
      number = (number + 1) % kTokens;
      const auto look_up = reads.find(PackedId::of(token_id(number)));
      ++shared_.looked_up;
      if (look_up.found == Found::kUnavailable) ++shared_.unavailable;
      if (look_up.found == Found::kNothing) ++shared_.lost;
      if (look_up.found == Found::kToken &&
          !says(look_up.record, version_of(number, look_up.record.revision))) {
        ++shared_.mixed;
      }
    }
  }

  SharedByProcesses<Shared> memory_;
  Shared& shared_ = *memory_;
};

TEST_F(KillTest, NoReaderEverSeesAMixedToken) {
  {
    auto writer = published();
    for (std::uint64_t number = 0; number < kTokens; ++number) put(writer, version_of(number, 1));
    writer.set_feed({.position = 1});
  }
  std::vector<pid_t> readers;
  for (const std::uint64_t start : {0U, 400U}) {
    readers.push_back(in_child([&] { read_until_done(start); }));
  }
  int dropped = 0;
  const int kills = kills_wanted();
  for (int kill = 0; kill < kills; ++kill) {
    const pid_t writer = in_child([&] { write_rounds(); });
    const auto before = shared_.looked_up.load();
    // Some look-ups later, so that it is killed at other moments on a fast machine as on a slow one.
    const auto wait = 1 + base::uniform_below(random_, 20'000);
    while (shared_.looked_up - before < wait) std::this_thread::yield();
    ASSERT_EQ(::kill(writer, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(writer, &status, 0), writer);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself";

    auto next = Writer::open(options());
    ASSERT_TRUE(next.has_value()) << next.error().message() << next.error().detail();
    ASSERT_LE(next->dropped(), 1U);
    dropped += static_cast<int>(next->dropped());
    // One that was dropped before is missing until a writer lives long enough to come to it.
    ASSERT_LE(next->tokens() + next->dropped(), kTokens);
    ASSERT_GE(next->tokens() + static_cast<std::uint64_t>(dropped), kTokens);
    // Everything up to the feed's position is there.
    auto reads = reader();
    for (std::uint64_t number = 0; number < kTokens; ++number) {
      const auto look_up = reads.find(PackedId::of(token_id(number)));
      if (look_up.found != Found::kToken) continue;
      ASSERT_TRUE(says(look_up.record, version_of(number, look_up.record.revision)));
      ASSERT_GE(look_up.record.revision, next->feed().position);
    }
  }
  shared_.done = true;
  for (const auto child : readers) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(shared_.mixed, 0U);
  EXPECT_GT(shared_.looked_up, 0U);
  std::printf(
      "%d kills, %d slots half written, %llu look-ups, %llu of them unavailable, %llu of lost tokens\n",
      kills, dropped, static_cast<unsigned long long>(shared_.looked_up.load()),
      static_cast<unsigned long long>(shared_.unavailable.load()),
      static_cast<unsigned long long>(shared_.lost.load()));
}

}  // namespace
}  // namespace jeton::replica
