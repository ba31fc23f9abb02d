#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <atomic>
#include <thread>

#include "base/random.h"
#include "replica/processes_test.h"
#include "replica/replica_fixture_test.h"

namespace jeton::replica {
namespace {

constexpr std::uint64_t kStressTokens = 4000;

struct Progress {
  std::atomic<bool> done;
  std::atomic<std::uint64_t> looked_up;
  std::atomic<std::uint64_t> wrong;
  /// The revision that a call of the writer has returned for.
  std::array<std::atomic<std::uint32_t>, kStressTokens> settled;
};

class StressTest : public ReplicaFixture {
 protected:
  /// What was put before a look-up began is found by it, or something later, whatever file it was put into.
  /// It may be told that this cannot be said now, while the writer is suspended in the middle of the token.
  void read_until_done(std::uint64_t number) {
    auto reads = reader();
    while (!progress_.done) {
      number = (number * 5 + 3) % kStressTokens;
      const auto settled = progress_.settled.at(number).load();
      const auto look_up = reads.find(PackedId::of(token_id(number)));
      ++progress_.looked_up;
      const bool is_right =
          look_up.found == Found::kToken
              ? look_up.record.revision >= settled &&
                    says(look_up.record, version_of(number, look_up.record.revision))
              : look_up.found == Found::kUnavailable || (look_up.found == Found::kNothing && settled == 0);
      if (!is_right) ++progress_.wrong;
    }
  }

  SharedByProcesses<Progress> memory_;
  Progress& progress_ = *memory_;
};

TEST_F(StressTest, EveryReaderSeesAChangeOnceItIsMade) {
  auto writer = published();
  std::vector<pid_t> children;
  for (const std::uint64_t start : {0U, 1U}) children.push_back(in_child([&] { read_until_done(start); }));
  {
    std::vector<std::jthread> threads;
    for (const std::uint64_t start : {2U, 3U})
      threads.emplace_back([this, start] { read_until_done(start); });
    for (int step = 0; step < 20'000; ++step) {
      const auto number = base::uniform_below(random_, 1 + static_cast<std::uint64_t>(step) % kStressTokens);
      const auto revision = progress_.settled.at(number) + 1;
      put(writer, version_of(number, revision));
      progress_.settled.at(number) = revision;
      if (step % 5000 == 4999) {
        EXPECT_TRUE(writer.compact().has_value());
      }
    }
    progress_.done = true;
  }
  for (const auto child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(progress_.wrong, 0U);
  EXPECT_GT(progress_.looked_up, 0U);
  EXPECT_GT(writer.generation(), 5U);
}

}  // namespace
}  // namespace jeton::replica
