#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/check.h"
#include "credential/token_text.h"
#include "replica/writer.h"
#include "verify/catalogue.h"
#include "verify/random_requests_test.h"
#include "verify/reference_decision.h"

namespace jeton::verify {

/// A request to the platform, with its texts.
struct Question {
  std::string credential;
  std::string method;
  std::string target;

  [[nodiscard]] AccessRequest at(base::Timestamp now) const {
    return {credential, method, target, "203.0.113.7", now};
  }
};

/// A catalogue, and tokens of every status with some of its modules: ids that begin alike, values of every
/// size. The same for the same randomness.
class RandomWorld {
 public:
  explicit RandomWorld(base::RandomSource& random) : random_{random}, requests_{random} {
    modules_ = requests_.catalogue();
    for (int i = 0; i < 40; ++i) add_token();
  }

  [[nodiscard]] const std::vector<domain::Module>& modules() const noexcept { return modules_; }

  [[nodiscard]] ReferenceSource source() const {
    return {.find_token =
                [this](const domain::TokenId& id) -> base::Result<std::optional<domain::TokenCredential>> {
              const auto found = tokens_.find(id);
              if (found == tokens_.end()) return std::optional<domain::TokenCredential>{};
              return std::optional{found->second.token};
            },
            .list_modules = [this]() -> base::Result<std::vector<domain::Module>> { return modules_; }};
  }

  void fill(replica::Writer& writer) {
    for (const auto& [id, known] : tokens_) {
      replica::TokenEntry entry{.id = id, .account = known.token.account};
      entry.status = known.token.status;
      // A disabled account is a note (R-043).
      entry.account_status = static_cast<domain::AccountStatus>(requests_.below(3));
      entry.digest = known.token.digest;
      entry.modules = known.token.modules;
      JETON_ASSERT(writer.put(entry).has_value());
    }
  }

  /// By a token of the world, mistyped, unknown, or by nobody.
  Question question() { return {credential(), requests_.method(), target()}; }

  /// That the token was given, or one that looks like it.
  std::string credential() {
    const auto& known = std::next(tokens_.begin(), index_below(tokens_.size()))->second;
    auto text = "idt:" + known.token.id.str() + ":" + known.opaque;
    switch (requests_.below(12)) {
      case 0: text.back() = text.back() == 'a' ? 'b' : 'a'; return text;
      case 1: return "idt:" + some_id() + ":" + known.opaque;
      case 2:
        return std::string{credential::mint(*domain::TokenId::parse(some_id()), random_).text().reveal()};
      case 3: return text.substr(0, requests_.below(text.size()));
      case 4: return text + requests_.one_of({" ", "a", ":", "-"});
      default: return text;
    }
  }

 private:
  struct Known {
    domain::TokenCredential token;
    std::string opaque;
  };

  std::ptrdiff_t index_below(std::size_t size) { return static_cast<std::ptrdiff_t>(requests_.below(size)); }

  std::string some_id() {
    std::string id = "TKN-1234";
    for (std::uint64_t groups = 1 + requests_.below(4); groups > 0; --groups) {
      id += requests_.one_of({"-1111", "-1112", "-0000"});
    }
    return id;
  }

  std::string target() {
    return requests_.below(10) == 0 ? requests_.one_of({"", "/..", "/a#", "*", "/a/%2e", "//"})
                                    : requests_.target();
  }

  void add_token() {
    const auto id = *domain::TokenId::parse(some_id());
    std::string opaque;
    if (requests_.below(3) != 0) {
      opaque = credential::mint(id, random_).opaque.reveal();
    } else {
      static constexpr std::array<std::size_t, 6> kSizes{1, 21, 22, 49, 50, 220};
      for (auto size = kSizes[requests_.below(kSizes.size())]; size > 0; --size) {
        opaque += requests_.one_of({"a", "Z", "0", "-", "~"});
      }
    }
    domain::TokenCredential token{
        .id = id,
        .account = *domain::AccountId::parse("ACC-0000-000" + requests_.one_of({"1", "2"})),
        .status = static_cast<domain::TokenStatus>(requests_.below(6) % 4 % 3),
        .name = {},
        .digest = credential::digest_of(opaque),
        .modules = {},
        .last_access = {}};
    for (const auto& module : modules_) {
      if (requests_.below(4) != 0) token.modules.push_back(module.id);
    }
    tokens_.insert_or_assign(id, Known{std::move(token), std::move(opaque)});
  }

  base::RandomSource& random_;
  RandomRequests requests_;
  std::vector<domain::Module> modules_;
  std::map<domain::TokenId, Known> tokens_;
};

}  // namespace jeton::verify
