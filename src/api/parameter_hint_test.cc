#include "api/parameter_hint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace jeton::api {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

constexpr const char* kPath = "Invalid property path.";
constexpr const char* kShortcut = "Invalid equals shortcut expression";

std::string hinted(const std::string& filter, const std::string& path, const std::string& message = kPath) {
  return with_parameter_hints(base::Error::invalid(path, message), filter).fields().front().message;
}

TEST(ParameterHint, NamesTheParameterThatDoesIt) {
  for (const auto& [name, parameter] :
       std::vector<std::pair<std::string, std::string>>{{"page", "offset=40."},
                                                        {"page[number]", "offset=40."},
                                                        {"skip", "offset=40."},
                                                        {"$skip", "offset=40."},
                                                        {"cursor", "offset=40."},
                                                        {"size", "limit=20."},
                                                        {"per_page", "limit=20."},
                                                        {"perPage", "limit=20."},
                                                        {"per-page", "limit=20."},
                                                        {"pageSize", "limit=20."},
                                                        {"$top", "limit=20."},
                                                        {"sort", "order=-name."},
                                                        {"sortBy", "order=-name."},
                                                        {"sort_by", "order=-name."},
                                                        {"orderBy", "order=-name."},
                                                        {"$orderby", "order=-name."},
                                                        {"fields", "select=-*,name."},
                                                        {"fields[tokens]", "select=-*,name."},
                                                        {"$expand", "select=-*,name."},
                                                        {"filter", "?status=Active&limit=20."},
                                                        {"$filter", "?status=Active&limit=20."},
                                                        {"q", "ilike(name,*text*)."},
                                                        {"Search", "ilike(name,*text*)."}}) {
    const auto message = hinted(name + "=2", name);
    EXPECT_THAT(message, StartsWith(std::string{kPath} + " ")) << name;
    EXPECT_THAT(message, EndsWith(parameter)) << name;
  }
}

TEST(ParameterHint, KnowsOursInAnotherCaseAndAsFunctions) {
  EXPECT_THAT(hinted("Limit=5", "Limit"), EndsWith("limit=20."));
  EXPECT_THAT(hinted("status=Active&sort(-name)", "sort", "Unknown expression group."),
              EndsWith("order=-name."));
  EXPECT_THAT(hinted("SELECT(name)", "select", "Unknown expression group."), EndsWith("select=-*,name."));
  EXPECT_THAT(hinted("status=Active , page =2", "page"), EndsWith("offset=40."));
  EXPECT_THAT(hinted("a=1|q", "q", "Expression expected."), EndsWith("ilike(name,*text*)."));
}

TEST(ParameterHint, LooksThroughAFilterThatDoesNotParse) {
  EXPECT_THAT(hinted("filter=eq(status,Active)", "filter", kShortcut),
              EndsWith("shortcut expression. A filter is the query itself, not the value of a parameter, "
                       "such as ?status=Active&limit=20."));
  EXPECT_THAT(hinted("status=Active&sort=", "filter", kShortcut), EndsWith("order=-name."));
  EXPECT_EQ(hinted("status=gt=5", "filter", kShortcut), kShortcut);
  EXPECT_EQ(hinted("sort=a,('b", "filter", "A quote is not closed."), "A quote is not closed.");
}

TEST(ParameterHint, LeavesOtherErrorsAlone) {
  EXPECT_EQ(hinted("colour=red&limits=3", "colour"), kPath);
  EXPECT_EQ(hinted("colour=red&limits=3", "limits"), kPath);
  EXPECT_EQ(hinted("colour=red&page=3", "colour"), kPath);
  // Of `order=page`, and of names inside quotes and parentheses.
  EXPECT_EQ(hinted("status=Active", "page"), kPath);
  EXPECT_EQ(hinted("any(modules,page=1)", "page"), kPath);
  EXPECT_EQ(hinted("name='x&page=1'", "page"), kPath);
  EXPECT_EQ(hinted("name=\"'&page=1\"", "page"), kPath);
  EXPECT_EQ(hinted("", ""), kPath);
  const base::Error other{base::ErrorKind::kUnavailable, "Not now."};
  EXPECT_EQ(with_parameter_hints(other, "page=2").message(), "Not now.");
}

TEST(ParameterHint, GoesToEachOfSeveralErrors) {
  const auto error = with_parameter_hints(
      base::Error::invalid({{"page", kPath}, {"status", "Cannot convert value: 'x'."}, {"sort", kPath}}),
      "page=2&status=x&sort=name");
  EXPECT_THAT(error.fields()[0].message, EndsWith("offset=40."));
  EXPECT_EQ(error.fields()[1].message, "Cannot convert value: 'x'.");
  EXPECT_THAT(error.fields()[2].message, EndsWith("order=-name."));
}

// A quote that is not closed, or parentheses that do not match, end the search and nothing else.
TEST(ParameterHint, TakesAnyText) {
  EXPECT_EQ(hinted("a)&page=1", "x"), kPath);
  EXPECT_THAT(hinted("a)&page=1", "page"), EndsWith("offset=40."));
  EXPECT_EQ(hinted("'a&page=1", "page"), kPath);
}

}  // namespace
}  // namespace jeton::api
