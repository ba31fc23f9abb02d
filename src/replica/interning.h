#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "replica/grant.h"
#include "replica/region.h"
#include "replica/sets.h"

/// What the writer of a file knows of the records that tokens share, so that each is there once.
namespace jeton::replica {

class SetPool {
 public:
  SetPool(Region region, Word seed) : region_{region}, seed_{seed} {}

  /// Learns of the sets in the first `used` units. False if one is damaged.
  [[nodiscard]] bool load(std::uint32_t used);

  /// How many words of the set would be appended: none if it is there.
  [[nodiscard]] std::size_t words_to_append(const std::vector<Word>& set) const;
  /// Whether so many words would fit.
  [[nodiscard]] bool has_room_for(std::size_t words) const noexcept;
  /// The unit of the set, which is appended unless it is there; there is room for it. Empty: `kEmptySet`.
  base::Result<std::uint32_t> intern(std::vector<Word> set);
  /// What `intern` was given for the set at `at`.
  [[nodiscard]] std::vector<Word> set_at(std::uint32_t at) const;
  [[nodiscard]] std::uint32_t used() const noexcept { return used_; }

 private:
  [[nodiscard]] std::optional<std::uint32_t> find(const std::vector<Word>& set) const;
  [[nodiscard]] bool is_at(std::uint32_t at, std::span<const Word> set) const noexcept;

  Region region_;
  Word seed_;
  std::uint32_t used_ = 1;  // unit 0 stays empty
  std::unordered_multimap<std::uint32_t, std::uint32_t> by_hash_;
};

class GrantPool {
 public:
  GrantPool(Region region, Word seed) : region_{region}, seed_{seed} {}

  /// Learns of the first `used` grants. False if one is damaged.
  [[nodiscard]] bool load(std::uint32_t used);

  [[nodiscard]] bool has_room() const noexcept { return used_ < region_.capacity(); }
  /// The index of the grant, which is appended unless it is there; there is room for it. The account has the
  /// status of `grant` from now on, in all of its grants.
  base::Result<std::uint32_t> intern(const Grant& grant);
  /// The status of an account; nothing happens if no grant is of it.
  void set_status(const PackedId& account, domain::AccountStatus status) noexcept;
  [[nodiscard]] std::optional<domain::AccountStatus> status_of(const PackedId& account) const noexcept;
  /// `index` is less than `used()`.
  [[nodiscard]] Grant grant_at(std::uint32_t index) const noexcept;
  [[nodiscard]] std::uint32_t used() const noexcept { return used_; }

 private:
  struct Hash {
    std::size_t operator()(const Grant& grant) const noexcept;
    std::size_t operator()(const PackedId& id) const noexcept;
  };

  void index(const Grant& grant, std::uint32_t at);

  Region region_;
  Word seed_;
  std::uint32_t used_ = 0;
  /// With the status of the account left out.
  std::unordered_map<Grant, std::uint32_t, Hash> by_content_;
  std::unordered_map<PackedId, std::vector<std::uint32_t>, Hash> by_account_;
};

}  // namespace jeton::replica
