#include <gtest/gtest.h>

#include <array>
#include <string_view>

#include "rql/printed_test.h"

namespace jeton::rql {
namespace {

/// The tree is printed as the filter was written.
constexpr std::string_view kAsItIs{};
constexpr std::string_view kShortcut = "filter: Invalid equals shortcut expression";

struct Example {
  std::string_view id;
  std::string_view filter;
  std::string_view expected;  ///< The printed tree, or the error.
};

/// Spec rql section 11, all of it. Most errors there are not of the syntax: they come when the tree is read.
constexpr std::array<Example, 96> kExamples{{
    {"E01", "status=Active", "eq(status,Active)"},
    {"E02", "eq(status,Active)", kAsItIs},
    {"E03", "eq(status,active)", kAsItIs},
    {"E04", "STATUS=Active", "eq(STATUS,Active)"},
    {"E05", "EQ(status,Active)", "eq(status,Active)"},
    {"E06", "eq(status,Archived)", kAsItIs},
    {"E07", "ne(status,Disabled)", kAsItIs},
    {"E08", "name=Ledger sync", "eq(name,Ledger sync)"},
    {"E09", "name='Ledger sync'", "eq(name,'Ledger sync')"},
    {"E10", R"_(name="Ledger & Co; (EU)")_", "eq(name,'Ledger & Co; (EU)')"},
    {"E11", R"(name="O'Neil bridge")", R"(eq(name,"O'Neil bridge"))"},
    {"E12", R"(name='say "hi"')", R"(eq(name,'say "hi"'))"},
    {"E13", "name=''", "eq(name,'')"},
    {"E14", "description=null()", "eq(description,null())"},
    {"E15", "ne(description,null())", kAsItIs},
    {"E16", "description=empty()", "eq(description,empty())"},
    {"E17", "not(eq(description,null()))", kAsItIs},
    {"E18", "eq(revision,null())", kAsItIs},
    {"E19", "revision=3", "eq(revision,3)"},
    {"E20", "gt(revision,3)", kAsItIs},
    {"E21", "ge(revision,3)", kAsItIs},
    {"E22", "lt(revision,3)", kAsItIs},
    {"E23", "le(revision,3)", kAsItIs},
    {"E24", "revision=three", "eq(revision,three)"},
    {"E25", "revision=gt=3", kShortcut},
    {"E26", "status=ne=Active", kShortcut},
    {"E27", "gte(revision,3)", kAsItIs},
    {"E28", "eq(revision)", kAsItIs},
    {"E29", "eq(revision,1,2)", kAsItIs},
    {"E30", "status=Active&gt(revision,1)", "(eq(status,Active)&gt(revision,1))"},
    {"E31", "status=Active,gt(revision,1)", "(eq(status,Active)&gt(revision,1))"},
    {"E32", "and(status=Active,gt(revision,1))", "and(eq(status,Active),gt(revision,1))"},
    {"E33", "status=Active|status=Disabled", "(eq(status,Active)|eq(status,Disabled))"},
    {"E34", "status=Active;status=Disabled", "(eq(status,Active)|eq(status,Disabled))"},
    {"E35", "or(eq(status,Active),eq(status,Disabled))", kAsItIs},
    {"E36", "name=A|name=B&status=Active", "(eq(name,A)|eq(name,B)&eq(status,Active))"},
    {"E37", "(name=A|name=B)&status=Active", "((eq(name,A)|eq(name,B))&eq(status,Active))"},
    {"E38", "((status=Active))", "eq(status,Active)"},
    {"E39", "and(name=A|name=B,status=Active)", "and(eq(name,A),eq(name,B),eq(status,Active))"},
    {"E40", "not(status=Active)", "not(eq(status,Active))"},
    {"E41", "not(or(status=Active,status=Disabled))", "not(or(eq(status,Active),eq(status,Disabled)))"},
    {"E42", "not(status=Active,status=Disabled)", "not(eq(status,Active),eq(status,Disabled))"},
    {"E43", "not()", kAsItIs},
    {"E44", "in(status,(Active,Disabled))", "in(status,(Active&Disabled))"},
    {"E45", "in(status,(Active))", "in(status,Active)"},
    {"E46", "in(status,Active)", kAsItIs},
    {"E47", "out(status,(Deleted,Disabled))", "out(status,(Deleted&Disabled))"},
    {"E48", "in(status,())", kAsItIs},
    {"E49", "in(status,Active,Disabled)", kAsItIs},
    {"E50", "in(description,(null(),x))", "in(description,(null()&x))"},
    {"E51", "in(name,('A, B',C))", "in(name,('A, B'&C))"},
    {"E52", "like(name,Led*)", kAsItIs},
    {"E53", "ilike(name,led*)", kAsItIs},
    {"E54", "ilike(name,*sync)", kAsItIs},
    {"E55", "ilike(name,'*ger s*')", kAsItIs},
    {"E56", "ilike(name,sync)", kAsItIs},
    {"E57", "ilike(name,*)", kAsItIs},
    {"E58", R"(like(description,'50\*'))", kAsItIs},
    {"E59", R"(like(description,'\*note*'))", kAsItIs},
    {"E60", "like(description,a*c)", kAsItIs},
    {"E61", "like(revision,1*)", kAsItIs},
    {"E62", "account.name=Northwind", "eq(account.name,Northwind)"},
    {"E63", R"(eq(account.id,"ACC-3010-4421"))", "eq(account.id,'ACC-3010-4421')"},
    {"E64", "eq(account.id,ACC-3010-4421)", kAsItIs},
    {"E65", "account.region=EU", "eq(account.region,EU)"},
    {"E66", "eq(account,ACC-3010-4421)", kAsItIs},
    {"E67", "any(modules,id=MOD-1756)", "any(modules,eq(id,MOD-1756))"},
    {"E68", "any(modules,(id=MOD-1756&name=Billing))", "any(modules,(eq(id,MOD-1756)&eq(name,Billing)))"},
    {"E69", "any(modules,id=MOD-1756)&any(modules,name=Billing)",
     "(any(modules,eq(id,MOD-1756))&any(modules,eq(name,Billing)))"},
    {"E70", "any(modules)", kAsItIs},
    {"E71", "not(any(modules))", kAsItIs},
    {"E72", "all(modules,ilike(code,access*))", kAsItIs},
    {"E73", "all(modules)", kAsItIs},
    {"E74", "any()", kAsItIs},
    {"E75", "any(name,id=1)", "any(name,eq(id,1))"},
    {"E76", "any(modules,colour=red)", "any(modules,eq(colour,red))"},
    {"E77", R"(gt(audit.created.at,"2026-01-31T23:00:00.000Z"))",
     "gt(audit.created.at,'2026-01-31T23:00:00.000Z')"},
    {"E78", "ge(audit.created.at,2026-02-01)", kAsItIs},
    {"E79", "lt(lastAccessAt,2026-02-01T00:00:00+01:00)", kAsItIs},
    {"E80", "gt(audit.created.at,yesterday)", kAsItIs},
    {"E81", "and(ge(audit.created.at,2026-02-01),lt(audit.created.at,2026-03-01))", kAsItIs},
    {"E82", "name=description", "eq(name,description)"},
    {"E83", "name='description'", "eq(name,'description')"},
    {"E84", "name=self(description)", "eq(name,self(description))"},
    {"E85", "gt(self(revision),2)", kAsItIs},
    {"E86", "name", kAsItIs},
    {"E87", "and(name,status=Active)", "and(name,eq(status,Active))"},
    {"E88", "()", kAsItIs},
    {"E89", "and()", kAsItIs},
    {"E90", "foo(status=Active)", "foo(eq(status,Active))"},
    {"E91", "rql=eq(status,Active)", kShortcut},
    {"E92", "rql=Active", "eq(rql,Active)"},
    {"E93", "null(x)", kAsItIs},
    {"E94", "status=", kShortcut},
    {"E95", "status=Active&&revision=1", "(eq(status,Active)&eq(revision,1))"},
    {"E96", "eq(secretNote,1)", kAsItIs},
}};

// E01 to E96
TEST(Examples, AreReadAsTheSyntaxSays) {
  for (const auto& example : kExamples) {
    EXPECT_EQ(parsed(example.filter), example.expected.empty() ? example.filter : example.expected)
        << example.id;
  }
}

}  // namespace
}  // namespace jeton::rql
