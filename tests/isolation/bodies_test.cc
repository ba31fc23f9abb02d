#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "isolation/tenants.h"

// Ids of another tenant in bodies, and its Idempotency-Keys (spec R-100, R-101, R-110, A-015).
namespace jeton::tests {
namespace {

namespace json = boost::json;

using ForeignBodies = Tenants;

INSTANTIATE_TEST_SUITE_P(Engines, ForeignBodies, both_engines(), engine_name);

/// Puts `id` at the JSON pointer, with the objects and arrays on the way where there are none.
void set_id(json::value& at, std::string_view pointer, const std::string& id) {
  if (pointer.empty()) {
    at = json::string{id};
    return;
  }
  const auto end = pointer.find('/', 1);
  const auto name = pointer.substr(1, end == std::string_view::npos ? end : end - 1);
  const auto rest = end == std::string_view::npos ? std::string_view{} : pointer.substr(end);
  if (name == "0") {
    if (!at.is_array()) at = json::array{};
    if (at.get_array().empty()) at.get_array().emplace_back(nullptr);
    set_id(at.get_array().front(), rest, id);
  } else {
    if (!at.is_object()) at = json::object{};
    set_id(at.get_object()[name], rest, id);
  }
}

/// The body with `id` at `place`. An e-mail address beside it goes: it would name the person instead.
std::string with_id(json::value body, const IdPlace& place, const std::string& id) {
  set_id(body, place.pointer, id);
  boost::system::error_code absent;
  auto* parent = body.find_pointer(place.pointer.substr(0, place.pointer.rfind('/')), absent);
  if (parent != nullptr && parent->is_object()) parent->as_object().erase("email");
  return json::serialize(body);
}

/// Where the schemas of bodies do not say so, but the program reads an id: a person who is invited by id.
std::vector<IdPlace> places_of(const ContractOperation& operation) {
  auto places = operation.id_places;
  if (operation.id == "inviteAccountMember" || operation.id == "inviteAccountUser") {
    places.push_back({"/user/id", "UserId"});
  }
  if (operation.id == "updateAccountMember" || operation.id == "updateAccountUser") {
    places.push_back({"/account/id", "AccountId"});
  }
  return places;
}

TEST_P(ForeignBodies, AreRefusedAsUnknownIdsAre) {
  const auto everything = read_everything();
  int asked = 0;
  for (const auto& operation : contract_operations()) {
    for (const auto& place : places_of(operation)) {
      for (const auto& asker : askers()) {
        const auto own = own_ask(operation, *asker.tenant);
        const auto body = json::parse(own.body);
        for (const auto& pair : foreign_ids_at(place.kind)) {
          auto foreign_ask = own;
          foreign_ask.body = with_id(body, place, pair.foreign);
          auto unknown_ask = own;
          unknown_ask.body = with_id(body, place, pair.unknown);
          const auto what = operation.id + place.pointer;
          // Extensions are kept as they are stated (R-180); each such create makes an object of its own.
          if (place.pointer == "/extensions/0/id") {
            const auto answer = ask_as(asker, foreign_ask);
            EXPECT_EQ(answer.status, ask_as(asker, unknown_ask).status) << what;
            expect_nothing_told(what, answer, {pair.foreign});
            continue;
          }
          const auto answer = expect_no_difference(what, asker, foreign_ask, unknown_ask, {pair});
          EXPECT_THAT(answer.status, ::testing::AnyOf(400, 401, 403))
              << what << " by " << asker.name << ": " << foreign_ask.body << answer.body;
          ++asked;
        }
      }
    }
  }
  EXPECT_GT(asked, 800);
  EXPECT_EQ(read_everything(), everything);
}

// The same key and the same bytes as the other tenant sent: the answer that is kept for it stays there.
TEST_P(ForeignBodies, AnIdempotencyKeyOfAnotherTenantReplaysNothing) {
  const Asker owner{"the owner", &foreign, false};
  int replays = 0;
  for (const auto& operation : contract_operations()) {
    if (!operation.takes_idempotency_key) continue;
    auto ask = own_ask(operation, foreign);
    if (operation.id == "createApiToken" || operation.id == "createUserGroup") {
      ask.body = R"({"name": "Birchwood again"})";
    }
    ask.body = replaced(ask.body, "tobin@", fmt::format("{}@", operation.id));
    ask.headers.emplace_back("Idempotency-Key", "order 1 " + operation.id);
    const auto first = ask_as(owner, ask);
    const auto again = ask_as(owner, ask);
    EXPECT_EQ(again.status, first.status) << operation.id;
    if (again.header("idempotency-replayed") == "true") ++replays;
    const auto everything = read_everything();
    for (const auto& asker : askers()) {
      const auto answer = ask_as(asker, ask);
      EXPECT_EQ(answer.header("idempotency-replayed"), "") << operation.id << " by " << asker.name;
      EXPECT_NE(answer.status, 409) << operation.id << " by " << asker.name;
      if (answer.status == 201) {
        EXPECT_NE(answer.json().at("id"), first.json().at("id")) << operation.id;
      }
      // Its own words came back to it, in an object that is its own.
      expect_nothing_told(operation.id, answer, {"Birchwood again", foreign.account});
    }
    EXPECT_EQ(read_everything(), everything) << operation.id;
  }
  EXPECT_GE(replays, 4);
}

}  // namespace
}  // namespace jeton::tests
