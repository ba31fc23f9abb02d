#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "replica/sets.h"
#include "verify/catalogue.h"
#include "verify/module_route.h"

namespace jeton::verify {

/// Whether a catalogue says of a request what `route_to_modules` does: the same outcome, the same owner, and
/// that a token needs these modules and no other.
inline ::testing::AssertionResult agrees(const std::vector<domain::Module>& modules,
                                         const Catalogue& catalogue, std::string_view target,
                                         std::string_view method) {
  using Outcome = CatalogueRoute::Outcome;
  const auto path = RequestPath::parse(target);
  if (!path) return ::testing::AssertionSuccess();
  const auto expected = route_to_modules(modules, *path, method);
  std::vector<domain::ModuleId> needed;
  for (const auto* module : expected.modules) needed.push_back(module->id);

  const auto is = [&](const std::vector<domain::ModuleId>& granted, Outcome outcome) {
    auto set = replica::encoded(granted);
    const replica::ModuleSet grants{replica::Words{set.data()}.from(set.empty() ? 0 : 2),
                                    static_cast<std::uint32_t>(granted.size())};
    const auto route = catalogue.route(*path, method, grants);
    if (route.outcome != outcome) {
      return ::testing::AssertionFailure()
             << method << ' ' << target << " is " << static_cast<int>(route.outcome) << " with "
             << granted.size() << " modules, not " << static_cast<int>(outcome);
    }
    const auto owner = needed.empty() ? replica::PackedId{} : replica::PackedId::of(needed.front());
    if (route.module != owner) return ::testing::AssertionFailure() << target << " has another owner";
    return ::testing::AssertionSuccess();
  };

  if (catalogue.owns(*path) != is_owned(modules, *path)) {
    return ::testing::AssertionFailure() << target << " has an owner for one of them alone";
  }
  const auto sole = catalogue.sole_owner(*path, method);
  if (sole && (needed.size() != 1 || *sole != replica::PackedId::of(needed.front()))) {
    return ::testing::AssertionFailure() << target << " has no such sole owner";
  }
  switch (expected.outcome) {
    case ModuleRoute::Outcome::kNotOwned: return is({}, Outcome::kNotOwned);
    case ModuleRoute::Outcome::kMethodNotListed: return is({}, Outcome::kMethodNotListed);
    case ModuleRoute::Outcome::kOwned: break;
  }
  auto result = is(needed, Outcome::kGranted);
  for (std::size_t i = 0; result && i < needed.size(); ++i) {
    std::vector<domain::ModuleId> all_but_one;
    for (const auto& module : modules) {
      if (module.id != needed[i]) all_but_one.push_back(module.id);
    }
    result = is(all_but_one, Outcome::kNotGranted);
  }
  return result;
}

}  // namespace jeton::verify
