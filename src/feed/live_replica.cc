#include "feed/live_replica.h"

#include <utility>

namespace jeton::feed {

using base::Error;
using base::ErrorKind;
using base::Result;

LiveReplica::LiveReplica(replica::Writer::Options options, Dependencies dependencies)
    : options_{std::move(options)}, outside_{std::move(dependencies)} {}

void LiveReplica::expect_open() {
  const std::lock_guard lock{mutex_};
  is_expected_ = !writer_;
}

Result<void> LiveReplica::open() {
  const std::lock_guard lock{mutex_};
  auto writer = replica::Writer::open(options_);
  is_expected_ = false;
  opened_.notify_all();
  if (writer.has_error()) return std::move(writer).error();
  writer_.emplace(*std::move(writer));
  is_published_ = true;
  note_freshness();
  return {};
}

Result<void> LiveReplica::start_over(std::uint64_t tokens) {
  const std::lock_guard lock{mutex_};
  if (writer_) {
    // Readers keep the file until the next is published, and nobody writes it: it must not pass for fresh.
    writer_->set_feed({});
    // It holds the lock that the next one takes.
    writer_.reset();
  }
  is_published_ = false;
  note_freshness();
  owed_.clear();
  forget_modules();
  JETON_TRY(auto writer, replica::Writer::create(options_, outside_.random, tokens));
  writer_.emplace(std::move(writer));
  return {};
}

Result<void> LiveReplica::publish() {
  const std::lock_guard lock{mutex_};
  JETON_CHECK(writer_->publish());
  is_published_ = true;
  note_freshness();
  return {};
}

Result<void> LiveReplica::close() {
  const std::lock_guard lock{mutex_};
  is_expected_ = false;
  opened_.notify_all();
  if (!writer_) return {};
  auto closed = is_published_ ? writer_->close() : Result<void>{};
  writer_.reset();
  is_published_ = false;
  note_freshness();
  return closed;
}

Result<void> LiveReplica::put_read(const Reading& reading) {
  const std::lock_guard lock{mutex_};
  for (const auto& account : reading.accounts) writer_->set_account_status(account.account, account.status);
  if (reading.modules) put_modules(*reading.modules);
  for (const auto& token : reading.gone) {
    writer_->remove(token);
    owed_.erase(token);
  }
  for (const auto& token : reading.tokens) {
    auto done = put(token, Source::kStore);
    if (done.has_error() && done.error().kind() == ErrorKind::kUnavailable) return done;
    if (done.has_error()) leave_out(token.id, done.error());
    owed_.erase(token.id);
  }
  return {};
}

void LiveReplica::put_committed(const Reading& reading) {
  std::unique_lock lock{mutex_};
  opened_.wait(lock, [this] { return !is_expected_; });
  // Without a writer nothing is there yet, and what fills it will read what was committed.
  if (!writer_) return;
  if (reading.modules) put_modules(*reading.modules);
  for (const auto& token : reading.tokens) {
    const auto done = put(token, Source::kCommit);
    if (!done.has_error()) continue;
    leave_out(token.id, done.error());
    // The feed may have brought it already, and would not do so again.
    if (done.error().kind() == ErrorKind::kUnavailable) owed_.insert(token.id);
  }
}

Result<void> LiveReplica::put(const domain::TokenCredential& token, Source source) {
  replica::TokenEntry entry{.id = token.id, .account = token.account};
  entry.status = token.status;
  entry.account_status = token.account_status;
  if (source == Source::kCommit) {
    // Nobody held the account still until the commit, so what was read of it may be the older one.
    entry.account_status = writer_->account_status(token.account).value_or(token.account_status);
  }
  entry.revision = token.revision;
  entry.digest = token.digest;
  entry.modules = token.modules;
  JETON_CHECK(writer_->put(entry));
  return {};
}

void LiveReplica::leave_out(const domain::TokenId& token, const Error& why) {
  // Refused as unknown rather than decided from what it was.
  writer_->remove(token);
  ++left_out_;
  outside_.log.error("replica.left_out", {{"token", std::string_view{token.str()}},
                                          {"reason", std::string_view{why.message()}},
                                          {"detail", std::string_view{why.detail()}}});
}

void LiveReplica::put_modules(const std::vector<domain::Module>& modules) {
  bool has_changed = modules_.empty();
  for (const auto& module : modules) {
    const auto [known, is_new] = modules_.emplace(module.id, module);
    const bool is_newer = module.revision > known->second.revision;
    if (is_newer) known->second = module;
    has_changed = has_changed || is_new || is_newer;
  }
  if (!has_changed) return;
  std::vector<domain::Module> all;
  all.reserve(modules_.size());
  for (const auto& [id, module] : modules_) all.push_back(module);
  outside_.on_modules(std::move(all));
}

void LiveReplica::forget_modules() {
  modules_.clear();
  outside_.on_modules(std::nullopt);
}

void LiveReplica::set_feed(const replica::FeedState& feed) {
  const std::lock_guard lock{mutex_};
  writer_->set_feed(feed);
  note_freshness();
}

void LiveReplica::note_freshness() noexcept {
  const auto fresh_at = is_published_ ? writer_->feed().fresh_at : std::nullopt;
  fresh_at_ms_ = fresh_at ? fresh_at->time_since_epoch().count() : 0;
}

std::optional<base::Timestamp> LiveReplica::fresh_at() const noexcept {
  const auto milliseconds = fresh_at_ms_.load();
  if (milliseconds == 0) return std::nullopt;
  return base::Timestamp{std::chrono::milliseconds{milliseconds}};
}

std::vector<domain::TokenId> LiveReplica::owed() const {
  const std::lock_guard lock{mutex_};
  return {owed_.begin(), owed_.end()};
}

LiveReplica::Status LiveReplica::status() const {
  const std::lock_guard lock{mutex_};
  Status status;
  status.left_out = left_out_;
  if (!writer_) return status;
  status.is_open = true;
  status.is_published = is_published_;
  status.feed = writer_->feed();
  status.tokens = writer_->tokens();
  status.generation = writer_->generation();
  return status;
}

}  // namespace jeton::feed
