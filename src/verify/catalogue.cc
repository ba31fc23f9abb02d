#include "verify/catalogue.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "domain/module_path.h"

namespace jeton::verify {
namespace {

using replica::ModuleSet;
using replica::PackedId;

constexpr std::size_t kTableMin = 16;

/// Of a claim to every method, and of every request: the bit above those of methods.
constexpr std::size_t kMethodBits = 63;
constexpr std::uint64_t kEveryMethod = std::uint64_t{1} << kMethodBits;

constexpr std::uint64_t mixed(std::uint64_t word) noexcept {
  word *= 0x9e37'79b9'7f4a'7c15;  // 2^64 over the golden ratio
  return word ^ word >> 32;
}

template <class Part>
std::uint64_t part_at(const char* from) noexcept {
  Part part{};
  std::memcpy(&part, from, sizeof part);
  return part;
}

/// Up to eight characters as a number. Parts of fixed size that overlap: a copy of a size that is not known
/// costs more than all of the rest.
std::uint64_t word_of(const char* from, std::size_t size) noexcept {
  if (size >= 8) return part_at<std::uint64_t>(from);
  if (size >= 4) return part_at<std::uint32_t>(from) | part_at<std::uint32_t>(from + size - 4) << 32;
  if (size >= 2) return part_at<std::uint16_t>(from) | part_at<std::uint16_t>(from + size - 2) << 16;
  return size == 1 ? part_at<std::uint8_t>(from) : 0;
}

/// The same for names that differ in case alone. With the bit that tells the cases apart set everywhere, a
/// few others come out the same too; names are compared in the end.
std::uint64_t hash_of(std::string_view name) noexcept {
  constexpr std::uint64_t kCaseBits = 0x2020'2020'2020'2020;
  std::uint64_t hash = name.size();
  for (; name.size() > 8; name.remove_prefix(8)) {
    hash = mixed(hash ^ (word_of(name.data(), 8) | kCaseBits));
  }
  return mixed(hash ^ (word_of(name.data(), name.size()) | kCaseBits));
}

}  // namespace

/// What was stated for one prefix.
struct Catalogue::Stated {
  std::string_view prefix;
  std::vector<Claim> claims;
};

Catalogue::Catalogue(const std::vector<domain::Module>& modules) : table_(kTableMin) {
  std::vector<std::vector<Stated>> stated(1);  // by node
  for (const auto& module : modules) {
    const auto id = PackedId::of(module.id);
    for (const auto& path : module.paths) {
      // A text that was stored before the rules were made: a prefix of no path.
      if (!path.prefix.starts_with('/')) continue;
      Index node = 0;
      for (Segments names{path.prefix}; !names.done(); names.advance()) {
        const auto found = find(node, names.now());
        node = found != 0 ? found : add_node(node, names.now());
      }
      stated.resize(nodes_.size());
      auto& here = stated[node];
      const auto same = std::find_if(here.begin(), here.end(),
                                     [&](const Stated& prefix) { return prefix.prefix == path.prefix; });
      auto& prefix = same != here.end() ? *same : here.emplace_back(Stated{path.prefix, {}});
      prefix.claims.push_back({bits_of(path.methods), id});
    }
  }
  for (Index node = 0; node < nodes_.size(); ++node) {
    nodes_[node].prefixes.first = static_cast<Index>(prefixes_.size());
    for (const auto& prefix : stated[node]) {
      const auto first = static_cast<Index>(claims_.size());
      claims_.insert(claims_.end(), prefix.claims.begin(), prefix.claims.end());
      prefixes_.push_back({add_text(prefix.prefix), {first, static_cast<Index>(claims_.size())}});
    }
    nodes_[node].prefixes.end = static_cast<Index>(prefixes_.size());
  }
}

Catalogue::Range Catalogue::add_text(std::string_view text) {
  const auto first = static_cast<Index>(texts_.size());
  texts_ += text;
  return {first, static_cast<Index>(texts_.size())};
}

/// None for a method that there is no bit left for, which is more than HTTP has: nobody owns it then.
Catalogue::Methods Catalogue::bit_of(std::string_view method) {
  auto at = static_cast<std::size_t>(std::find(methods_.begin(), methods_.end(), method) - methods_.begin());
  if (at == kMethodBits) return 0;
  if (at == methods_.size()) methods_.emplace_back(method);
  return Methods{1} << at;
}

/// Of those that `domain::lists_method` holds for.
Catalogue::Methods Catalogue::bits_of(const std::vector<std::string>& methods) {
  if (methods.empty()) return kEveryMethod;
  Methods bits = 0;
  for (const auto& method : methods) {
    bits |= bit_of(method);
    if (method == "GET") bits |= bit_of("HEAD");
  }
  return bits;
}

/// The bits of which a claim has to have one.
Catalogue::Methods Catalogue::asked(std::string_view method) const noexcept {
  for (std::size_t at = 0; at < methods_.size(); ++at) {
    if (methods_[at] == method) return kEveryMethod | Methods{1} << at;
  }
  return kEveryMethod;
}

Catalogue::Index Catalogue::add_node(Index parent, std::string_view name) {
  const auto index = static_cast<Index>(nodes_.size());
  nodes_.push_back({.hash = hash_of(name), .parent = parent, .name = add_text(name), .prefixes = {}});
  nodes_[parent].is_leaf = false;
  if (name.empty()) nodes_[parent].empty = index;
  if (nodes_.size() * 2 > table_.size()) {
    grow_table();
  } else {
    enter(index);
  }
  return index;
}

void Catalogue::grow_table() {
  table_.assign(table_.size() * 2, 0);
  for (Index node = 1; node < nodes_.size(); ++node) enter(node);
}

void Catalogue::enter(Index node) {
  auto at = home_of(nodes_[node].parent, nodes_[node].hash);
  while (table_[at] != 0) at = (at + 1) & (table_.size() - 1);
  table_[at] = node;
}

std::size_t Catalogue::home_of(Index parent, std::uint64_t hash) const noexcept {
  return mixed(hash ^ parent) & (table_.size() - 1);
}

Catalogue::Index Catalogue::find(Index parent, std::string_view name) const noexcept {
  const auto hash = hash_of(name);
  for (auto at = home_of(parent, hash); table_[at] != 0; at = (at + 1) & (table_.size() - 1)) {
    const auto& node = nodes_[table_[at]];
    if (node.parent == parent && node.hash == hash && base::equal_without_case(text_of(node.name), name)) {
      return table_[at];
    }
  }
  return 0;
}

/// The nodes of a path that is read in one way but for its case: where no segment has a mark.
class Catalogue::Chain {
 public:
  explicit Chain(const Catalogue& catalogue) noexcept : catalogue_{catalogue} {}

  /// False if the path may be read in several ways, or goes deeper than most.
  bool follow(std::string_view path) noexcept {
    Index node = 0;
    if (const auto slash = catalogue_.nodes_[0].empty; slash != 0) add(slash);
    std::size_t start = 1;
    while (!catalogue_.nodes_[node].is_leaf) {
      std::size_t end = start;
      while (end < path.size() && !may_end_name(path[end])) ++end;
      if (end < path.size() && path[end] != '/') return false;
      node = catalogue_.find(node, path.substr(start, end - start));
      if (node == 0) return true;
      // A prefix that ends with a slash, which no rule would allow.
      if (size_ == nodes_.size() || catalogue_.nodes_[node].empty != 0) return false;
      add(node);
      start = end + 1;
      if (start > path.size()) return true;
    }
    return true;
  }

  [[nodiscard]] std::span<const Index> nodes() const noexcept { return std::span{nodes_}.first(size_); }

 private:
  void add(Index node) noexcept { nodes_[size_++] = node; }

  const Catalogue& catalogue_;
  std::array<Index, 16> nodes_{};
  std::size_t size_ = 0;
};

/// Everything that a path may be read as, taken together.
class Catalogue::Readings {
 public:
  using Outcome = CatalogueRoute::Outcome;

  Readings(const Catalogue& catalogue, const Exact& exact, std::string_view method,
           const ModuleSet& granted) noexcept
      : catalogue_{catalogue}, exact_{exact}, asked_{catalogue.asked(method)}, granted_{granted} {}

  void count_all(const RequestPath& path) noexcept {
    // A prefix that no rule would allow may have an exact reading alone.
    count(*exact_.undecoded);
    descend(0, Segments{path.plain()}, Segments{path.loosest()});
    // `/` is a prefix of every reading.
    if (const auto slash = catalogue_.nodes_[0].empty; slash != 0) count_at(slash);
  }

  void count_at(Index node) noexcept {
    for (const auto& prefix : catalogue_.prefixes_at(node)) {
      // A shorter one than the plain owner's owns no reading, unless nothing is decoded.
      if (size_of(prefix) >= size_of(*exact_.plain)) count(prefix);
    }
  }

  [[nodiscard]] CatalogueRoute route() const noexcept {
    if (!plain_is_claimed_ || !all_list_the_method_) return {Outcome::kMethodNotListed, {}};
    return {all_are_granted_ ? Outcome::kGranted : Outcome::kNotGranted, module_};
  }

 private:
  static std::size_t size_of(const Prefix& prefix) noexcept { return prefix.text.end - prefix.text.first; }

  void descend(Index node, Segments plain, Segments loosest) noexcept {
    if (catalogue_.nodes_[node].is_leaf || plain.done()) return;
    const auto as_plain = plain.now();
    const auto as_loosest = loosest.now();
    plain.advance();
    loosest.advance();
    const auto take = [&](std::string_view name) noexcept {
      const auto found = catalogue_.find(node, name);
      if (found == 0) return;
      count_at(found);
      descend(found, plain, loosest);
    };
    for_each_name(as_plain, take);
    if (as_loosest == as_plain) return;
    for_each_name(as_loosest, [&](std::string_view name) noexcept {
      // Once is enough, or two readings of each segment would double the work with every segment.
      if (!may_be_read_as(as_plain, name)) take(name);
    });
  }

  /// Calls `take` with every name that `segment` may be read as.
  template <class Take>
  static void for_each_name(std::string_view segment, const Take& take) noexcept {
    segment = without_blanks(segment);
    for (std::size_t end = 0; end < segment.size(); ++end) {
      if (may_end_name(segment[end])) take(segment.substr(0, end));
    }
    take(segment);
  }

  void count(const Prefix& prefix) noexcept {
    const auto* const claim = catalogue_.claim_of(prefix, asked_);
    if (claim == nullptr) {
      all_list_the_method_ = false;
      return;
    }
    if (&prefix == exact_.plain) {
      plain_is_claimed_ = true;
      module_ = claim->module;
    }
    if (!granted_.contains(claim->module)) all_are_granted_ = false;
  }

  const Catalogue& catalogue_;
  const Exact& exact_;
  const Methods asked_;
  const ModuleSet& granted_;
  PackedId module_;
  bool plain_is_claimed_ = false;
  bool all_list_the_method_ = true;
  bool all_are_granted_ = true;
};

const Catalogue::Claim* Catalogue::claim_of(const Prefix& prefix, Methods methods) const noexcept {
  const auto claims =
      std::span{claims_}.subspan(prefix.claims.first, prefix.claims.end - prefix.claims.first);
  for (const auto& claim : claims) {
    if ((claim.methods & methods) != 0) return &claim;
  }
  return nullptr;
}

/// `longest`, or one at `node` that is a longer prefix of `path`, character by character.
const Catalogue::Prefix* Catalogue::longer(Index node, std::string_view path,
                                           const Prefix* longest) const noexcept {
  for (const auto& prefix : prefixes_at(node)) {
    const auto text = text_of(prefix.text);
    if (domain::path_has_prefix(path, text) &&
        (longest == nullptr || text.size() > text_of(longest->text).size())) {
      longest = &prefix;
    }
  }
  return longest;
}

const Catalogue::Prefix* Catalogue::longest_prefix(std::string_view path) const noexcept {
  const Prefix* longest = nullptr;
  Index node = 0;
  for (Segments segments{path}; !nodes_[node].is_leaf; segments.advance()) {
    // What ends with a slash owns everything behind it.
    if (nodes_[node].empty != 0) longest = longer(nodes_[node].empty, path, longest);
    if (segments.done()) break;
    node = find(node, segments.now());
    if (node == 0) break;
    longest = longer(node, path, longest);
  }
  return longest;
}

CatalogueRoute Catalogue::route(const RequestPath& path, std::string_view method,
                                const ModuleSet& granted) const noexcept {
  // An escape is longer than what it stands for.
  const bool has_escapes = path.undecoded().size() != path.plain().size();
  Exact exact;
  if (Chain chain{*this}; !has_escapes && chain.follow(path.plain())) {
    for (const auto node : chain.nodes()) exact.plain = longer(node, path.plain(), exact.plain);
    if (exact.plain == nullptr) return {};
    Readings readings{*this, exact, method, granted};
    for (const auto node : chain.nodes()) readings.count_at(node);
    return readings.route();
  }
  exact.plain = longest_prefix(path.plain());
  exact.undecoded = has_escapes ? longest_prefix(path.undecoded()) : exact.plain;
  if (exact.plain == nullptr || exact.undecoded == nullptr) return {};
  Readings readings{*this, exact, method, granted};
  readings.count_all(path);
  return readings.route();
}

std::optional<PackedId> Catalogue::sole_owner(const RequestPath& path,
                                              std::string_view method) const noexcept {
  Chain chain{*this};
  if (path.undecoded().size() != path.plain().size() || !chain.follow(path.plain())) return std::nullopt;
  // From the longest on. Others than the plain owner's count if they are as long: those that differ in case.
  const auto nodes = chain.nodes();
  for (auto at = nodes.size(); at > 0; --at) {
    const auto prefixes = prefixes_at(nodes[at - 1]);
    if (prefixes.empty()) continue;
    const auto& prefix = prefixes.front();
    const bool is_plain = domain::path_has_prefix(path.plain(), text_of(prefix.text));
    const auto* const claim = claim_of(prefix, asked(method));
    if (prefixes.size() > 1 || !is_plain || claim == nullptr) return std::nullopt;
    return claim->module;
  }
  return std::nullopt;
}

bool Catalogue::owns(const RequestPath& path) const noexcept {
  return longest_prefix(path.undecoded()) != nullptr;
}

void CurrentCatalogue::set(std::shared_ptr<const Catalogue> catalogue) {
  const std::lock_guard lock{mutex_};
  catalogue_.swap(catalogue);
  changes_.fetch_add(1, std::memory_order_release);
}

void CurrentCatalogue::Reader::renew() noexcept {
  const std::lock_guard lock{current_.mutex_};
  seen_ = current_.changes_.load(std::memory_order_relaxed);
  catalogue_ = current_.catalogue_;
}

}  // namespace jeton::verify
