#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/testing/seeded_random.h"
#include "credential/token_text.h"
#include "domain/token_properties.h"
#include "isolation/tenants.h"
#include "support/listed_properties.h"

// What another tenant has, asked through lists: filters, orders, selections and streams (spec rql sections 5
// and 8, A-050 to ).
namespace jeton::tests {
namespace {

using domain::Property;
using domain::PropertyType;

class ForeignLists : public Tenants {
 protected:
  static const domain::PropertyTable& table_of(const ContractOperation& operation) {
    if (const auto* found = listed_properties(operation.id)) return *found;
    ADD_FAILURE() << operation.id << ": which table of properties is it about?";
    return domain::token_properties();
  }

  static std::vector<ContractOperation> lists() {
    std::vector<ContractOperation> found;
    for (const auto& operation : contract_operations()) {
      if (operation.is_list) found.push_back(operation);
    }
    return found;
  }

  /// `'a','b'`: what the other tenant alone has, or texts of the same lengths that nobody has.
  [[nodiscard]] std::string values(std::string IdPair::*id) const {
    std::string all;
    auto pairs = foreign_ids();
    pairs.push_back({"name", "Birch Retail", "Larch Retail"});
    pairs.push_back({"name", "Birchwood ledger", "Larchwood ledger"});
    pairs.push_back({"name", "Birchwood", "Larchwood"});
    for (const auto& pair : pairs) {
      all += fmt::format("{}'{}'", all.empty() ? "" : ",", replaced(pair.*id, " ", "%20"));
    }
    return all;
  }

  /// Asks with both, expects one answer, and answers it.
  Answer compare(const ContractOperation& operation, const Asker& asker, const std::string& before,
                 const std::string& after) {
    auto ask = own_ask(operation, *asker.tenant);
    auto twin = ask;
    ask.target += "?" + before + values(&IdPair::foreign) + after;
    twin.target += "?" + before + values(&IdPair::unknown) + after;
    return expect_no_difference(operation.id, asker, ask, twin, {});
  }

  static std::int64_t total_of(const Answer& answer) {
    return answer.json().at_pointer("/$meta/pagination/total").as_int64();
  }

  static std::set<std::string> ids_of(const Answer& answer) {
    std::set<std::string> ids;
    const auto page = answer.json();
    for (const auto& object : page.at("data").as_array()) {
      ids.emplace(object.at("id").as_string());
    }
    return ids;
  }

  void expect_no_match(const ContractOperation& operation, const Asker& asker, const std::string& before,
                       const std::string& after) {
    const auto answer = compare(operation, asker, before, after);
    EXPECT_EQ(answer.status == 200 ? total_of(answer) : 0, 0) << operation.id << " " << before;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, ForeignLists, both_engines(), engine_name);

TEST_P(ForeignLists, FiltersFindNothingOfIt) {
  int asked = 0;
  for (const auto& operation : lists()) {
    for (const auto& asker : askers()) {
      for (const auto& property : table_of(operation).properties) {
        const std::string path{property.path};
        if (property.type == PropertyType::kText) {
          expect_no_match(operation, asker, "in(" + path + ",(", "))");
          // What has none of them is everything, as for texts that nobody has.
          compare(operation, asker, "limit=0&out(" + path + ",(", "))");
          compare(operation, asker, "limit=0&not(in(" + path + ",(", ")))");
          ++asked;
        }
        for (const auto& element : property.elements) {
          if (element.type != PropertyType::kText) continue;
          const auto inner = "any(" + path + ",in(" + std::string{element.path} + ",(";
          expect_no_match(operation, asker, inner, ")))");
          compare(operation, asker, "limit=0&not(" + inner, "))))");
          ++asked;
        }
      }
    }
  }
  EXPECT_GT(asked, 200);
}

// by its text a token is found without knowing its id.
TEST_P(ForeignLists, ATokenIsNotFoundByItsText) {
  base::testing::SeededRandom random{5};
  const auto minted = [&random](const std::string& id) {
    return std::string{credential::mint(*domain::TokenId::parse(id), random).text().reveal()};
  };
  const auto& known = foreign.first("TokenId");
  for (const auto& asker : askers()) {
    for (const auto& unknown : {minted(known), minted(foreign_ids("TokenId").front().unknown)}) {
      const auto target = std::string{RunningServer::kTokens} + "?limit=2&token=";
      const auto answer = expect_no_difference(
          "a filter by text", asker, {.target = target + foreign.program}, {.target = target + unknown}, {});
      EXPECT_EQ(answer.status, 200) << answer.body;
      EXPECT_EQ(total_of(answer), 0) << answer.body;
    }
  }
}

// An alternative must stay inside the scope: `or` binds less than the condition that keeps tenants apart.
TEST_P(ForeignLists, AlternativesDoNotLeaveTheOwnAccount) {
  for (const auto& operation : lists()) {
    for (const auto& asker : askers()) {
      auto plain = own_ask(operation, *asker.tenant);
      auto either = plain;
      plain.target += "?limit=100";
      either.target += "?limit=100&id=x|ne(id,'x')";
      const auto all = ask_as(asker, plain);
      const auto same = ask_as(asker, either);
      EXPECT_EQ(all.status, same.status) << operation.id;
      expect_nothing_told(operation.id, all);
      expect_nothing_told(operation.id, same);
      if (all.status != 200) continue;
      EXPECT_EQ(total_of(all), total_of(same)) << operation.id << " by " << asker.name;
      EXPECT_EQ(ids_of(all), ids_of(same)) << operation.id << " by " << asker.name;
    }
  }
}

TEST_P(ForeignLists, OrdersSelectionsAndStreamsTellNothingOfIt) {
  for (const auto& operation : lists()) {
    for (const auto& asker : askers()) {
      if (asker.by_token) continue;
      const auto base = own_ask(operation, *asker.tenant).target;
      const auto plain = ask_as(asker, {.target = base + "?limit=100"});
      for (const auto& property : table_of(operation).properties) {
        const std::string path{property.path};
        const auto top = path.substr(0, path.find('.'));
        for (const auto& query :
             {"order=" + path, "select=%2B" + path + "&order=-" + path, "select=" + top + "(*)"}) {
          const auto answer = ask_as(asker, {.target = base + "?limit=100&" + query});
          expect_nothing_told(operation.id + " " + query, answer);
          if (answer.status != 200) continue;
          EXPECT_EQ(total_of(answer), total_of(plain)) << operation.id << " " << query;
          EXPECT_EQ(ids_of(answer), ids_of(plain)) << operation.id << " " << query;
        }
      }
      const auto lines =
          ask_as(asker, {.target = base + "?select=*",
                         .headers = {{"Accept", "application/jsonl"}, {"MPT-Streaming", "true"}}});
      expect_nothing_told(operation.id + " as a stream", lines);
    }
  }
}

// The same of single objects, the caller's own.
TEST_P(ForeignLists, OwnObjectsTellNothingOfItWhenTheyAreExpanded) {
  for (const auto& operation : contract_operations()) {
    if (operation.method != "GET" || !operation.path.starts_with("/public/v1/a")) continue;
    for (const auto& asker : askers()) {
      const auto base = own_ask(operation, *asker.tenant).target;
      for (const auto* query : {"", "?select=*", "?select=*,account(*),audit(*),groups(*),users(*),actor(*)",
                                "?select=*&render()"}) {
        expect_nothing_told(operation.id + query, ask_as(asker, {.target = base + query}));
      }
    }
  }
}

}  // namespace
}  // namespace jeton::tests
