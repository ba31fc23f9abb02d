#include "replica/writer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "replica/layout.h"
#include "replica/replica_fixture_test.h"

namespace jeton::replica {
namespace {

class WriterTest : public ReplicaFixture {
 protected:
  [[nodiscard]] base::Error error_of_open(const BootId& boot) {
    auto other = options();
    other.boot = boot;
    const auto opened = Writer::open(other);
    return opened.has_value() ? base::Error::internal("opened") : opened.error();
  }
  /// Changes one word of the file at the path.
  void damage(std::size_t byte) const {
    std::fstream file{path(), std::ios::in | std::ios::out | std::ios::binary};
    file.seekg(static_cast<std::streamoff>(byte));
    const auto was = static_cast<char>(file.get());
    file.seekp(static_cast<std::streamoff>(byte));
    file.put(static_cast<char>(was ^ 1));
  }
  [[nodiscard]] BootId other_boot() const {
    auto boot = boot_;
    boot[3] = std::byte{9};
    return boot;
  }
};

TEST_F(WriterTest, PutsTokensThatReadersFind) {
  auto writer = published();
  auto reads = reader();
  EXPECT_TRUE(put(writer, entry_of(1)));
  EXPECT_TRUE(put(writer, full_entry(2)));
  EXPECT_TRUE(has(reads, entry_of(1)));
  EXPECT_TRUE(has(reads, full_entry(2)));
  EXPECT_EQ(found(reads, token_id(3)), Found::kNothing);
  EXPECT_EQ(writer.tokens(), 2U);
}

TEST_F(WriterTest, ReplacesAToken) {
  auto writer = published();
  auto reads = reader();
  for (const bool full : {false, true, false, true}) {
    auto entry = full ? full_entry(1) : entry_of(1);
    entry.revision = 7;
    put(writer, entry);
    EXPECT_TRUE(has(reads, entry));
    EXPECT_EQ(writer.tokens(), 1U);
  }
}

TEST_F(WriterTest, KeepsALaterRevision) {
  auto writer = published();
  auto reads = reader();
  auto later = entry_of(1);
  later.revision = 5;
  later.status = domain::TokenStatus::kDisabled;
  EXPECT_TRUE(put(writer, later));
  auto earlier = entry_of(1);
  earlier.revision = 4;
  EXPECT_FALSE(put(writer, earlier));
  EXPECT_TRUE(has(reads, later));
  earlier.revision = 5;
  EXPECT_TRUE(put(writer, earlier)) << "the same revision may say something else";
  EXPECT_TRUE(has(reads, earlier));
}

TEST_F(WriterTest, RemovesATokenAndUsesItsSlotAgain) {
  auto writer = published();
  auto reads = reader();
  put(writer, entry_of(1));
  EXPECT_TRUE(writer.remove(token_id(1)));
  EXPECT_EQ(found(reads, token_id(1)), Found::kNothing);
  EXPECT_FALSE(writer.remove(token_id(1)));
  EXPECT_EQ(writer.tokens(), 0U);
  for (int i = 0; i < 10'000; ++i) {
    put(writer, entry_of(1));
    writer.remove(token_id(1));
  }
  EXPECT_EQ(writer.generation(), 1U) << "it never became full";
}

TEST_F(WriterTest, ChangesTheStatusOfAnAccountForAllOfItsTokens) {
  auto writer = published();
  auto reads = reader();
  std::vector<TokenEntry> entries;
  for (std::uint64_t i = 0; i < 30; ++i) {
    entries.push_back(entry_of(i));
    entries.back().account = account_id(i % 2);
    entries.back().modules = {module_id(i % 5)};
    put(writer, entries.back());
  }
  writer.set_account_status(account_id(1), domain::AccountStatus::kDisabled);
  writer.set_account_status(account_id(5), domain::AccountStatus::kDisabled);
  for (std::uint64_t i = 0; i < 30; ++i) {
    if (i % 2 == 1) entries[i].account_status = domain::AccountStatus::kDisabled;
    EXPECT_TRUE(has(reads, entries[i])) << i;
  }
  // The latest entry of any token counts for all.
  entries[1].account_status = domain::AccountStatus::kEnabled;
  put(writer, entries[1]);
  entries[3].account_status = domain::AccountStatus::kEnabled;
  EXPECT_TRUE(has(reads, entries[3]));
}

TEST_F(WriterTest, IsReadableByItsGroupAloneWhateverTheUmask) {
  for (const mode_t mask : {0U, 022U, 077U}) {
    const auto before = ::umask(mask);
    { auto writer = published(); }
    ::umask(before);
    struct stat status {};
    ASSERT_EQ(::stat(path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0640U);
  }
}

TEST_F(WriterTest, IsTheOnlyOne) {
  auto writer = published();
  const auto second = Writer::open(options());
  ASSERT_TRUE(second.has_error());
  EXPECT_EQ(second.error().kind(), base::ErrorKind::kConflict);
  EXPECT_EQ(Writer::create(options(), random_, 0).error().kind(), base::ErrorKind::kConflict);
}

TEST_F(WriterTest, IsNotFoundWhereThereIsNone) {
  EXPECT_EQ(error_of_open(boot_).kind(), base::ErrorKind::kNotFound);
  EXPECT_EQ(Reader::open(path(), boot_).error().kind(), base::ErrorKind::kNotFound);
}

TEST_F(WriterTest, GoesOnAfterItWasClosedInTheNextBootToo) {
  const FeedState feed{.position = 41, .fresh_at = at_ms(1'700'000'000'000), .history = 43};
  for (const auto& boot : {boot_, boot_, other_boot()}) {
    auto writer = boot == boot_ && !std::filesystem::exists(path()) ? published() : [&] {
      auto other = options();
      other.boot = boot;
      return *Writer::open(other);
    }();
    put(writer, full_entry(writer.tokens()));
    writer.set_feed(feed);
    ASSERT_TRUE(writer.close().has_value());
  }
  auto reads = *Reader::open(path(), other_boot());
  for (std::uint64_t i = 0; i < 3; ++i) EXPECT_TRUE(has(reads, full_entry(i)));
  EXPECT_EQ(reads.feed(), feed);
}

TEST_F(WriterTest, GoesOnInTheSameBootAfterItWasKilled) {
  {
    auto writer = published();
    put(writer, full_entry(1));
    writer.set_feed({.position = 3});
  }
  auto writer = *Writer::open(options());
  EXPECT_EQ(writer.feed().position, 3);
  EXPECT_EQ(writer.tokens(), 1U);
  put(writer, full_entry(2));
  auto reads = reader();
  EXPECT_TRUE(has(reads, full_entry(1)));
  EXPECT_TRUE(has(reads, full_entry(2)));
}

// Killed in the middle of a slot: its token is lost until the feed brings it again, and no other is.
TEST_F(WriterTest, EmptiesASlotThatIsHalfWritten) {
  {
    auto writer = published();
    for (std::uint64_t i = 0; i < 3; ++i) put(writer, entry_of(i));
  }
  auto reads = reader();
  const auto begin_to_write = [&](std::uint64_t number) {
    MappedFile file;
    ASSERT_EQ(MappedFile::map(path().c_str(), MappedFile::Access::kReadAndWrite, file), 0);
    for (std::uint32_t slot = 0; slot < 1024; ++slot) {
      const auto words = file.words(kHeaderBytes + slot * kSlotBytes);
      if (head_of(words) == PackedId::of(token_id(number)).head()) words.store(0, words.load(0) | 1);
    }
  };
  begin_to_write(1);
  EXPECT_EQ(found(reads, token_id(1)), Found::kUnavailable);
  EXPECT_TRUE(has(reads, entry_of(0)));
  {
    auto writer = *Writer::open(options());
    EXPECT_EQ(writer.dropped(), 1U);
    EXPECT_EQ(writer.tokens(), 2U);
    EXPECT_EQ(found(reads, token_id(1)), Found::kNothing);
    EXPECT_TRUE(has(reads, entry_of(2)));
    put(writer, entry_of(1));
    EXPECT_TRUE(has(reads, entry_of(1)));
    ASSERT_TRUE(writer.close().has_value());
  }
  begin_to_write(1);
  EXPECT_EQ(error_of_open(boot_).kind(), base::ErrorKind::kInvalid) << "a closed file has no such slot";
}

// Between the mark and the new file at the path: the old one counts, for readers and for the next writer.
TEST_F(WriterTest, GoesOnIfItWasKilledBeforeTheNextFileWasInPlace) {
  {
    auto writer = published();
    put(writer, entry_of(1));
  }
  auto reads = reader();
  {
    MappedFile file;
    ASSERT_EQ(MappedFile::map(path().c_str(), MappedFile::Access::kReadAndWrite, file), 0);
    file.words(0).store(kNextGenerationWord, 2);
    EXPECT_TRUE(has(reads, entry_of(1)));
    auto writer = *Writer::open(options());
    EXPECT_EQ(file.words(0).load(kNextGenerationWord), 0U);
    put(writer, entry_of(2));
    EXPECT_TRUE(has(reads, entry_of(2)));
    // Now the file at the path is gone, and nobody knows what is in force.
    file.words(0).store(kNextGenerationWord, 2);
    std::filesystem::remove(path());
  }
  EXPECT_EQ(found(reads, token_id(1)), Found::kUnavailable);
  EXPECT_FALSE(reads.refresh());
}

TEST_F(WriterTest, RefusesAFileThatWasNotClosedBeforeTheBoot) {
  { auto writer = published(); }
  const auto error = error_of_open(other_boot());
  EXPECT_EQ(error.kind(), base::ErrorKind::kInvalid);
  EXPECT_EQ(error.fields().front(),
            (base::FieldError{"file", "was not closed before the machine was started again."}));
  EXPECT_EQ(Reader::open(path(), other_boot()).error().kind(), base::ErrorKind::kInvalid);
}

TEST_F(WriterTest, LeavesAClosedFileToTheWriterAfterABoot) {
  {
    auto writer = published();
    ASSERT_TRUE(writer.close().has_value());
  }
  EXPECT_EQ(Reader::open(path(), other_boot()).error().fields().front().message,
            "was not opened by its writer since the machine was started.");
  auto next = options();
  next.boot = other_boot();
  auto writer = *Writer::open(next);
  EXPECT_TRUE(Reader::open(path(), other_boot()).has_value());
}

TEST_F(WriterTest, RefusesADamagedFile) {
  std::size_t bytes = 0;
  {
    auto writer = published();
    for (std::uint64_t i = 0; i < 700; ++i) put(writer, full_entry(i));
    bytes = layout_of({.slots = 1024, .set_units = 1U << 16}).file_bytes;
    ASSERT_TRUE(writer.close().has_value());
  }
  ASSERT_EQ(std::filesystem::file_size(path()), bytes);
  const auto layout = layout_of({.slots = 1024, .set_units = 1U << 16});
  for (const auto byte : {std::size_t{0}, std::size_t{20}, std::size_t{128}, std::size_t{257},
                          layout.grants_at + 9, layout.extensions_at + 64 + 33, layout.sets_at + 20}) {
    damage(byte);
    EXPECT_EQ(error_of_open(boot_).kind(), base::ErrorKind::kInvalid) << byte;
    damage(byte);
  }
  int refused = 0;
  for (std::size_t slot = 0; slot < 1024 && refused < 8; slot += 9) {
    const auto byte = layout.slots_at + slot * kSlotBytes + 40;
    damage(byte);
    if (error_of_open(boot_).kind() == base::ErrorKind::kInvalid) ++refused;
    damage(byte);
  }
  EXPECT_EQ(refused, 8) << "a slot without a token has nothing to damage, but two in three have one";
  auto writer = Writer::open(options());
  EXPECT_TRUE(writer.has_value()) << "everything was put back";
}

TEST_F(WriterTest, MakesANewFileInThePlaceOfOneThatCannotBeUsed) {
  {
    auto writer = published();
    put(writer, entry_of(1));
  }
  auto reads = reader();
  damage(20);
  ASSERT_TRUE(Writer::open(options()).has_error());
  auto writer = *Writer::create(options(), random_, 100);
  put(writer, entry_of(2));
  EXPECT_TRUE(has(reads, entry_of(1))) << "until the new one is published";
  ASSERT_TRUE(writer.publish().has_value());
  EXPECT_TRUE(has(reads, entry_of(2)));
  EXPECT_EQ(found(reads, token_id(1)), Found::kNothing);
}

TEST_F(WriterTest, IsSeenByReadersAlsoWhileItGrows) {
  auto writer = published();
  auto reads = reader();
  for (std::uint64_t i = 0; i < 5000; ++i) {
    put(writer, i % 3 == 0 ? full_entry(i) : entry_of(i));
    ASSERT_TRUE(has(reads, i % 3 == 0 ? full_entry(i) : entry_of(i)));
  }
  EXPECT_GT(writer.generation(), 4U);
  EXPECT_EQ(reads.generation(), writer.generation());
  for (std::uint64_t i = 0; i < 5000; ++i) ASSERT_EQ(found(reads, token_id(i)), Found::kToken);
  EXPECT_FALSE(std::filesystem::exists(path() + ".next"));
}

TEST_F(WriterTest, GrowsBeforeItIsPublishedToo) {
  auto writer = *Writer::create(options(), random_, 0);
  for (std::uint64_t i = 0; i < 2000; ++i) put(writer, entry_of(i));
  EXPECT_FALSE(std::filesystem::exists(path()));
  ASSERT_TRUE(writer.publish().has_value());
  auto reads = reader();
  for (std::uint64_t i = 0; i < 2000; ++i) ASSERT_TRUE(has(reads, entry_of(i)));
}

TEST_F(WriterTest, KeepsItsFeedAcrossGrowthAndReservesAtOnce) {
  auto writer = published();
  const FeedState feed{.position = 7, .fresh_at = at_ms(5)};
  writer.set_feed(feed);
  ASSERT_TRUE(writer.reserve(10'000).has_value());
  EXPECT_EQ(writer.feed(), feed);
  const auto generation = writer.generation();
  for (std::uint64_t i = 0; i < 10'000; ++i) put(writer, entry_of(i));
  EXPECT_EQ(writer.generation(), generation);
  ASSERT_TRUE(writer.reserve(10'000).has_value());
  EXPECT_EQ(writer.generation(), generation) << "there was room";
}

TEST_F(WriterTest, LeavesBehindWhatNobodyNeedsWhenItCompacts) {
  auto writer = published();
  for (std::uint64_t i = 0; i < 500; ++i) {
    auto entry = full_entry(i);
    entry.modules = {module_id(i)};
    put(writer, entry);
  }
  for (std::uint64_t i = 1; i < 500; ++i) writer.remove(token_id(i));
  ASSERT_TRUE(writer.compact().has_value());
  MappedFile file;
  ASSERT_EQ(MappedFile::map(path().c_str(), MappedFile::Access::kRead, file), 0);
  EXPECT_EQ(file.words(0).load(kTokensWord), 1U);
  EXPECT_EQ(file.words(0).load(kUsedSlotsWord), 1U);
  EXPECT_EQ(file.words(0).load(kGrantsWord), 1U);
  EXPECT_EQ(file.words(0).load(kExtensionsWord), 1U);
  EXPECT_EQ(file.words(0).load(kSetUnitsWord), 1U + 2 + 5) << "a set of one module, and one of two networks";
}

TEST_F(WriterTest, KeepsEachSetGrantAndExtensionOnce) {
  auto writer = published();
  for (std::uint64_t i = 0; i < 200; ++i) {
    auto entry = full_entry(i % 100);
    entry.account = account_id(0);
    put(writer, entry);
  }
  MappedFile file;
  ASSERT_EQ(MappedFile::map(path().c_str(), MappedFile::Access::kRead, file), 0);
  EXPECT_EQ(file.words(0).load(kGrantsWord), 1U);
  EXPECT_EQ(file.words(0).load(kExtensionsWord), 100U) << "an entry that says the same needs no other";
  EXPECT_EQ(file.words(0).load(kSetUnitsWord), 1U + 3 + 5);
}

// Eight units, the first of which stays empty, and two for a set of one module.
TEST_F(WriterTest, ChangesTokensWhoseSetsAreThereWhenNoOtherFits) {
  limits_.set_bytes_max = 8 * kSetUnitBytes;
  auto writer = published();
  std::vector<TokenEntry> entries;
  for (std::uint64_t i = 0; i < 3; ++i) {
    entries.push_back(entry_of(i));
    entries.back().modules = {module_id(i)};
    put(writer, entries.back());
  }
  const auto generation = writer.generation();
  for (auto& entry : entries) {
    entry.status = domain::TokenStatus::kDisabled;
    put(writer, entry);
  }
  EXPECT_EQ(writer.generation(), generation);
  auto reads = reader();
  for (const auto& entry : entries) EXPECT_TRUE(has(reads, entry));
  auto other = entry_of(4);
  other.modules = {module_id(4)};
  EXPECT_EQ(writer.put(other).error().fields().at(0).path, "sets");
}

TEST_F(WriterTest, DistrustsTheFileThatItIsToReplace) {
  {
    auto writer = published();
    writer.set_feed({.position = 3, .fresh_at = at_ms(5)});
  }
  auto reads = reader();
  EXPECT_TRUE(reads.feed().fresh_at.has_value());
  auto next = *Writer::create(options(), random_, 0);
  EXPECT_FALSE(reads.feed().fresh_at.has_value());
  EXPECT_EQ(reads.feed().position, 3);
  next.set_feed({.position = 4, .fresh_at = at_ms(6)});
  ASSERT_TRUE(next.publish().has_value());
  ASSERT_TRUE(reads.refresh());
  EXPECT_EQ(reads.feed().fresh_at, at_ms(6));
}

TEST_F(WriterTest, TellsTheStatusOfAnAccount) {
  auto writer = published();
  EXPECT_FALSE(writer.account_status(entry_of(1).account).has_value());
  auto entry = entry_of(1);
  entry.account_status = domain::AccountStatus::kDisabled;
  put(writer, entry);
  EXPECT_EQ(writer.account_status(entry.account), domain::AccountStatus::kDisabled);
}

TEST_F(WriterTest, KnowsItsSetsAndGrantsAgainWhenItIsOpened) {
  {
    auto writer = published();
    put(writer, full_entry(1));
  }
  auto writer = *Writer::open(options());
  auto entry = full_entry(2);
  entry.account = full_entry(1).account;
  put(writer, entry);
  MappedFile file;
  ASSERT_EQ(MappedFile::map(path().c_str(), MappedFile::Access::kRead, file), 0);
  EXPECT_EQ(file.words(0).load(kGrantsWord), 1U);
  EXPECT_EQ(file.words(0).load(kSetUnitsWord), 1U + 3 + 5);
}

TEST_F(WriterTest, MakesRoomForExtensionsBySweepingThoseThatAreUnused) {
  auto writer = published();
  for (std::int64_t i = 1; i <= 3000; ++i) {
    auto entry = full_entry(1);
    entry.expires_at = at_ms(i);
    put(writer, entry);
  }
  EXPECT_EQ(writer.generation(), 3U) << "1024 at a time";
  auto reads = reader();
  EXPECT_EQ(reads.find(PackedId::of(token_id(1))).record.expires_at, at_ms(3000));
}

TEST_F(WriterTest, RefusesATokenPastTheLimitAndChangesThoseItHas) {
  limits_.tokens_max = 800;
  auto writer = published();
  for (std::uint64_t i = 0; i < 800; ++i) put(writer, entry_of(i));
  const auto refused = writer.put(entry_of(800));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), base::ErrorKind::kConflict);
  EXPECT_EQ(refused.error().fields().front(),
            (base::FieldError{"tokens", "The replica may have at most 800."}));
  EXPECT_TRUE(put(writer, full_entry(799)));
  EXPECT_TRUE(writer.reserve(800).has_value());
  EXPECT_EQ(writer.reserve(801).error().fields().front().path, "tokens");
  writer.remove(token_id(0));
  EXPECT_TRUE(put(writer, entry_of(800)));
}

TEST_F(WriterTest, RefusesASetPastTheLimitUnlessOthersAreUnused) {
  // A unit that stays empty, and fifty sets of one module: two units each.
  limits_.set_bytes_max = (1 + 50 * 2) * kSetUnitBytes;
  auto writer = published();
  const auto with_module = [](std::uint64_t token, std::uint64_t module) {
    auto entry = entry_of(token);
    entry.modules = {module_id(module)};
    return entry;
  };
  for (std::uint64_t i = 0; i < 50; ++i) put(writer, with_module(i, i));
  const auto refused = writer.put(with_module(50, 50));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), base::ErrorKind::kConflict);
  EXPECT_EQ(refused.error().fields().front().path, "sets");
  writer.remove(token_id(0));
  EXPECT_TRUE(put(writer, with_module(50, 50))) << "the set of the removed token makes room";
}

TEST_F(WriterTest, RefusesAFilePastTheLimit) {
  limits_.file_bytes_max = layout_of({.slots = 1024, .set_units = 1U << 16}).file_bytes;
  auto writer = published(614);
  EXPECT_EQ(writer.reserve(615).error().fields().front().path, "file");
  limits_.file_bytes_max -= 1;
  auto other = options();
  other.path += "2";
  EXPECT_EQ(Writer::create(other, random_, 0).error().fields().front().path, "file");
}

TEST_F(WriterTest, ClearsAwayWhatAKilledWriterLeft) {
  std::ofstream{path() + ".next"} << "rubbish";
  auto writer = published();
  EXPECT_FALSE(std::filesystem::exists(path() + ".next"));
}

}  // namespace
}  // namespace jeton::replica
