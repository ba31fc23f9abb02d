#include "domain/module_path.h"

#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <string_view>
#include <utility>

#include "base/limits.h"
#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

using testing::module_of;
using Fields = std::vector<base::FieldError>;

std::string prefix_rule(std::string prefix) {
  const auto errors = broken_path_rules({{"/ok", {}}, {std::move(prefix), {}}});
  if (errors.empty()) return {};
  EXPECT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].path, "paths[1].prefix");
  return errors[0].message;
}

std::vector<std::string> method_rules(std::vector<std::string> methods) {
  std::vector<std::string> rules(methods.size());
  for (const auto& error : broken_path_rules({{"/a", std::move(methods)}})) {
    EXPECT_TRUE(error.path.starts_with("paths[0].methods[")) << error.path;
    rules.at(std::stoul(error.path.substr(17))) = error.message;
  }
  return rules;
}

TEST(ModulePath, PathsAreAbsoluteAndPlain) {
  for (const auto* prefix : {"/", "/billing", "/public/v1/billing", "/a.b/c~d", "/a:b@c", "/.well-known",
                             "/..x", "/~user", "/API"}) {
    EXPECT_EQ(prefix_rule(prefix), "") << prefix;
  }
  for (const auto* prefix : {"", "billing", "https://cedar.example/a", "*", " /a"}) {
    EXPECT_EQ(prefix_rule(prefix), "The path must start with /.") << prefix;
  }
  for (const auto* prefix : {"//", "//a", "/a//b", "/a/"}) {
    EXPECT_EQ(prefix_rule(prefix), "The path may not have empty segments.") << prefix;
  }
  for (const auto* prefix : {"/..", "/a/..", "/a/../b", "/.", "/a/./b"}) {
    EXPECT_EQ(prefix_rule(prefix), "The path may not have the segments . or ..") << prefix;
  }
  for (const auto* prefix :
       {"/a?b=c", "/a#b",     "/a%2fb", "/a b",    "/a\\b",   "/a\nb",    "/é",  "/a\"b", "/{id}",
        "/a|b",   "/files/*", "/**",    "/*.json", "/a/<id>", "/a/[0-9]", "/a+", "/(a)",  "/a$",
        "/^a",    "/a;v=1",   "/a,b",   "/!a",     "/a&b",    "/a=b",     "/a'b"}) {
    EXPECT_EQ(prefix_rule(prefix),
              "The path may contain only letters, digits and - . _ ~ : @ between /. It has no wildcards, "
              "parameters, escapes, query or fragment, and owns everything below it.")
        << prefix;
  }
  for (const auto* prefix : {"/:id", "/users/:id/tokens", "/:"}) {
    EXPECT_EQ(prefix_rule(prefix),
              "A segment of the path may not start with : because a path has no parameters.")
        << prefix;
  }
  for (const auto* prefix : {"/...", "/a.", "/a./b", "/a/b.."}) {
    EXPECT_EQ(prefix_rule(prefix), "A segment of the path may not end with a dot.") << prefix;
  }
  for (const auto* prefix : {"/.:x", "/a/..@b"}) {
    EXPECT_EQ(prefix_rule(prefix),
              "A segment of the path that starts with a dot must continue with a letter, a digit or - _ ~.")
        << prefix;
  }
}

TEST(ModulePath, PathsHaveLimits) {
  EXPECT_EQ(prefix_rule("/" + std::string(base::kModulePathLengthMax - 1, 'a')), "");
  EXPECT_EQ(prefix_rule("/" + std::string(base::kModulePathLengthMax, 'a')),
            "The path may have at most 500 characters.");
  std::vector<ModulePath> paths;
  for (std::size_t i = 0; i < base::kModulePathsMax; ++i) paths.push_back({"/a" + std::to_string(i), {}});
  EXPECT_EQ(broken_path_rules(paths), Fields{});
  paths.push_back({"/a", {}});
  EXPECT_EQ(broken_path_rules(paths), (Fields{{"paths", "A module may have at most 100 paths."}}));
}

TEST(ModulePath, MethodsAreUpperCaseWords) {
  for (const auto* method : {"get", "", "GET ", "GET,PUT", "*", "-", "X1", "GET-", "-GET", "G*"}) {
    EXPECT_EQ(method_rules({method}), std::vector<std::string>{"A method is an upper-case word such as GET."})
        << method;
  }
}

TEST(ModulePath, MethodsHaveTheseCharactersAndNoOthers) {
  const auto is_word = [](const std::string& method) {
    return method_rules({method}).front() != "A method is an upper-case word such as GET.";
  };
  for (int c = 1; c < 128; ++c) {
    const std::string character{static_cast<char>(c)};
    const bool upper = c >= 'A' && c <= 'Z';
    EXPECT_EQ(is_word(character + "A"), upper) << c;
    EXPECT_EQ(is_word("A" + character), upper) << c;
    EXPECT_EQ(is_word("A" + character + "A"), upper || c == '-') << c;
  }
}

TEST(ModulePath, HasTheseCharactersAndNoOthers) {
  constexpr std::string_view kMarks = "/-._~:@";
  for (int c = 1; c < 128; ++c) {
    const bool expected = std::isalnum(c) != 0 || kMarks.find(static_cast<char>(c)) != kMarks.npos;
    EXPECT_EQ(prefix_rule(std::string{"/a"} + static_cast<char>(c) + "b").empty(), expected) << c;
  }
}

TEST(ModulePath, MethodsAreThoseOfHttpEachOnce) {
  EXPECT_EQ(method_rules({"GET", "HEAD", "POST", "VERSION-CONTROL", "M-SEARCH", "QUERY"}),
            std::vector<std::string>(6));
  EXPECT_EQ(
      method_rules({"GET", "GTE", "CONNECT", "PUT", "GET"}),
      (std::vector<std::string>{"", "HTTP has no method of this name.",
                                "CONNECT names a host and has no path.", "", "The method is listed twice."}));
}

TEST(ModulePath, IsStatedOnceInAModule) {
  EXPECT_EQ(broken_path_rules({{"/a", {"GET"}}, {"/a", {"POST"}}, {"/b", {}}}), Fields{});
  EXPECT_EQ(broken_path_rules({{"/a", {"GET"}}, {"/b", {}}, {"/a", {"PUT", "GET"}}}),
            (Fields{{"paths[2].prefix", "The path is listed twice with the same method."}}));
}

TEST(ModulePath, IsStatedByBothWithOnePrefixAndOneMethod) {
  EXPECT_TRUE(is_stated_by_both({"/a", {}}, {"/a", {}}));
  EXPECT_TRUE(is_stated_by_both({"/a", {"GET"}}, {"/a", {}}));
  EXPECT_TRUE(is_stated_by_both({"/a", {}}, {"/a", {"GET"}}));
  EXPECT_TRUE(is_stated_by_both({"/a", {"GET", "PUT"}}, {"/a", {"PUT"}}));
  EXPECT_TRUE(is_stated_by_both({"/Files", {"GET"}}, {"/fiLes", {"GET"}}))
      << "a service may not tell them apart";
  EXPECT_TRUE(is_stated_by_both({"/a", {"GET"}}, {"/a", {"HEAD"}}));
  EXPECT_TRUE(is_stated_by_both({"/a", {"HEAD"}}, {"/a", {"GET"}}));
  EXPECT_FALSE(is_stated_by_both({"/a", {"GET"}}, {"/a", {"PUT"}}));
  EXPECT_FALSE(is_stated_by_both({"/a", {}}, {"/a/b", {}}));
  EXPECT_FALSE(is_stated_by_both({"/a", {}}, {"/b", {}}));
}

TEST(ListsMethod, HeadGoesWithGet) {
  EXPECT_TRUE(lists_method({"/a", {}}, "ANY"));
  EXPECT_TRUE(lists_method({"/a", {"POST", "GET"}}, "GET"));
  EXPECT_TRUE(lists_method({"/a", {"POST", "GET"}}, "HEAD"));
  EXPECT_TRUE(lists_method({"/a", {"HEAD"}}, "HEAD"));
  EXPECT_FALSE(lists_method({"/a", {"HEAD"}}, "GET"));
  EXPECT_FALSE(lists_method({"/a", {"POST"}}, "HEAD"));
  EXPECT_FALSE(lists_method({"/a", {"GET"}}, "POST"));
  EXPECT_FALSE(lists_method({"/a", {"GET"}}, "get"));
  EXPECT_FALSE(lists_method({"/a", {"GET"}}, ""));
}

TEST(ModulePath, APathBelongsToOneModule) {
  auto reader = module_of(1, {AccountType::kClient});
  auto writer = module_of(2, {AccountType::kClient});
  reader.paths = {{"/a", {"GET"}}, {"/orders", {"GET"}}};
  writer.paths = {{"/orders", {"POST"}}, {"/orders/drafts", {}}};
  EXPECT_FALSE(find_shared_path(reader, {reader, writer}).has_value()) << "each its own methods";
  writer.paths.push_back({"/Orders", {"HEAD"}});
  const std::vector<Module> catalogue{reader, writer};
  const auto shared = find_shared_path(reader, catalogue);
  ASSERT_TRUE(shared.has_value());
  EXPECT_EQ(shared->path, 1u);
  EXPECT_EQ(shared->other, &catalogue[1]);
  EXPECT_EQ(find_shared_path(writer, catalogue)->path, 2u);
}

}  // namespace
}  // namespace jeton::domain
