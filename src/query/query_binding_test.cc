#include "query/query_binding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "base/limits.h"
#include "credential/token_text.h"
#include "domain/testing/evaluate.h"
#include "domain/testing/samples.h"
#include "domain/token_properties.h"

namespace jeton::query {
namespace {

using domain::Property;
using domain::PropertyType;
using domain::testing::field_errors;
using domain::testing::Row;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::array<std::string_view, 3> kSizes{"Small", "Medium", "Large"};
constexpr std::array<std::string_view, 2> kColours{"Red", "Small"};
constexpr Property kPart[] = {{.path = "id"},
                              {.path = "weight", .type = PropertyType::kInteger, .nullable = true},
                              {.path = "secret", .operations_only = true}};
constexpr Property kNumber[] = {{.path = "", .type = PropertyType::kInteger}};

/// One property of each kind.
constexpr Property kProperties[] = {
    {.path = "id"},
    {.path = "name"},
    {.path = "note", .nullable = true},
    {.path = "size", .type = PropertyType::kEnumeration, .values = kSizes},
    {.path = "fits", .type = PropertyType::kEnumeration, .values = kSizes},
    {.path = "colour", .type = PropertyType::kEnumeration, .values = kColours},
    {.path = "count", .type = PropertyType::kInteger},
    {.path = "limit", .type = PropertyType::kInteger, .nullable = true},
    {.path = "open", .type = PropertyType::kBoolean},
    {.path = "at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "token", .type = PropertyType::kTokenText, .use = domain::PropertyUse::kFilterOnly},
    {.path = "owner", .type = PropertyType::kReference},
    {.path = "owner.name"},
    {.path = "parts", .type = PropertyType::kCollection, .elements = kPart},
    {.path = "numbers", .type = PropertyType::kCollection, .elements = kNumber},
    {.path = "shown", .use = domain::PropertyUse::kNeither},
    {.path = "hidden", .operations_only = true},
};
constexpr domain::PropertyTable kThings{.resource = "thing", .properties = kProperties};

base::Result<BoundQuery> bind_thing(std::string_view filter, std::string_view order = {},
                                    Audience audience = Audience::kEveryone) {
  return bind_query(kThings, audience, filter, order);
}

/// `path: message`, of the only error.
std::string error_of(std::string_view filter, std::string_view order = {}) {
  const auto errors = field_errors(bind_thing(filter, order));
  if (errors.size() != 1) return std::to_string(errors.size()) + " errors";
  return errors.front().path + ": " + errors.front().message;
}

Row thing() {
  Row row;
  row.set("id", "THG-1");
  row.set("name", "Ledger sync");
  row.set("size", "Medium");
  row.set("fits", "Large");
  row.set("count", std::int64_t{3});
  row.set("open", true);
  row.set("owner.name", "Northwind");
  for (const std::int64_t weight : {1, 2}) {
    Row part;
    part.set("id", "PRT-" + std::to_string(weight));
    if (weight == 1) part.set("weight", weight);
    row.collections["parts"].push_back(std::move(part));
  }
  Row number;
  number.values[""] = std::int64_t{7};
  row.collections["numbers"].push_back(std::move(number));
  return row;
}

/// Whether the thing satisfies the filter.
bool matches(std::string_view filter) {
  const auto bound = bind_thing(filter, {}, Audience::kOperations);
  EXPECT_TRUE(bound.has_value()) << filter;
  return bound.has_value() && domain::testing::evaluate(bound->filter, thing());
}

TEST(QueryBinding, TakesNothingForEverything) {
  EXPECT_TRUE(matches(""));
  EXPECT_TRUE(bind_thing("")->order.empty());
}

//
TEST(QueryBinding, JoinsAsTheGrammarSays) {
  EXPECT_TRUE(matches("count=3|count=4&size=Large"));
  EXPECT_FALSE(matches("(count=3|count=4)&size=Large"));
  EXPECT_FALSE(matches("and(count=3|count=4)"));
  EXPECT_TRUE(matches("or(count=4&count=3)"));
  EXPECT_TRUE(matches("count=4|count=3"));
  EXPECT_FALSE(matches("not(count=3)"));
  EXPECT_TRUE(matches("NOT(Count=4)"));
}

// Section 5
TEST(QueryBinding, ComparesEveryType) {
  for (const auto* filter : {"gt(name,Ledger)", "le(name,'Ledger sync')", "ne(name,ledger sync)",
                             "gt(size,small)", "lt(size,LARGE)", "ge(size,Medium)", "in(size,(Large,medium))",
                             "out(count,(1,2))", "in(count,3)", "open=TRUE", "ne(open,false)",
                             "in(open,(true))", "gt(count,-1)", "owner.name=Northwind", "lt(size,fits)"}) {
    EXPECT_TRUE(matches(filter)) << filter;
  }
}

//
TEST(QueryBinding, GivesNullItsPlace) {
  for (const auto* filter : {"note=null()", "not(ne(note,null()))", "at=null()", "ne(name,null())",
                             "out(note,(x))", "not(note=x)", "not(at=2026-01-01)", "limit=null()"}) {
    EXPECT_TRUE(matches(filter)) << filter;
  }
  for (const auto* filter :
       {"ne(note,x)", "note=''", "note=empty()", "gt(at,null())", "le(at,null())", "not(note=null())",
        "gt(name,null())", "note=null", "lt(limit,5)", "limit=count", "ilike(note,*)", "like(note,*x*)"}) {
    EXPECT_FALSE(matches(filter)) << filter;
  }
  EXPECT_EQ(error_of("count=null()"), "count: Cannot compare non nullable property with null");
  EXPECT_EQ(error_of("gt(count,null())"), "count: Cannot compare non nullable property with null");
  EXPECT_EQ(error_of("size=null()"), "size: Cannot compare non nullable property with null");
  EXPECT_EQ(error_of("token=null()"), "token: Cannot compare non nullable property with null");
  EXPECT_EQ(error_of("in(note,(x,null()))"), "note: Null values are not supported.");
  EXPECT_EQ(error_of("out(note,null())"), "note: Null values are not supported.");
  EXPECT_EQ(error_of("like(note,null())"), "note: Null values are not supported.");
  EXPECT_EQ(error_of("count=empty()"), "count: Cannot convert value: ''.");
}

//
TEST(QueryBinding, TakesBareNamesOfPropertiesForThem) {
  EXPECT_FALSE(matches("name=id"));
  EXPECT_TRUE(matches("name=NAME"));
  EXPECT_FALSE(matches("name='name'"));
  EXPECT_TRUE(matches("gt(self(count),2)"));
  EXPECT_TRUE(matches("eq(count,self(count))"));
  EXPECT_TRUE(matches("ne(name,owner)"));  // A reference is no value, so this is the text.
  EXPECT_TRUE(matches("ne(name,shown)"));
  EXPECT_FALSE(matches("in(name,(name))"));
  EXPECT_FALSE(matches("like(name,name)"));
  EXPECT_EQ(error_of("count=name"), "count: Cannot convert value: 'name'.");
  EXPECT_EQ(error_of("size=colour"), "size: Cannot convert value: 'colour'.");
  EXPECT_EQ(error_of("name=token"), "name: Cannot convert value: 'token'.");
  EXPECT_EQ(error_of("token=token"), "token: Cannot convert value: 'token'.");
  EXPECT_EQ(error_of("name=self(owner)"), "name: Cannot convert value: 'owner'.");
  EXPECT_EQ(error_of("name=self(nothing)"), "nothing: Invalid property path.");
  EXPECT_EQ(error_of("name=self(shown)"), "shown: Filtering is not permitted.");
  EXPECT_EQ(error_of("in(name,self(name))"), "name: Unsupported argument type.");
}

// Section 7
TEST(QueryBinding, MatchesTexts) {
  for (const auto* filter :
       {"like(name,Led*)", "like(name,*sync)", "like(name,*ger*)", "ilike(name,LEDGER SYNC)",
        "ilike(name,*GER*)", "like(name,*)", "like(name,'**')"}) {
    EXPECT_TRUE(matches(filter)) << filter;
  }
  for (const auto* filter : {"like(name,led*)", "like(name,Led)", "like(name,L*c)", "like(name,empty())"}) {
    EXPECT_FALSE(matches(filter)) << filter;
  }
}

//
TEST(QueryBinding, NamesTheOperatorThatATypeLacks) {
  const auto refused = [](std::string_view path, std::string_view name) {
    return std::string{path} + ": Operator '" + std::string{name} + "' is not permitted";
  };
  EXPECT_EQ(error_of("gt(open,true)"), refused("open", "Gt"));
  EXPECT_EQ(error_of("le(open,true)"), refused("open", "Le"));
  EXPECT_EQ(error_of("like(count,1*)"), refused("count", "StartsWith"));
  EXPECT_EQ(error_of("ilike(size,*m)"), refused("size", "EndsWith"));
  EXPECT_EQ(error_of("like(at,*1*)"), refused("at", "Contains"));
  EXPECT_EQ(error_of("like(count,*)"), refused("count", "Contains"));
  EXPECT_EQ(error_of("like(count,1)"), refused("count", "Eq"));
  EXPECT_EQ(error_of("eq(owner,ACC-1)"), refused("owner", "Eq"));
  EXPECT_EQ(error_of("ne(parts,null())"), refused("parts", "Ne"));
  EXPECT_EQ(error_of("in(owner,(a))"), refused("owner", "ListIn"));
  EXPECT_EQ(error_of("out(parts,(a))"), refused("parts", "ListOut"));
}

// a token's text is compared exactly and in no other way.
TEST(QueryBinding, ComparesATokensTextForEqualityAlone) {
  for (const auto& [filter, name] :
       {std::pair{"ne(token,x)", "Ne"}, std::pair{"gt(token,x)", "Gt"}, std::pair{"ge(token,x)", "Ge"},
        std::pair{"lt(token,x)", "Lt"}, std::pair{"le(token,x)", "Le"},
        std::pair{"like(token,idt*)", "StartsWith"}, std::pair{"ilike(token,*x)", "EndsWith"},
        std::pair{"like(token,*x*)", "Contains"}, std::pair{"like(token,x)", "Eq"},
        std::pair{"in(token,(x))", "ListIn"}, std::pair{"out(token,(x))", "ListOut"}}) {
    EXPECT_EQ(error_of(filter), "token: Operator '" + std::string{name} + "' is not permitted") << filter;
  }
  EXPECT_EQ(error_of("gt(token,self(name))"), "token: Operator 'Gt' is not permitted");
  EXPECT_EQ(error_of("", "token"), "token: Ordering is not permitted.");
}

TEST(QueryBinding, TurnsATokensTextIntoItsIdAndDigest) {
  const std::string opaque = "abcdefghijklmnopqrstuvwxyz";
  const auto bound = bind_thing("token='idt:TKN-1234-5678:" + opaque + "'");
  ASSERT_TRUE(bound.has_value());
  ASSERT_EQ(bound->filter.children.size(), 2U);
  EXPECT_EQ(bound->filter.children[0].values.front(), domain::QueryValue{"TKN-1234-5678"});
  const auto digest = std::get<std::string>(bound->filter.children[1].values.front());
  EXPECT_EQ(digest.size(), 64U);
  EXPECT_EQ(digest.find(opaque), std::string::npos);
  EXPECT_THAT(bound->fields, IsEmpty());
  EXPECT_FALSE(matches("token=TKN-1234-5678"));
  EXPECT_FALSE(matches("token=''"));
}

TEST(QueryBinding, FindsNoTokensTextWhereNothingHasAnId) {
  constexpr Property kTokenAlone[] = {{.path = "token", .type = PropertyType::kTokenText}};
  const auto bound = bind_query({.resource = "thing", .properties = kTokenAlone}, Audience::kEveryone,
                                "token='idt:TKN-1234-5678:abcdefghijklmnopqrstuvwxyz'", "");
  ASSERT_TRUE(bound.has_value());
  EXPECT_FALSE(domain::testing::evaluate(bound->filter, thing()));
}

//
TEST(QueryBinding, LooksIntoCollections) {
  for (const auto* filter :
       {"any(parts)", "any(parts,id=PRT-2)", "any(PARTS,(id=PRT-1&weight=1))", "all(parts,like(id,PRT*))",
        "any(parts,weight=null())", "any(numbers,self()=7)", "any(numbers,gt(self(),6))",
        "any(parts,id=self(id))", "any(self(parts),id=PRT-1)", "any(parts,any(parts))"}) {
    if (std::string_view{filter} == "any(parts,any(parts))") {
      EXPECT_EQ(error_of(filter), "parts.parts: Invalid property path.");
    } else {
      EXPECT_TRUE(matches(filter)) << filter;
    }
  }
  for (const auto* filter : {"any(parts,(id=PRT-2&weight=1))", "all(parts,weight=1)", "not(any(parts))",
                             "any(numbers,self()=8)"}) {
    EXPECT_FALSE(matches(filter)) << filter;
  }
  EXPECT_EQ(error_of("any(Parts,Colour=red)"), "Parts.Colour: Invalid property path.");
  EXPECT_EQ(error_of("any(parts,weight=x)"), "parts.weight: Cannot convert value: 'x'.");
  EXPECT_EQ(error_of("any(parts,self()=1)"), "parts: Invalid property path.");
  EXPECT_EQ(error_of("any(numbers,self()=x)"), "numbers: Cannot convert value: 'x'.");
  EXPECT_EQ(error_of("any(name,id=1)"), "name: Collection property has incompatible type");
  EXPECT_EQ(error_of("any(owner)"), "owner: Collection property has incompatible type");
  EXPECT_EQ(error_of("any(nothing)"), "nothing: Invalid property path.");
}

// Section 9, Q-071, Q-072
TEST(QueryBinding, KeysAndWordsItsErrorsAsTheReferenceDoes) {
  for (const auto& [filter, error] : std::initializer_list<std::pair<const char*, const char*>>{
           {"nothing=1", "nothing: Invalid property path."},
           {"Owner.Nothing=1", "Owner.Nothing: Invalid property path."},
           {"shown=1", "shown: Filtering is not permitted."},
           {"name", "name: Expression expected."},
           {"'name'", "name: Expression expected."},
           {"''", "filter: Expression expected."},
           {"null()", "null(): Expression expected."},
           {"empty()", "empty(): Expression expected."},
           {"self()", "self(): Expression expected."},
           {"self(name)", "name: Expression expected."},
           {"self(name,id)", "filter: Pointer expression must have 0 or 1 argument"},
           {"like(nothing,x)", "nothing: Invalid property path."},
           {"in(nothing,(x))", "nothing: Invalid property path."},
           {"()", "filter: Expression group cannot be empty."},
           {"and()", "filter: Expression group cannot be empty."},
           {"or(,)", "filter: Expression group cannot be empty."},
           {"not(())", "filter: Expression group cannot be empty."},
           {"FOO(name=1)", "foo: Unknown expression group."},
           {"name=", "filter: Invalid equals shortcut expression"},
           {"eq(name)", "filter: Binary expression must have 2 arguments"},
           {"eq(name,1,2)", "filter: Binary expression must have 2 arguments"},
           {"like(name)", "filter: Binary expression must have 2 arguments"},
           {"in(name,a,b)", "filter: Binary expression must have 2 arguments"},
           {"not()", "filter: Unary expression must have 1 argument"},
           {"not(name=1,name=2)", "filter: Unary expression must have 1 argument"},
           {"any()", "filter: Collection expression must have at least 1 argument"},
           {"all()", "filter: Collection expression must have at least 1 argument"},
           {"all(parts)", "filter: all() function must have 2 arguments"},
           {"any(parts,id=1,id=2)", "filter: Collection expression must have at most 2 arguments"},
           {"eq(self(name,id),1)", "filter: Pointer expression must have 0 or 1 argument"},
           {"eq(name,self(name,id))", "filter: Pointer expression must have 0 or 1 argument"},
           {"self()=1", "filter: Invalid property path."},
           {"null(x)", "filter: Constant functions cannot have arguments"},
           {"eq(name,null(x))", "filter: Constant functions cannot have arguments"},
           {"in(name,())", "name: Value has to be a non empty array."},
           {"eq(name,(a,b))", "name: Unsupported argument type."},
           {"eq(name,eq(name,a))", "name: Unsupported argument type."},
           {"eq(name,id(a))", "name: Unsupported argument type."},
           {"in(name,(a,eq(name,a)))", "name: Unsupported argument type."},
           {"eq(eq(name,a),b)", "filter: Unsupported property node."},
           {"eq((name,id),b)", "filter: Unsupported property node."},
           {"eq(null(),b)", "filter: Unsupported property node."},
           {"count=three", "count: Cannot convert value: 'three'."},
           {"in(count,(1,two))", "count: Cannot convert value: 'two'."}}) {
    EXPECT_EQ(error_of(filter), error) << filter;
  }
}

TEST(QueryBinding, ReportsAllIndependentErrorsOfFilterAndOrder) {
  const auto errors =
      field_errors(bind_thing("or(nothing=1,and(count=x,name),foo(a))&any(parts,weight=y)", "id,owner,gone"));
  std::vector<std::string> keys;
  for (const auto& error : errors) keys.push_back(error.path);
  EXPECT_THAT(keys, ElementsAre("nothing", "count", "name", "foo", "parts.weight", "owner", "gone"));
}

// Section 7 of the domain: what is hidden does not exist.
TEST(QueryBinding, HidesWhatIsOperationsAlone) {
  for (const auto* filter : {"hidden=1", "any(parts,secret=1)", "name=self(hidden)"}) {
    const auto errors = field_errors(bind_thing(filter));
    ASSERT_EQ(errors.size(), 1U) << filter;
    EXPECT_EQ(errors.front().message, "Invalid property path.") << filter;
    EXPECT_TRUE(bind_thing(filter, {}, Audience::kOperations).has_value()) << filter;
  }
  EXPECT_EQ(error_of("", "hidden"), "hidden: Invalid property path.");
  EXPECT_TRUE(bind_thing("", "hidden", Audience::kOperations).has_value());
  // A bare word that only Operations would know as a property is a text for everyone else.
  EXPECT_TRUE(bind_thing("name=hidden").has_value());
}

TEST(QueryBinding, KnowsOperationsByTheirAccount) {
  domain::Caller caller;
  EXPECT_EQ(audience_of(caller), Audience::kEveryone);
  caller.account_type = domain::AccountType::kVendor;
  EXPECT_EQ(audience_of(caller), Audience::kEveryone);
  caller.account_type = domain::AccountType::kOperations;
  EXPECT_EQ(audience_of(caller), Audience::kOperations);
}

//
TEST(QueryBinding, OrdersByPropertiesThatHaveValues) {
  const auto bound = bind_thing("", "-Count,name,+count");
  ASSERT_TRUE(bound.has_value());
  ASSERT_EQ(bound->order.size(), 2U);
  EXPECT_EQ(bound->order[0].property->path, "count");
  EXPECT_TRUE(bound->order[0].descending);
  EXPECT_FALSE(bound->order[1].descending);
  EXPECT_EQ(error_of("", "parts"), "parts: Invalid property path.");
  EXPECT_EQ(error_of("", "shown"), "shown: Ordering is not permitted.");
  EXPECT_EQ(error_of("", "eq(a,b)"), "order: No valid ordering properties were detected");
  EXPECT_TRUE(bind_thing("", "")->order.empty());
}

// A-053b
TEST(QueryBinding, NamesTheFieldsThatAreUsed) {
  const auto bound =
      bind_thing("owner.name=x&any(parts,id=1)&limit=count&not(Name=a)&token=x&limit=1", "-id,at");
  ASSERT_TRUE(bound.has_value());
  EXPECT_THAT(bound->fields, ElementsAre("owner", "parts", "limit", "count", "name", "id", "at"));
}

// at the limit and one past it.
TEST(QueryBinding, LimitsTheLengthOfLists) {
  std::string list = "in(count,(0";
  for (std::size_t i = 1; i < base::kFilterListMax; ++i) list += ",1";
  EXPECT_TRUE(bind_thing(list + "))").has_value());
  EXPECT_EQ(error_of(list + ",1))"), "count: A list may have at most 1000 values.");
}

TEST(QueryBinding, LimitsTheUsesOfCollections) {
  std::string filter = "any(parts)";
  for (std::size_t i = 1; i < base::kFilterCollectionsMax; ++i) filter += "|all(parts,id=1)";
  EXPECT_TRUE(bind_thing(filter).has_value());
  EXPECT_EQ(error_of(filter + "|any(parts)"), "filter: A filter may use any and all at most 20 times.");
  EXPECT_EQ(error_of(filter + "|any(parts)|any(parts)"),
            "filter: A filter may use any and all at most 20 times.");
}

TEST(QueryBinding, RefusesNul) {
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(error_of("name=a\0b"sv), "filter: The filter may not contain the character U+0000.");
}

TEST(QueryBinding, BindsTokens) {
  const auto bound =
      bind_query(domain::token_properties(), Audience::kEveryone,
                 "status=Active&any(modules,id=MOD-1756)&gt(audit.created.at,2026-01-01)&account.type=vendor",
                 "-audit.created.at,name");
  EXPECT_TRUE(bound.has_value());
  EXPECT_FALSE(bind_query(domain::token_properties(), Audience::kOperations, "any(extensions,id=EXT-1)", "")
                   .has_value());
}

}  // namespace
}  // namespace jeton::query
