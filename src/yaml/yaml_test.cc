#include "yaml/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/limits.h"

namespace jeton::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string rule_of(std::string_view text) {
  const auto parsed = parse_yaml(text);
  return parsed.has_value() ? std::string{} : parsed.error().fields().front().message;
}

TEST(Yaml, KeepsTextsAsTheyAreWrittenWithTheirLines) {
  const auto root = parse_yaml("a: 007\nb:\n  - \"true\"\n  - true\nc: ~\n");
  ASSERT_TRUE(root.has_value());
  EXPECT_THAT(root->keys, ElementsAre("a", "b", "c"));
  EXPECT_EQ(root->find("a")->text, "007");
  EXPECT_EQ(root->find("b")->items[0].line, 3);
  EXPECT_TRUE(root->find("b")->items[0].quoted);
  EXPECT_FALSE(root->find("b")->items[1].quoted);
  EXPECT_EQ(root->find("c")->kind, YamlNode::Kind::kNull);
  EXPECT_EQ(root->find("d"), nullptr);
}

TEST(Yaml, FindsKeysInWhateverOrderTheyAre) {
  const auto root = parse_yaml("m: 1\nz: 2\na: 3\n");
  ASSERT_TRUE(root.has_value());
  EXPECT_THAT(root->keys, ElementsAre("m", "z", "a"));
  EXPECT_EQ(root->find("a")->text, "3");
  EXPECT_EQ(root->find("m")->text, "1");
  EXPECT_EQ(root->find("z")->text, "2");
  EXPECT_EQ(root->find("b"), nullptr);
  EXPECT_EQ(root->find("zz"), nullptr);
  EXPECT_EQ(root->find("a")->find("a"), nullptr);
}

TEST(Yaml, AnEmptyFileIsNull) {
  EXPECT_EQ(parse_yaml("")->kind, YamlNode::Kind::kNull);
  EXPECT_EQ(parse_yaml("# only words\n")->kind, YamlNode::Kind::kNull);
}

TEST(Yaml, RefusesWhatCanUnfold) {
  EXPECT_EQ(rule_of("a: &x [1]\n"), "Line 1: anchors (&name) are not supported.");
  EXPECT_THAT(rule_of("a: 1\nb: *x\n"), HasSubstr("Line 2"));
  EXPECT_EQ(rule_of("a: 1\nb: !!binary aGk=\n"), "Line 2: tags (!name) are not supported.");
}

TEST(Yaml, RefusesNestingPastTheLimit) {
  const std::string opened(base::kYamlDepthMax, '[');
  const std::string closed(base::kYamlDepthMax, ']');
  EXPECT_TRUE(parse_yaml(opened + closed).has_value());
  EXPECT_TRUE(parse_yaml("[[a]]", {.depth_max = 2}).has_value());
  EXPECT_FALSE(parse_yaml("[[[a]]]", {.depth_max = 2}).has_value());
  EXPECT_THAT(rule_of("[" + opened + closed + "]"), HasSubstr("nesting is too deep"));
  EXPECT_THAT(rule_of("a: " + std::string(100'000, '[')), HasSubstr("Line 1: "));
}

TEST(Yaml, RefusesMoreValuesThanTheLimitAndSaysWhichItIs) {
  // A list, and in it a mapping of a key and a text.
  EXPECT_TRUE(parse_yaml("- a: 1\n", {.nodes_max = 4}).has_value());
  const auto refused = parse_yaml("- a: 1\n- 2\n", {.nodes_max = 4});
  ASSERT_TRUE(refused.has_error());
  EXPECT_THAT(refused.error().fields().front().message,
              AllOf(HasSubstr("Line 2: the file has more than 4 values"), HasSubstr("Split it")));
}

TEST(Yaml, RefusesRepeatedAndStructuredKeys) {
  EXPECT_THAT(rule_of("a: 1\nb: 2\na: 3\n"), HasSubstr("Line 3"));
  EXPECT_THAT(rule_of("? [a]\n: b\n"), HasSubstr("a key must be a plain string"));
}

TEST(Yaml, RefusesASecondDocument) {
  EXPECT_THAT(rule_of("a: 1\n---\nb: 2\n"), HasSubstr("second document"));
}

TEST(Yaml, TellsWhereTheFileBreaksWithoutRepeatingIt) {
  const auto rule = rule_of("a: 1\nb: [zqxjkv\n");
  EXPECT_THAT(rule, HasSubstr("Line "));
  EXPECT_THAT(rule, Not(HasSubstr("zqxjkv")));
}

TEST(Yaml, PathsAreSafeForATerminal) {
  EXPECT_EQ(yaml_path("tokens[1]", "name"), "tokens[1].name");
  EXPECT_EQ(yaml_path({}, "\x1b[31mred"), "?[31mred");
  EXPECT_EQ(yaml_path({}, std::string(100, 'k')), std::string(60, 'k') + "...");
}

}  // namespace
}  // namespace jeton::yaml
