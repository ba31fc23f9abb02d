#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/module.h"
#include "replica/packed_id.h"
#include "replica/sets.h"
#include "verify/path_segments.h"
#include "verify/request_path.h"

/// The modules of a platform as decisions need them: which own a path, found without looking at the others.
namespace jeton::verify {

/// What a catalogue says of a request by a token with certain modules.
struct CatalogueRoute {
  enum class Outcome : std::uint8_t {
    kNotOwned,         ///< Under some reading no module has a prefix of the path.
    kMethodNotListed,  ///< Under some reading the owner does not list the method.
    kNotGranted,       ///< The token lacks the owner under some reading (spec R-111).
    kGranted,
  };

  Outcome outcome = Outcome::kNotOwned;
  /// The owner of the path as it is plainly read; of `kNotGranted` and `kGranted` alone.
  replica::PackedId module;
};

/// A catalogue of modules. Never changes. Safe from any thread.
class Catalogue {
 public:
  explicit Catalogue(const std::vector<domain::Module>& modules);

  /// Agrees with `route_to_modules`. Takes time for the prefixes of `path` alone, however many modules there
  /// are; locks and allocates nothing.
  [[nodiscard]] CatalogueRoute route(const RequestPath& path, std::string_view method,
                                     const replica::ModuleSet& granted) const noexcept;

  /// The one module that `route` needs, if the path is read in one way but for its case, one module owns it
  /// and lists the method: most requests, whose owner is known before their token is. Nothing: ask `route`.
  [[nodiscard]] std::optional<replica::PackedId> sole_owner(const RequestPath& path,
                                                            std::string_view method) const noexcept;

  /// Agrees with `is_owned`.
  [[nodiscard]] bool owns(const RequestPath& path) const noexcept;

 private:
  using Index = std::uint32_t;
  /// A bit for each method that a module lists.
  using Methods = std::uint64_t;

  struct Range {
    Index first = 0;
    Index end = 0;
  };
  /// A module that has a prefix, with the methods for which it does.
  struct Claim {
    Methods methods = 0;
    replica::PackedId module;
  };
  /// A prefix with its case, and who has it, in the order of the catalogue.
  struct Prefix {
    Range text;
    Range claims;
  };
  /// A segment of prefixes, whatever their case, below that of another node. The first node is the root.
  struct Node {
    std::uint64_t hash = 0;
    Index parent = 0;
    Range name;
    /// The node below whose name is empty, which is where `/` is: 0 for none.
    Index empty = 0;
    Range prefixes;
    bool is_leaf = true;
  };
  /// The longest prefixes of the readings that are exact.
  struct Exact {
    const Prefix* plain = nullptr;
    const Prefix* undecoded = nullptr;
  };
  struct Stated;
  class Chain;
  class Readings;

  // To make it.
  Index add_node(Index parent, std::string_view name);
  void grow_table();
  void enter(Index node);
  Range add_text(std::string_view text);
  Methods bit_of(std::string_view method);
  Methods bits_of(const std::vector<std::string>& methods);

  [[nodiscard]] std::string_view text_of(const Range& range) const noexcept {
    return std::string_view{texts_}.substr(range.first, range.end - range.first);
  }
  [[nodiscard]] std::span<const Prefix> prefixes_at(Index node) const noexcept {
    const auto range = nodes_[node].prefixes;
    return std::span{prefixes_}.subspan(range.first, range.end - range.first);
  }
  [[nodiscard]] Methods asked(std::string_view method) const noexcept;
  /// The first that has one of `methods`; null if there is none.
  [[nodiscard]] const Claim* claim_of(const Prefix& prefix, Methods methods) const noexcept;
  [[nodiscard]] std::size_t home_of(Index parent, std::uint64_t hash) const noexcept;
  /// 0 if there is none.
  [[nodiscard]] Index find(Index parent, std::string_view name) const noexcept;
  [[nodiscard]] const Prefix* longer(Index node, std::string_view path, const Prefix* longest) const noexcept;
  [[nodiscard]] const Prefix* longest_prefix(std::string_view path) const noexcept;

  std::vector<Node> nodes_{Node{}};
  std::vector<Prefix> prefixes_;  ///< Those of a node side by side, as are the claims of a prefix.
  std::vector<Claim> claims_;
  std::string texts_;
  std::vector<Index> table_;  ///< Where each node but the root is, by its parent and name; 0 is free.
  std::vector<std::string> methods_;
};

/// The current catalogue. Safe from any thread.
class CurrentCatalogue {
 public:
  /// When it returns, every reader gets this catalogue. Null: none is known.
  void set(std::shared_ptr<const Catalogue> catalogue);

  /// One thread's view of the current catalogue.
  class Reader {
   public:
    explicit Reader(const CurrentCatalogue& current) noexcept : current_{current} {}

    /// Null as long as none is known. Valid until the next call. Takes a lock only when there is another
    /// catalogue than at the last call, for as long as it takes to copy a pointer.
    const Catalogue* get() noexcept {
      if (current_.changes_.load(std::memory_order_acquire) != seen_) renew();
      return catalogue_.get();
    }

   private:
    void renew() noexcept;

    const CurrentCatalogue& current_;
    std::uint64_t seen_ = 0;
    std::shared_ptr<const Catalogue> catalogue_;
  };

 private:
  std::atomic<std::uint64_t> changes_{0};
  mutable std::mutex mutex_;
  std::shared_ptr<const Catalogue> catalogue_;  ///< Under the mutex.
};

}  // namespace jeton::verify
