#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/limits.h"
#include "replica/packed_id.h"
#include "replica/reader.h"
#include "verify/catalogue.h"
#include "verify/decision.h"
#include "verify/recent_accesses.h"
#include "verify/request_path.h"

namespace jeton::verify {

/// A decision whose ids are not texts yet, so that making it allocates nothing.
struct PackedDecision {
  Reason reason = Reason::kUnavailable;
  /// As far as the decision got; otherwise no id, which is what `PackedId{}` is.
  replica::PackedId token;
  replica::PackedId account;
  replica::PackedId module;

  [[nodiscard]] Decision unpacked() const;

  bool operator==(const PackedDecision&) const = default;
};

/// Where decisions come from, and how old that may be.
struct ReplicaSource {
  std::string path;  ///< Of the replica's file.
  replica::BootId boot{};
  std::chrono::milliseconds max_staleness = base::kReplicaStalenessMax;
};

/// Decides from the replica of this host, for one thread. Takes no lock and allocates nothing, except once
/// when the catalogue or the replica's file was replaced, and for a target with escapes.
///
/// Says what the reference verifier says of what the replica was filled with. It refuses, with `kStale`,
/// when the replica was not known to be complete within `max_staleness`, and with `kUnavailable` when there
/// is no replica, or no catalogue.
class ReplicaDecider {
 public:
  /// All outlive the decider.
  ReplicaDecider(const ReplicaSource& source, const CurrentCatalogue& catalogue)
      : source_{source}, catalogue_{catalogue} {}

  PackedDecision decide(const AccessRequest& request) noexcept;
  PackedDecision decide_preflight(std::string_view target, base::Timestamp now) noexcept;

  /// A decision on this credential is to come: the memory that it takes may be fetched until then.
  void expect(std::string_view credential) const noexcept;

  /// Of the tokens that were allowed something.
  [[nodiscard]] RecentAccesses& accesses() noexcept { return accesses_; }

 private:
  [[nodiscard]] replica::LookUp find(const replica::PackedId& token, base::Timestamp now) noexcept;
  [[nodiscard]] bool is_fresh(base::Timestamp now) const noexcept;
  /// Opens the replica if that is due.
  [[nodiscard]] bool is_open(base::Timestamp now) noexcept;
  [[nodiscard]] bool is_due(base::Timestamp now) const noexcept;
  bool open(base::Timestamp now) noexcept;

  const ReplicaSource& source_;
  CurrentCatalogue::Reader catalogue_;
  std::optional<replica::Reader> reader_;
  std::optional<base::Timestamp> opened_at_;  ///< The last attempt.
  RequestPath path_;
  RecentAccesses accesses_;
};

}  // namespace jeton::verify
