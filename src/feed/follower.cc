#include "feed/follower.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace jeton::feed {
namespace {

using base::ErrorKind;
using base::Result;
using domain::ObjectType;

/// The objects that entries name, each once.
struct Changed {
  std::set<domain::TokenId> tokens;
  std::set<domain::AccountId> accounts;
  bool modules = false;

  void add(const domain::ChangeEntry& entry) {
    switch (entry.object_type) {
      case ObjectType::kApiToken: tokens.insert(domain::TokenId::from_stored(entry.object_id)); break;
      case ObjectType::kAccount: accounts.insert(domain::AccountId::from_stored(entry.object_id)); break;
      case ObjectType::kModule: modules = true; break;
      case ObjectType::kUser:
      case ObjectType::kAccountUser:
      case ObjectType::kUserGroup:
      case ObjectType::kEventType: break;
    }
  }
};

Result<LiveReplica::Reading> read(domain::UnitOfWork& unit, const Changed& changed) {
  LiveReplica::Reading reading;
  if (!changed.tokens.empty()) {
    JETON_TRY(reading.tokens, unit.tokens().find_credentials({changed.tokens.begin(), changed.tokens.end()}));
    auto missing = changed.tokens;
    for (const auto& token : reading.tokens) missing.erase(token.id);
    reading.gone.assign(missing.begin(), missing.end());
  }
  if (!changed.accounts.empty()) {
    JETON_TRY(const auto accounts,
              unit.accounts().find_many({changed.accounts.begin(), changed.accounts.end()}));
    for (const auto& account : accounts) reading.accounts.push_back({account.id, account.status});
  }
  if (changed.modules) {
    JETON_TRY(reading.modules, unit.modules().list());
  }
  return reading;
}

}  // namespace

Follower::Follower(Dependencies dependencies, LiveReplica& replica)
    : Follower{dependencies, replica, Limits{}} {}

Follower::Follower(Dependencies dependencies, LiveReplica& replica, Limits limits)
    : outside_{dependencies}, replica_{replica}, limits_{limits} {}

Result<Pending> Follower::step() {
  switch (stage_) {
    case Stage::kClosed: return open();
    case Stage::kEmpty: return start_over();
    case Stage::kFilling: return fill();
    case Stage::kFollowing: return follow();
  }
  return Pending::kNothing;
}

Result<Pending> Follower::open() {
  const auto opened = replica_.open();
  if (opened.has_error()) {
    const auto& error = opened.error();
    if (error.kind() == ErrorKind::kNotFound) return fill_again("there was none");
    if (error.kind() == ErrorKind::kInvalid) return fill_again(error.message());
    return error;
  }
  const auto status = replica_.status();
  feed_ = status.feed;
  is_published_ = true;
  stage_ = Stage::kFollowing;
  outside_.log.info("replica.opened",
                    {{"tokens", std::int64_t{status.tokens}}, {"position", feed_.position}});
  return Pending::kMore;
}

Pending Follower::fill_again(std::string_view why) {
  outside_.log.info("replica.filling", {{"reason", why}});
  // Until another is published readers have this one, and nothing may be decided from it.
  if (is_published_) replica_.set_feed({.position = feed_.position});
  stage_ = Stage::kEmpty;
  return Pending::kMore;
}

Result<Pending> Follower::start_over() {
  is_published_ = false;
  knows_modules_ = false;
  applied_ahead_.clear();
  JETON_TRY(const auto unit, outside_.store.begin_read());
  JETON_TRY(const auto count, unit->tokens().approximate_count());
  feed_ = {};
  JETON_TRY(feed_.position, unit->changes().position());
  JETON_TRY(feed_.history, unit->changes().history(feed_.position));
  JETON_CHECK(replica_.start_over(static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0))));
  filled_to_.reset();
  ++fills_;
  stage_ = Stage::kFilling;
  return Pending::kMore;
}

Result<Pending> Follower::fill() {
  JETON_TRY(const auto unit, outside_.store.begin_read());
  LiveReplica::Reading page;
  JETON_TRY(page.tokens, unit->tokens().list_credentials(filled_to_, limits_.page_tokens));
  JETON_CHECK(replica_.put_read(page));
  if (std::cmp_less(page.tokens.size(), limits_.page_tokens)) {
    stage_ = Stage::kFollowing;
  } else {
    filled_to_ = page.tokens.back().id;
  }
  return Pending::kMore;
}

Result<Pending> Follower::follow() {
  // Before the unit begins: what is committed from now on may be missing in it.
  const auto now = outside_.clock.now();
  JETON_TRY(const auto unit, outside_.store.begin_read());
  auto& changes = unit->changes();
  JETON_TRY(const auto pruned_to, changes.pruned_to());
  if (pruned_to > feed_.position) return fill_again("changes that it lacks are no longer kept");
  JETON_TRY(const auto history, changes.history(feed_.position));
  if (history != feed_.history) return fill_again("it is of another database, or of another state of it");

  JETON_TRY(auto entries, changes.read_after(feed_.position, limits_.batch_entries));
  auto next = feed_;
  if (!entries.empty()) {
    next.position = entries.back().position;
    JETON_TRY(next.history, changes.history(next.position));
  }
  bool is_complete = std::cmp_less(entries.size(), limits_.batch_entries);
  if (is_complete) {
    JETON_TRY(const auto held_back, changes.read_held_back(next.position, limits_.held_back));
    is_complete = std::cmp_less(held_back.size(), limits_.held_back);
    entries.insert(entries.end(), held_back.begin(), held_back.end());
  }
  JETON_CHECK(apply(*unit, entries));
  if (is_complete) next.fresh_at = now;
  applied_ahead_.erase(applied_ahead_.begin(), applied_ahead_.upper_bound(next.position));
  feed_ = next;
  replica_.set_feed(feed_);
  if (!is_complete) return Pending::kMore;
  if (!is_published_) JETON_CHECK(publish());
  return Pending::kNothing;
}

Result<void> Follower::apply(domain::UnitOfWork& unit, const std::vector<domain::ChangeEntry>& entries) {
  Changed changed;
  changed.modules = !knows_modules_;
  for (auto& token : replica_.owed()) changed.tokens.insert(std::move(token));
  for (const auto& entry : entries) {
    if (!applied_ahead_.contains(entry.position)) changed.add(entry);
  }
  JETON_TRY(const auto reading, read(unit, changed));
  JETON_CHECK(replica_.put_read(reading));
  knows_modules_ = true;
  for (const auto& entry : entries) {
    if (applied_ahead_.insert(entry.position).second) ++entries_;
  }
  return {};
}

Result<void> Follower::publish() {
  JETON_CHECK(replica_.publish());
  is_published_ = true;
  const auto status = replica_.status();
  outside_.log.info("replica.filled",
                    {{"tokens", std::int64_t{status.tokens}}, {"position", feed_.position}});
  return {};
}

}  // namespace jeton::feed
