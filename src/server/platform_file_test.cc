#include "server/platform_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "base/hex.h"
#include "base/limits.h"
#include "crypto/digest.h"

namespace jeton::server {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::map<std::string, std::string> kNoEnvironment;

std::vector<base::FieldError> errors_of(std::string_view text,
                                        const std::map<std::string, std::string>& environment = {}) {
  const auto file = read_platform_file(text, environment);
  return file.has_value() ? std::vector<base::FieldError>{} : file.error().fields();
}

auto error_at(const std::string& path, const std::string& words) {
  return AllOf(Field(&base::FieldError::path, path), Field(&base::FieldError::message, HasSubstr(words)));
}

TEST(PlatformFile, ReadsEveryKindOfEntry) {
  const auto file = read_platform_file(R"(
modules:
  - id: MOD-5101
    code: billing
    name: Billing
    description: Invoices.
    accountTypes: [Vendor, Client]
    configurable: true
    default: false
    paid: true
    paths:
      - /billing
      - prefix: /invoices
        methods: [GET, HEAD]
accounts:
  - id: ACC-5101-0002
    type: Client
    name: Birch Retail
    description: A shop.
    revealTokens: false
    modules: [billing]
groups:
  - id: UGR-5101-0001
    account: Birch Retail
    name: Readers
    description: They read.
    modules: []
users:
  - id: USR-5101-0001
    email: robin@birch-retail.example
    firstName: Robin
    lastName: Birch
    memberships:
      - account: Birch Retail
        groups: [Readers]
tokens:
  - id: TKN-8857-1729
    account: Birch Retail
    name: One
    description: From the environment.
    modules: [billing]
    status: Disabled
    valueFrom: { env: ONE }
  - id: TKN-8857-1730
    account: Birch Retail
    name: Two
    valueSha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
  - account: Birch Retail
    name: Three
)",
                                       {{"ONE", "idt:TKN-8857-1729:abc"}});
  ASSERT_TRUE(file.has_value()) << file.error().fields().front().message;

  const auto& module = file->modules.at(0);
  EXPECT_EQ(module.id, "MOD-5101");
  EXPECT_THAT(module.account_types, ElementsAre(domain::AccountType::kVendor, domain::AccountType::kClient));
  EXPECT_EQ(module.configurable, true);
  EXPECT_EQ(module.is_default, false);
  EXPECT_EQ(module.paid, true);
  EXPECT_THAT(*module.paths, ElementsAre(domain::ModulePath{"/billing", {}},
                                         domain::ModulePath{"/invoices", {"GET", "HEAD"}}));
  const auto& account = file->accounts.at(0);
  EXPECT_EQ(account.type, domain::AccountType::kClient);
  EXPECT_EQ(account.reveal_tokens, false);
  EXPECT_THAT(*account.modules, ElementsAre("billing"));
  EXPECT_THAT(*file->groups.at(0).modules, IsEmpty());
  const auto& user = file->users.at(0);
  EXPECT_EQ(user.email, "robin@birch-retail.example");
  EXPECT_EQ(user.memberships.at(0).account, "Birch Retail");
  EXPECT_THAT(user.memberships.at(0).groups, ElementsAre("Readers"));
  EXPECT_EQ(file->tokens.at(0).status, domain::TokenStatus::kDisabled);
  EXPECT_EQ(file->tokens.at(0).value->reveal(), "idt:TKN-8857-1729:abc");
  EXPECT_EQ(base::to_hex(*file->tokens.at(1).value_sha256),
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  EXPECT_FALSE(file->tokens.at(2).value.has_value());
  EXPECT_FALSE(file->tokens.at(2).modules.has_value());
}

TEST(PlatformFile, ReadsEveryFieldOfModulesAndAccounts) {
  const auto file = read_platform_file(R"(
modules:
  - code: billing
    name: Billing
    accountTypes: [Client]
    obsolete: true
    type: [new, legacy]
    eligibility: { multi: false, single: true }
accounts:
  - type: Client
    name: Birch Retail
    website: https://birch-retail.example
    technicalSupportEmail: help@birch-retail.example
    address: { addressLine1: 1 Mill Lane, city: Leeds, country: GB }
    defaultLanguageCode: en-GB
    externalId: EXT-7
    eligibility: { partner: true }
)",
                                       kNoEnvironment);
  ASSERT_TRUE(file.has_value());
  const auto& module = file->modules.at(0);
  EXPECT_EQ(module.obsolete, true);
  EXPECT_EQ(module.types, (std::vector{domain::ModuleType::kNew, domain::ModuleType::kLegacy}));
  EXPECT_EQ(module.multi_account, false);
  EXPECT_EQ(module.single_account, true);
  const auto& account = file->accounts.at(0);
  EXPECT_EQ(account.website, "https://birch-retail.example");
  EXPECT_EQ(account.technical_support_email, "help@birch-retail.example");
  EXPECT_EQ(account.address->address_line1, "1 Mill Lane");
  EXPECT_EQ(account.address->country, "GB");
  EXPECT_EQ(account.address->state, std::nullopt);
  EXPECT_EQ(account.default_language_code, "en-GB");
  EXPECT_EQ(account.external_id, "EXT-7");
  EXPECT_EQ(account.eligibility->client, std::nullopt);
  EXPECT_EQ(account.eligibility->partner, true);
  EXPECT_THAT(errors_of("accounts: [{ type: Client, name: A, address: { town: x }, eligibility: 5 }]"),
              ElementsAre(error_at("accounts[0].address.town", "unknown key"),
                          error_at("accounts[0].eligibility", "mapping")));
  EXPECT_THAT(errors_of("modules: [{ code: a, name: A, accountTypes: [Client], type: [old] }]"),
              ElementsAre(error_at("modules[0].type[0]", "new or legacy")));
}

TEST(PlatformFile, AnEmptyFileAndEmptyHeadingsStateNothing) {
  EXPECT_TRUE(read_platform_file("", kNoEnvironment).has_value());
  const auto file = read_platform_file("tokens:\nusers: []\n", kNoEnvironment);
  ASSERT_TRUE(file.has_value());
  EXPECT_THAT(file->tokens, IsEmpty());
}

TEST(PlatformFile, NamesUnknownKeysWithPathAndLine) {
  EXPECT_THAT(errors_of("tokens:\n  - account: A\n    name: N\n    modul: [x]\n"),
              ElementsAre(error_at("tokens[0].modul", "Line 4: unknown key; the keys here are")));
  EXPECT_THAT(errors_of("token: []\n"), ElementsAre(error_at("token", "Line 1")));
}

TEST(PlatformFile, NamesEveryBrokenPlaceAtOnce) {
  const auto errors = errors_of(R"(accounts:
  - name: A
users:
  - email: a@b.example
    firstName: [A]
    lastName: B
    memberships: [{ account: A, groups: [] }]
)");
  EXPECT_THAT(errors, Contains(error_at("accounts[0].type", "required")));
  EXPECT_THAT(errors, Contains(error_at("users[0].firstName", "Line 5: must be a string")));
  EXPECT_THAT(errors, Contains(error_at("users[0].memberships[0].groups", "needs a group")));
}

TEST(PlatformFile, TellsAtMostTheLimitOfErrors) {
  std::string text{"tokens:\n"};
  for (int i = 0; i < 1000; ++i) text += "  - 1\n";
  EXPECT_EQ(errors_of(text).size(), base::kFileErrorsMax);
}

TEST(PlatformFile, RefusesAValueInClearWithoutRepeatingIt) {
  const auto errors =
      errors_of("tokens:\n  - account: A\n    name: N\n    value: idt:TKN-8857-1729:zqxjkv\n");
  EXPECT_THAT(errors, ElementsAre(error_at("tokens[0].value", "use valueFrom: {env: NAME}")));
  EXPECT_THAT(errors.front().message, Not(HasSubstr("zqxjkv")));
}

TEST(PlatformFile, NamesAMissingVariableAndNeverAValue) {
  constexpr std::string_view kText = "tokens:\n  - { account: A, name: N, valueFrom: { env: NOT_THERE } }\n";
  EXPECT_THAT(errors_of(kText), ElementsAre(error_at("tokens[0].valueFrom.env",
                                                     "the environment variable NOT_THERE is not set")));
  EXPECT_THAT(
      errors_of(kText, {{"NOT_THERE", ""}}),
      ElementsAre(error_at("tokens[0].valueFrom.env", "the environment variable NOT_THERE is empty")));
  // The value itself in place of the variable's name.
  const auto errors =
      errors_of("tokens:\n  - { account: A, name: N, valueFrom: { env: 'idt:TKN-1:zqxjkv' } }\n");
  EXPECT_THAT(errors,
              ElementsAre(error_at("tokens[0].valueFrom.env", "the name of an environment variable")));
  EXPECT_THAT(errors.front().message, Not(HasSubstr("zqxjkv")));
}

TEST(PlatformFile, RefusesWrongWordsWithTheChoices) {
  EXPECT_THAT(errors_of("accounts: [{ type: client, name: A }]"),
              ElementsAre(error_at("accounts[0].type", "Vendor, Client or Operations")));
  EXPECT_THAT(errors_of("tokens: [{ account: A, name: N, status: Deleted }]"),
              ElementsAre(error_at("tokens[0].status", "Active or Disabled")));
  EXPECT_THAT(errors_of("accounts: [{ type: Client, name: A, revealTokens: \"true\" }]"),
              ElementsAre(error_at("accounts[0].revealTokens", "true or false")));
  EXPECT_THAT(errors_of("tokens: [{ account: A, name: N, valueSha256: 12 }]"),
              ElementsAre(error_at("tokens[0].valueSha256", "64 lower-case hexadecimal digits")));
  EXPECT_THAT(
      errors_of("modules: [{ code: a, name: A, accountTypes: [Vendor], paths: [{ methods: [GET] }] }]"),
      ElementsAre(error_at("modules[0].paths[0].prefix", "required")));
  EXPECT_THAT(
      errors_of(
          "modules: [{ code: a, name: A, accountTypes: [Vendor], paths: [{ prefix: /a, methods: [] }] }]"),
      ElementsAre(error_at("modules[0].paths[0].methods", "needs a method")));
  EXPECT_THAT(errors_of("users: [{ email: '*@birch-retail.example', firstName: A, lastName: B }]"),
              ElementsAre(error_at("users[0].email", "has no wildcards")));
  EXPECT_THAT(errors_of("tokens: { a: b }"), ElementsAre(error_at("tokens", "must be a list")));
  EXPECT_THAT(errors_of("- a\n"), ElementsAre(error_at("", "must be a mapping with the keys modules")));
}

TEST(PlatformFile, RefusesAFileThatUnfolds) {
  EXPECT_THAT(errors_of("a: &a [x, x]\ntokens: [*a]\n"), ElementsAre(error_at("file", "anchors")));
}

TEST(PlatformFile, RefusesAFilePastTheSizeLimit) {
  // What is wrong with it otherwise is told, so it was read.
  std::string at_limit{"a: &a x\n#"};
  at_limit.resize(base::kPlatformFileBytesMax, '#');
  EXPECT_THAT(errors_of(at_limit), ElementsAre(error_at("file", "anchors")));
  EXPECT_THAT(errors_of(std::string(base::kPlatformFileBytesMax + 1, '#')),
              ElementsAre(error_at("file", "bytes")));
}

// The working directory of tests is the project's root.
TEST(PlatformFile, TheExampleIsReadable) {
  std::ifstream stream{"deploy/examples/platform.yaml"};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  ASSERT_FALSE(text.empty());
  std::map<std::string, std::string> environment;
  for (std::size_t at = text.find("env: "); at != std::string::npos; at = text.find("env: ", at + 1)) {
    environment[text.substr(at + 5, text.find_first_of(" }\n", at + 5) - at - 5)] = "x";
  }
  const auto file = read_platform_file(text, environment);
  ASSERT_TRUE(file.has_value()) << file.error().fields().front().path
                                << file.error().fields().front().message;
  EXPECT_GE(file->modules.size(), 10U);
  EXPECT_EQ(file->accounts.size(), 4U);
}

}  // namespace
}  // namespace jeton::server
