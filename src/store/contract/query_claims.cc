#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "base/testing/seeded_random.h"
#include "base/text.h"
#include "domain/testing/evaluate.h"
#include "domain/token_properties.h"
#include "store/contract/claims.h"
#include "store/contract/predicates.h"
#include "store/contract/samples.h"

// Random queries over random tokens: what the database finds is what the plain reading of the query finds.
namespace jeton::store::contract {
namespace {

using domain::Comparison;
using domain::Predicate;
using domain::Property;
using domain::PropertyType;
using domain::QueryValue;
using domain::TextMatch;
using domain::testing::Row;

constexpr int kTokens = 60;
constexpr int kRounds = 600;
constexpr std::size_t kDepthMax = 4;

/// Case, letters beyond ASCII and beyond the first plane, what SQL might read as its own, prefixes of each
/// other.
constexpr std::string_view kTexts[] = {"a",           "A",          "b",
                                       "B",           "ab",         "Ab",
                                       "a b",         "abc",        "z",
                                       "\u00e4",      "\u00c4",     "sta\u00dfe",
                                       "STASSE",      "\u0130",     "i",
                                       "I",           "50%",        "5_%",
                                       "a*c",         "*",          "\\*",
                                       "'; --",       "?1 :p1",     "10",
                                       "9",           "\u20ac",     "\ud7ff",
                                       "\ue000",      "\U0001F600", "\U0010FFFF",
                                       "a\U0010FFFF", "name",       "\u03a3\u03c2\u03c3"};

class Draw {
 public:
  explicit Draw(base::RandomSource& random) : random_{random} {}

  std::size_t below(std::size_t bound) {
    std::array<std::byte, sizeof(std::uint64_t)> bytes{};
    random_.fill(bytes);
    std::uint64_t number = 0;
    std::memcpy(&number, bytes.data(), sizeof number);
    return static_cast<std::size_t>(number % bound);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class Range>
  const auto& of(const Range& range) {
    return *(std::begin(range) + static_cast<std::ptrdiff_t>(below(std::size(range))));
  }
  std::string text() { return one_in(6) ? std::string{} : std::string{of(kTexts)}; }
  base::Timestamp moment() { return at(static_cast<std::int64_t>(below(8))); }

 private:
  base::RandomSource& random_;
};

std::int64_t milliseconds(base::Timestamp moment) {
  return moment.time_since_epoch().count();
}

domain::Stamp random_stamp(Draw& draw) {
  domain::Stamp stamp{draw.moment(), domain::system_actor(), std::nullopt};
  if (draw.one_in(3)) return stamp;
  stamp.by = {domain::ActorKind::kUser, draw.one_in(2) ? "USR-1000-0001" : "TKN-1000-0001", draw.text()};
  return stamp;
}

std::optional<domain::Stamp> maybe_stamp(Draw& draw) {
  if (draw.one_in(2)) return std::nullopt;
  return random_stamp(draw);
}

domain::Token random_token(Draw& draw, int number) {
  auto token = contract::token(number, account_id(static_cast<int>(draw.below(3)) + 1), draw.text());
  token.description = draw.text();
  token.icon = draw.text();
  token.status = draw.of(std::array{domain::TokenStatus::kActive, domain::TokenStatus::kDisabled,
                                    domain::TokenStatus::kDeleted});
  token.modules.clear();
  for (int module = 1; module <= 4; ++module) {
    if (draw.one_in(3)) token.modules.push_back(module_id(module));
  }
  if (draw.one_in(2)) token.last_access = draw.moment();
  token.revision = static_cast<std::int64_t>(draw.below(4)) + 1;
  token.created = random_stamp(draw);
  token.updated = maybe_stamp(draw);
  token.enabled = maybe_stamp(draw);
  token.disabled = maybe_stamp(draw);
  token.deleted = maybe_stamp(draw);
  return token;
}

/// Objects in the database, and the same as rows.
struct World {
  std::vector<domain::Account> accounts;
  std::vector<domain::Module> modules;
  std::vector<Row> tokens;
};

void set_stamp(Row& row, const std::string& event, const std::optional<domain::Stamp>& stamp) {
  if (!stamp) return;
  row.set("audit." + event + ".at", milliseconds(stamp->at));
  row.set("audit." + event + ".by.id", stamp->by.id);
  row.set("audit." + event + ".by.name", stamp->by.name);
}

Row row_of(const domain::Token& token, const World& world) {
  Row row;
  row.set("id", token.id.str());
  row.set("revision", token.revision);
  // The one text that cannot be unset; the others are unset when they are empty.
  row.values["name"] = token.name;
  row.set("description", token.description);
  row.set("icon", token.icon);
  row.set("status", std::string{to_string(token.status)});
  row.set("token", hex_of(secret(token).digest));
  if (token.last_access) row.set("lastAccessAt", milliseconds(*token.last_access));
  for (const auto& account : world.accounts) {
    if (account.id != token.account) continue;
    row.set("account.id", account.id.str());
    row.values["account.name"] = account.name;
    row.set("account.type", std::string{to_string(account.type)});
    row.set("account.status", std::string{to_string(account.status)});
  }
  for (const auto& module : world.modules) {
    if (std::find(token.modules.begin(), token.modules.end(), module.id) == token.modules.end()) continue;
    Row element;
    element.set("id", module.id.str());
    element.values["name"] = module.name;
    element.set("code", module.code);
    row.collections["modules"].push_back(std::move(element));
  }
  set_stamp(row, "created", token.created);
  set_stamp(row, "updated", token.updated);
  set_stamp(row, "enabled", token.enabled);
  set_stamp(row, "disabled", token.disabled);
  set_stamp(row, "deleted", token.deleted);
  return row;
}

World add_world(domain::Store& store, Draw& draw) {
  World world;
  const domain::AccountType types[] = {domain::AccountType::kOperations, domain::AccountType::kVendor,
                                       domain::AccountType::kClient};
  write(store, [&](domain::UnitOfWork& unit) {
    for (int number = 1; number <= 4; ++number) {
      world.modules.push_back(module(number));
      world.modules.back().name = draw.text();
      must(unit.modules().insert(world.modules.back()));
    }
    for (int number = 1; number <= 3; ++number) {
      world.accounts.push_back(account(number, types[number - 1]));
      world.accounts.back().name = draw.text();
      if (draw.one_in(2)) world.accounts.back().status = domain::AccountStatus::kDisabled;
      must(unit.accounts().insert(world.accounts.back()));
    }
    for (int number = 1; number <= kTokens; ++number) {
      const auto token = random_token(draw, number);
      must(unit.tokens().insert(token, secret(token)));
      world.tokens.push_back(row_of(token, world));
    }
  });
  return world;
}

/// Queries that are worth asking: mostly about values that something has.
class QueryMaker {
 public:
  QueryMaker(Draw& draw, const World& world) : draw_{draw}, world_{world} {}

  Predicate predicate(std::span<const Property> properties, std::size_t depth) {
    if (depth < kDepthMax) {
      switch (draw_.below(6)) {
        case 0: return junction(Predicate::Kind::kAll, properties, depth);
        case 1: return junction(Predicate::Kind::kAny, properties, depth);
        case 2: return negated(predicate(properties, depth + 1));
        default: break;
      }
    }
    return leaf(properties, depth);
  }

  std::vector<domain::Order> order() {
    std::vector<domain::Order> orders;
    while (!draw_.one_in(3)) {
      const auto& property = draw_.of(domain::token_properties().properties);
      if (property.use != domain::PropertyUse::kFilterAndOrder || !has_value(property)) continue;
      orders.push_back({&property, draw_.one_in(2)});
    }
    return orders;
  }

 private:
  static bool has_value(const Property& property) {
    return property.type != PropertyType::kReference && property.type != PropertyType::kCollection;
  }

  Predicate junction(Predicate::Kind kind, std::span<const Property> properties, std::size_t depth) {
    Predicate joined{.kind = kind};
    // Also none, and more than stand in one pair of parentheses.
    const auto count = draw_.one_in(10) ? 20 : draw_.below(4);
    for (std::size_t i = 0; i < count; ++i) joined.children.push_back(predicate(properties, depth + 1));
    return joined;
  }

  Predicate leaf(std::span<const Property> properties, std::size_t depth) {
    const auto* property = &draw_.of(properties);
    while (property->use == domain::PropertyUse::kNeither || property->type == PropertyType::kReference) {
      property = &draw_.of(properties);
    }
    if (property->type == PropertyType::kCollection) return quantifier(*property, depth);
    if (property->type == PropertyType::kTokenText) return equal(*property, value(*property));
    switch (draw_.below(6)) {
      case 0: return is_null(*property);
      case 1: return in(*property);
      case 2: return compare_properties(*property, properties);
      case 3:
        if (property->type == PropertyType::kText) return match(*property);
        break;
      default: break;
    }
    return compare(*property, comparison(*property), value(*property));
  }

  Predicate quantifier(const Property& collection, std::size_t depth) {
    if (draw_.one_in(4)) return has_element(collection, {});
    auto quantified =
        has_element(collection, {predicate(collection.elements, std::max<std::size_t>(depth, 2))});
    if (draw_.one_in(2)) quantified.kind = Predicate::Kind::kEveryElement;
    return quantified;
  }

  Comparison comparison(const Property& property) {
    const bool ordered = property.type != PropertyType::kBoolean;
    return static_cast<Comparison>(draw_.below(ordered ? 6 : 2));
  }

  Predicate in(const Property& property) {
    Predicate in{.kind = Predicate::Kind::kIn, .property = &property};
    const auto count = draw_.below(4) + 1;
    for (std::size_t i = 0; i < count; ++i) in.values.push_back(value(property));
    return in;
  }

  Predicate compare_properties(const Property& property, std::span<const Property> properties) {
    std::vector<const Property*> others;
    for (const auto& other : properties) {
      if (other.type == property.type && other.values.data() == property.values.data())
        others.push_back(&other);
    }
    return {.kind = Predicate::Kind::kCompareProperties,
            .property = &property,
            .other = draw_.of(others),
            .comparison = comparison(property)};
  }

  Predicate match(const Property& property) {
    auto text = std::get<std::string>(value(property));
    // A part of it, at the borders of its characters.
    const auto length = base::count_code_points(text).value();
    if (length > 1 && draw_.one_in(2)) text = first_characters(text, draw_.below(length) + 1);
    if (draw_.one_in(4)) text = base::fold_case(text);
    Predicate match{.kind = Predicate::Kind::kMatch,
                    .property = &property,
                    .match = static_cast<TextMatch>(draw_.below(5)),
                    .ignore_case = draw_.one_in(2)};
    match.values.emplace_back(std::move(text));
    return match;
  }

  static std::string first_characters(const std::string& text, std::size_t count) {
    std::size_t end = 0;
    while (count-- > 0) {
      ++end;
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) ++end;
    }
    return text.substr(0, end);
  }

  QueryValue value(const Property& property) {
    if (!property.values.empty()) return std::string{draw_.of(property.values)};
    if (property.type == PropertyType::kBoolean) return draw_.one_in(2);
    const auto& row = draw_.of(world_.tokens);
    const auto* found = &row.values;
    if (const auto modules = row.collections.find("modules");
        modules != row.collections.end() && &property >= elements().data() &&
        &property < elements().data() + elements().size()) {
      found = &draw_.of(modules->second).values;
    }
    if (const auto existing = found->find(property.path); existing != found->end() && !draw_.one_in(6)) {
      return existing->second;
    }
    if (property.type == PropertyType::kInteger) return static_cast<std::int64_t>(draw_.below(6));
    if (property.type == PropertyType::kInstant) return milliseconds(draw_.moment());
    return draw_.text();
  }

  static std::span<const Property> elements() {
    return property(domain::token_properties(), "modules").elements;
  }

  Draw& draw_;
  const World& world_;
};

/// Enough of a predicate to repeat it by hand.
std::string describe(const Predicate& predicate) {
  static constexpr std::string_view kKinds[] = {"all",     "any", "not",   "compare", "compare-properties",
                                                "is-null", "in",  "match", "has",     "every"};
  std::string text{kKinds[static_cast<std::size_t>(predicate.kind)]};
  text += '(';
  if (predicate.property != nullptr) text += std::string{predicate.property->path} + " ";
  if (predicate.other != nullptr) text += std::string{predicate.other->path} + " ";
  text += std::to_string(static_cast<int>(predicate.comparison)) +
          std::to_string(static_cast<int>(predicate.match)) + (predicate.ignore_case ? "i" : "");
  for (const auto& value : predicate.values) {
    if (const auto* words = std::get_if<std::string>(&value)) text += " '" + *words + "'";
    if (const auto* number = std::get_if<std::int64_t>(&value)) text += " " + std::to_string(*number);
  }
  for (const auto& child : predicate.children) text += " " + describe(child);
  return text + ")";
}

//
void QueriesFindWhatTheyPlainlyMean(Database& database) {
  base::testing::SeededRandom random{20260301};
  Draw draw{random};
  const auto store = database.open();
  const auto world = add_world(*store, draw);
  QueryMaker make{draw, world};
  const auto unit = reader(*store);
  int some = 0;
  for (int round = 0; round < kRounds; ++round) {
    domain::Query query{.filter = make.predicate(domain::token_properties().properties, 0),
                        .order = make.order()};
    query.limit = static_cast<std::int64_t>(draw.below(kTokens));
    query.offset = static_cast<std::int64_t>(draw.below(kTokens / 4));
    const auto expected = domain::testing::evaluate(query, world.tokens);
    std::vector<std::string> page;
    for (auto i = static_cast<std::size_t>(query.offset);
         i < expected.size() && page.size() < static_cast<std::size_t>(query.limit); ++i) {
      page.push_back(expected[i]);
    }
    const auto found = must(unit->tokens().list(every_token(), query));
    ASSERT_EQ(found.total, static_cast<std::int64_t>(expected.size()))
        << "seed " << random.seed() << " round " << round << " " << describe(query.filter);
    ASSERT_EQ(ids(found.rows), page) << "seed " << random.seed() << " round " << round << " "
                                     << describe(query.filter);
    if (!expected.empty() && expected.size() < world.tokens.size()) ++some;
  }
  // Queries that find all or nothing prove little.
  EXPECT_GT(some, kRounds / 3);
}

}  // namespace

Claims query_claims() {
  return {JETON_CLAIM(QueriesFindWhatTheyPlainlyMean)};
}

}  // namespace jeton::store::contract
