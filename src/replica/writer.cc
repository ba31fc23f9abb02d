#include "replica/writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "base/check.h"
#include "base/read_file.h"
#include "replica/layout.h"

namespace jeton::replica {
namespace {

std::string next_path(const std::string& path) {
  return path + ".next";
}

Word draw_word(base::RandomSource& random) {
  std::array<std::byte, sizeof(Word)> bytes{};
  random.fill(bytes);
  return std::bit_cast<Word>(bytes);
}

base::Error past_limit(const char* what, std::size_t max) {
  return base::Error::conflict(what, fmt::format("The replica may have at most {}.", max));
}

/// The generation of the file at `path`, whatever its state; 0 if there is none.
std::uint64_t generation_at(const std::string& path) {
  MappedFile file;
  if (MappedFile::map(path.c_str(), MappedFile::Access::kRead, file) != 0) return 0;
  auto flaw = Flaw::kNone;
  return read_identity(file.words(0), file.size(), flaw).generation;
}

/// Sets a word in the header of the file at `path`, if it is a replica in any state.
void store_at(const std::string& path, std::size_t word, Word value) {
  MappedFile file;
  if (MappedFile::map(path.c_str(), MappedFile::Access::kReadAndWrite, file) != 0) return;
  auto flaw = Flaw::kNone;
  (void)read_identity(file.words(0), file.size(), flaw);
  if (flaw == Flaw::kTooShort || flaw == Flaw::kNoReplica) return;
  file.words(0).store(word, value, std::memory_order_release);
}

}  // namespace

Writer::Writer(Options options, FileLock lock) : options_{std::move(options)}, lock_{std::move(lock)} {}

base::Result<Writer> Writer::open(Options options) {
  JETON_TRY(auto lock, FileLock::acquire(options.path + ".lock"));
  Writer writer{std::move(options), std::move(lock)};
  JETON_TRY(writer.generation_, Generation::open(writer.options_.path, writer.options_.boot));
  writer.published_ = true;
  return writer;
}

base::Result<Writer> Writer::create(Options options, base::RandomSource& random, std::uint64_t tokens) {
  JETON_TRY(auto lock, FileLock::acquire(options.path + ".lock"));
  Writer writer{std::move(options), std::move(lock)};
  Identity identity;
  identity.generation = generation_at(writer.options_.path) + 1;
  identity.seed = draw_word(random);
  store_at(writer.options_.path, kFreshAtWord, 0);
  JETON_TRY(writer.generation_, writer.make(identity, tokens));
  return writer;
}

base::Result<std::unique_ptr<Generation>> Writer::make(Identity identity, std::uint64_t tokens) {
  if (tokens > options_.limits.tokens_max) return past_limit("tokens", options_.limits.tokens_max);
  const auto slots = slots_for(tokens);
  const auto set_units = options_.limits.set_bytes_max / kSetUnitBytes;
  JETON_ASSERT(std::in_range<std::uint32_t>(slots) && std::in_range<std::uint32_t>(set_units));
  identity.capacity.slots = static_cast<std::uint32_t>(slots);
  identity.capacity.set_units = static_cast<std::uint32_t>(set_units);
  if (layout_of(identity.capacity).file_bytes > options_.limits.file_bytes_max) {
    return past_limit("file", options_.limits.file_bytes_max);
  }
  const auto path = next_path(options_.path);
  // Of a writer that was killed before it published, or our own that is too small.
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
    return base::Error::unavailable(fmt::format("{}: {}", path, base::cause_of(errno)));
  }
  return Generation::create(path, identity);
}

base::Result<void> Writer::publish() {
  if (published_) return {};
  // Tells its readers that there is another file. They look at the path, whatever the number is.
  store_at(options_.path, kNextGenerationWord, generation_->identity().generation);
  generation_->start(options_.boot);
  JETON_CHECK(take_place());
  published_ = true;
  return {};
}

base::Result<void> Writer::take_place() {
  const auto path = next_path(options_.path);
  if (std::rename(path.c_str(), options_.path.c_str()) == 0) return {};
  return base::Error::unavailable(fmt::format("{}: {}", path, base::cause_of(errno)));
}

base::Result<bool> Writer::put(const TokenEntry& entry) {
  JETON_CHECK(validate(entry));
  if (tokens() >= options_.limits.tokens_max && !generation_->contains(PackedId::of(entry.id))) {
    return past_limit("tokens", options_.limits.tokens_max);
  }
  if (!generation_->has_room_for(entry)) {
    JETON_CHECK(rewrite(tokens() + std::uint64_t{1}));
    // Slots, grants and extensions have room for every token now, but perhaps no set could be left behind.
    if (!generation_->has_room_for(entry)) return past_limit("sets", options_.limits.set_bytes_max);
  }
  return generation_->put(entry);
}

base::Result<void> Writer::rewrite(std::uint64_t tokens) {
  auto identity = generation_->identity();
  ++identity.generation;
  JETON_TRY(auto larger, make(identity, std::min<std::uint64_t>(tokens, options_.limits.tokens_max)));
  JETON_CHECK(larger->copy(*generation_));
  if (published_) {
    larger->start(options_.boot);
    // Before the first change that only the next file has. A reader that finds the same file at the path may
    // still use it, because none has been made yet.
    generation_->announce_next();
    if (auto taken = take_place(); taken.has_error()) {
      generation_->withdraw_next();
      return taken;
    }
  }
  generation_ = std::move(larger);
  return {};
}

bool Writer::remove(const domain::TokenId& token) {
  return generation_->remove(PackedId::of(token));
}

void Writer::set_account_status(const domain::AccountId& account, domain::AccountStatus status) {
  generation_->set_account_status(PackedId::of(account), status);
}

std::optional<domain::AccountStatus> Writer::account_status(const domain::AccountId& account) const {
  return generation_->account_status(PackedId::of(account));
}

void Writer::set_feed(const FeedState& feed) {
  generation_->set_feed(feed);
}

base::Result<void> Writer::reserve(std::uint64_t tokens) {
  if (tokens > options_.limits.tokens_max) return past_limit("tokens", options_.limits.tokens_max);
  return slots_for(tokens) <= generation_->identity().capacity.slots ? base::Result<void>{} : rewrite(tokens);
}

base::Result<void> Writer::compact() {
  return rewrite(tokens());
}

base::Result<void> Writer::close() {
  JETON_ASSERT(published_);
  JETON_CHECK(generation_->close(options_.boot));
  generation_.reset();
  return {};
}

}  // namespace jeton::replica
