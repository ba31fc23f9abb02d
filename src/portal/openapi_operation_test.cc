#include "portal/openapi_operation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// `GET /p` of a contract, with `operation` and `components` in flow style.
std::string rendered(const std::string& operation, const std::string& components = "{}") {
  const auto contract =
      yaml::parse_yaml("paths: {/p: {get: " + operation + "}}\ncomponents: " + components + "\n");
  return render_operation(*contract, "/p", "GET").value_or("none");
}

TEST(OpenapiOperation, FollowsReferencesInsideTheContractAlone) {
  const std::string components = "{parameters: {P: {name: limit, in: query}}}";
  EXPECT_THAT(rendered("{parameters: [{$ref: '#/components/parameters/P'}]}", components),
              HasSubstr("limit"));
  for (const auto* elsewhere : {"a/components/parameters/P", "b.yaml#/components/parameters/P"}) {
    EXPECT_THAT(rendered("{parameters: [{$ref: '" + std::string{elsewhere} + "'}]}", components),
                Not(HasSubstr("limit")))
        << elsewhere;
  }
}

TEST(OpenapiOperation, ALoopOfReferencesLeadsNowhere) {
  EXPECT_THAT(rendered("{summary: Loop, parameters: [{$ref: '#/components/a'}]}",
                       "{a: {$ref: '#/components/b'}, b: {$ref: '#/components/a'}}"),
              AllOf(HasSubstr("Loop"), Not(HasSubstr("<table>"))));
}

TEST(OpenapiOperation, SaysWhichMembersOfABodyAreRequired) {
  EXPECT_THAT(rendered("{requestBody: {content: {application/json: {schema: {required: [b], properties: "
                       "{a: {type: string}, b: {type: array, items: {type: integer}}}}}}}}"),
              AllOf(HasSubstr("<code>a</code></td><td>string</td><td></td>"),
                    HasSubstr("<code>b</code></td><td>array of integer</td><td>Required. </td>")));
}

TEST(OpenapiOperation, OnlyMethodsOfHttpAreOperations) {
  const auto contract = yaml::parse_yaml("paths: {/p: {summary: {}, get: {}}}\n");
  EXPECT_TRUE(render_operation(*contract, "/p", "Get"));
  EXPECT_FALSE(render_operation(*contract, "/p", "summary"));
  EXPECT_FALSE(render_operation(*contract, "/p", "post"));
  EXPECT_FALSE(render_operation(*contract, "/q", "get"));
}

}  // namespace
}  // namespace jeton::portal
