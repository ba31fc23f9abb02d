#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "api/api.h"
#include "app/testing/platform.h"
#include "base/limits.h"
#include "identity/sign_in.h"
#include "support/listed_properties.h"
#include "support/running_server.h"

// The committed contract, held against the program both ways.
namespace jeton::tests {
namespace {

namespace json = boost::json;

const YAML::Node& contract() {
  static const auto kContract = YAML::LoadFile("openapi/jeton.yaml");
  return kContract;
}

std::string upper(std::string text) {
  for (auto& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return text;
}

struct Operation {
  std::string id;
  std::string method;
  std::string path;
  YAML::Node node;

  [[nodiscard]] std::string text() const { return method + " " + path + " " + id; }
  [[nodiscard]] bool is_public() const { return node["security"] && node["security"].size() == 0; }
  [[nodiscard]] bool answers(const std::string& status) const {
    return node["responses"][status].IsDefined();
  }
  [[nodiscard]] bool takes(const std::string& parameter) const {
    for (const auto& stated : node["parameters"]) {
      if (stated["$ref"].as<std::string>() == "#/components/parameters/" + parameter) return true;
    }
    return false;
  }
};

std::vector<Operation> operations() {
  const std::set<std::string> methods{"get", "put", "post", "delete", "patch", "head", "options"};
  std::vector<Operation> found;
  for (const auto& path : contract()["paths"]) {
    for (const auto& operation : path.second) {
      const auto method = operation.first.as<std::string>();
      if (!methods.contains(method)) continue;
      found.push_back({operation.second["operationId"].as<std::string>(), upper(method),
                       path.first.as<std::string>(), operation.second});
    }
  }
  return found;
}

std::set<std::string> lines_of(const char* file) {
  std::set<std::string> lines;
  std::ifstream in{file};
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.front() != '#') lines.insert(line);
  }
  return lines;
}

class Contract : public ::testing::Test {
 protected:
  app::testing::TestPlatform platform;
  identity::SignIn sign_in{platform.services(), {1, 8192}};
  api::Api api{platform.services(), sign_in, {}};
};

TEST_F(Contract, DescribesExactlyTheRoutesThatAreServed) {
  std::set<std::string> served;
  for (const auto& route : api.routes()) {
    served.insert(route.method + " " + route.pattern + " " + route.operation_id);
  }
  const auto unserved = lines_of("tests/api/unserved_operations.txt");
  std::set<std::string> described;
  std::set<std::string> missing;
  for (const auto& operation : operations()) {
    if (!api::Api::owns(operation.path)) continue;
    if (!served.contains(operation.text())) missing.insert(operation.id);
    described.insert(operation.text());
  }
  EXPECT_EQ(missing, unserved) << "take out of the file what is served; describe what is served as it is";
  for (const auto& route : served) EXPECT_TRUE(described.contains(route)) << route;
}

// Who may call without a credential, and what `Accept` is held against, are part of both.
TEST_F(Contract, AgreesWithTheRoutesOnCredentialsAndAccept) {
  std::map<std::string, Operation> described;
  for (const auto& operation : operations()) described.emplace(operation.id, operation);
  for (const auto& route : api.routes()) {
    const auto found = described.find(route.operation_id);
    if (found == described.end()) continue;
    EXPECT_EQ(found->second.is_public(), !route.needs_caller) << route.operation_id;
    EXPECT_EQ(found->second.answers("406"), route.checks_accept) << route.operation_id;
  }
}

TEST_F(Contract, NamesTheRefusalsOfEveryOperation) {
  for (const auto& operation : operations()) {
    const auto expect = [&operation](bool applies, const std::string& status) {
      EXPECT_TRUE(!applies || operation.answers(status)) << operation.text() << " " << status;
    };
    const bool is_session = operation.path.starts_with("/session");
    const bool has_body = operation.node["requestBody"].IsDefined();
    expect(true, "400");
    expect(true, "500");
    expect(!operation.is_public(), "401");
    expect(!operation.is_public() && !is_session, "403");
    expect(!operation.is_public() && operation.method != "GET", "403");  // the CSRF token
    expect(operation.path.find('{') != std::string::npos, "404");
    expect(operation.takes("IfMatch"), "412");
    expect(operation.takes("IfNoneMatch"), "304");
    expect(has_body, "413");
    expect(has_body, "415");
  }
}

// A read can be repeated, so what changes something must be told from what does not.
TEST_F(Contract, AsksForTheCsrfTokenBesideTheCookieOfEveryChange) {
  for (const auto& operation : operations()) {
    if (operation.is_public()) continue;
    for (const auto& way : operation.node["security"]) {
      if (!way["sessionCookie"]) continue;
      EXPECT_EQ(way["csrfToken"].IsDefined(), operation.method != "GET") << operation.text();
    }
    // What the document says of all operations holds without the CSRF token.
    EXPECT_TRUE(operation.method == "GET" || operation.node["security"]) << operation.text();
  }
}

/// `CreateApiToken.name` and so on, to the bound that the program keeps.
const std::map<std::string, std::size_t>& limits() {
  static const std::map<std::string, std::size_t> kLimits{
      {"AccountName", base::kAccountNameLengthMax},
      {"Account.name", base::kAccountNameLengthMax},
      {"Account.description", base::kAccountDescriptionLengthMax},
      {"Account.technicalSupportEmail", base::kEmailLengthMax},
      {"AccountDetails.technicalSupportEmail", base::kEmailLengthMax},
      {"ApiTokenName", base::kTokenNameLengthMax},
      {"ApiToken.name", base::kTokenNameLengthMax},
      {"ApiToken.description", base::kTokenDescriptionLengthMax},
      {"ApiToken.icon", base::kTokenIconLengthMax},
      {"IconAddress", base::kTokenIconLengthMax},
      {"Description", base::kTokenDescriptionLengthMax},
      {"ModuleReferences", base::kTokenModulesMax},
      {"ExtensionReferences", base::kTokenExtensionsMax},
      {"UserGroupName", base::kGroupNameLengthMax},
      {"UserGroup.name", base::kGroupNameLengthMax},
      {"UserGroup.description", base::kGroupDescriptionLengthMax},
      {"PersonName", base::kPersonNameLengthMax},
      {"UserGroupReferences", base::kMembershipGroupsMax},
      {"PhoneInput.prefix", base::kPhonePrefixLengthMax},
      {"PhoneInput.number", base::kPhoneNumberLengthMax},
      {"UserSetting", base::kUserSettingLengthMax},
      {"UpdateUser.settings.optOuts", base::kUserOptOutsMax},
      {"InvitationWish.notes", base::kInvitationNotesLengthMax},
      {"User.email", base::kEmailLengthMax},
      {"User.firstName", base::kPersonNameLengthMax},
      {"User.lastName", base::kPersonNameLengthMax},
      {"AccountMember.email", base::kEmailLengthMax},
      {"AccountMember.firstName", base::kPersonNameLengthMax},
      {"AccountMember.lastName", base::kPersonNameLengthMax},
      {"Email", base::kEmailLengthMax},
      {"SignInRequest.email", base::kEmailLengthMax},
      {"Password", base::kPasswordLengthMax},
      {"SetPassword.currentPassword", base::kPasswordLengthMax},
      {"SignInRequest.password", base::kPasswordLengthMax},
      {"AuditRecord.request.api.userAgent", base::kUserAgentBytesMax},
      {"Account.website", base::kAccountWebsiteLengthMax},
      {"AccountDetails.website", base::kAccountWebsiteLengthMax},
      {"Account.externalId", base::kAccountExternalIdLengthMax},
      {"AccountDetails.externalId", base::kAccountExternalIdLengthMax},
      {"AddressPart", base::kAddressPartLengthMax},
      {"AccountDetails.defaultLanguageCode", base::kLanguageCodeLengthMax},
      {"LanguageTag", base::kLanguageCodeLengthMax},
      {"CreateAuditRecord.event", base::kAuditEventLengthMax},
      {"CreateAuditRecord.object.name", base::kAuditObjectNameLengthMax},
      {"CreateAuditRecord.summary", base::kAuditSummaryLengthMax},
      {"CreateAuditRecord.details", base::kAuditDetailsLengthMax},
      {"UpdateEventType.name", base::kEventTypeNameLengthMax},
      {"UpdateEventType.description", base::kEventTypeDescriptionLengthMax},
      {"Module.name", base::kModuleNameLengthMax},
      {"Module.code", base::kModuleCodeLengthMax},
      {"Module.description", base::kModuleDescriptionLengthMax},
  };
  return kLimits;
}

/// Calls `visit` with the name and value of each `maxLength` and `maxItems` below `node`.
void each_limit(const std::string& name, const YAML::Node& node,
                const std::function<void(const std::string&, std::size_t)>& visit) {
  if (node.IsSequence()) {
    for (const auto& element : node) each_limit(name, element, visit);
    return;
  }
  if (!node.IsMap()) return;
  for (const auto* word : {"maxLength", "maxItems"}) {
    if (node[word] && node[word].IsScalar()) visit(name, node[word].as<std::size_t>());
  }
  for (const auto& member : node) {
    const auto key = member.first.as<std::string>();
    if (key == "properties") {
      for (const auto& property : member.second) {
        each_limit(name + "." + property.first.as<std::string>(), property.second, visit);
      }
    } else if (key != "example") {
      each_limit(name, member.second, visit);
    }
  }
}

TEST_F(Contract, StatesTheLimitsThatTheProgramEnforces) {
  std::set<std::string> stated;
  for (const auto& schema : contract()["components"]["schemas"]) {
    each_limit(schema.first.as<std::string>(), schema.second,
               [&stated](const std::string& name, std::size_t value) {
                 stated.insert(name);
                 const auto limit = limits().find(name);
                 if (limit == limits().end()) {
                   ADD_FAILURE() << name << ": which limit of base/limits.h is it?";
                 } else {
                   EXPECT_EQ(value, limit->second) << name;
                 }
               });
  }
  for (const auto& [name, limit] : limits()) EXPECT_TRUE(stated.contains(name)) << name;
  EXPECT_EQ(contract()["components"]["schemas"]["Password"]["minLength"].as<std::size_t>(),
            base::kPasswordLengthMin);
  const auto parameters = contract()["components"]["parameters"];
  EXPECT_EQ(parameters["Limit"]["schema"]["default"].as<std::int64_t>(), base::kPageLimitDefault);
}

/// The names in backticks of the sentence that begins with `Filter and order by`.
std::set<std::string> described_properties(const std::string& description) {
  constexpr std::string_view kBegin = "Filter and order by ";
  const auto begin = description.find(kBegin);
  if (begin == std::string::npos) return {};
  const auto sentence = description.substr(begin, description.find("`.", begin) - begin + 1);
  std::set<std::string> names;
  for (auto open = sentence.find('`'); open != std::string::npos; open = sentence.find('`', open + 1)) {
    const auto close = sentence.find('`', open + 1);
    names.insert(sentence.substr(open + 1, close - open - 1));
    open = close;
  }
  return names;
}

/// What everybody may filter and order by. Events of `audit` are told of together where `by` is told too.
std::set<std::string> askable_properties(const domain::PropertyTable& table, bool audit_is_told_together) {
  std::set<std::string> names;
  for (const auto& property : table.properties) {
    if (property.use != domain::PropertyUse::kFilterAndOrder || property.operations_only) continue;
    if (property.type == domain::PropertyType::kReference) continue;
    if (property.type == domain::PropertyType::kCollection) continue;
    if (audit_is_told_together && property.path.starts_with("audit.")) continue;
    names.insert(std::string{property.path});
  }
  return names;
}

TEST_F(Contract, TellsWhatListsAreFilteredAndOrderedBy) {
  for (const auto& operation : operations()) {
    if (!operation.id.starts_with("list")) continue;
    const auto* table = listed_properties(operation.id);
    ASSERT_NE(table, nullptr) << operation.id;
    const auto description = operation.node["description"].as<std::string>();
    const bool together = description.find("Of each event of `audit`") != std::string::npos;
    EXPECT_EQ(described_properties(description), askable_properties(*table, together)) << operation.id;
  }
}

// R-001, R-003: ids grow by a group of digits once a table is a tenth full.
TEST_F(Contract, TakesIdsThatAreAGroupLonger) {
  const std::map<std::string, std::string> forms{
      {"AccountId", "^ACC(-[0-9]{4}){2,3}$"},      {"UserId", "^USR(-[0-9]{4}){2,3}$"},
      {"AccountUserId", "^AUSR(-[0-9]{4}){3,4}$"}, {"UserGroupId", "^UGR(-[0-9]{4}){2,3}$"},
      {"ModuleId", "^MOD(-[0-9]{4}){1,2}$"},       {"TokenId", "^TKN(-[0-9]{4}){2,3}$"},
      {"AuditRecordId", "^AUD(-[0-9]{4}){4,5}$"},  {"EventTypeId", "^AET(-[0-9]{4}){2,3}$"}};
  for (const auto& [schema, form] : forms) {
    EXPECT_EQ(contract()["components"]["schemas"][schema]["pattern"].as<std::string>(), form);
  }
}

/// Whether JSON says what the YAML says. A scalar's text decides: `"1.0"` is a string, `100` a number.
void expect_same(const std::string& where, const YAML::Node& yaml, const json::value& value) {
  if (yaml.IsMap()) {
    ASSERT_TRUE(value.is_object()) << where;
    ASSERT_EQ(yaml.size(), value.get_object().size()) << where;
    for (const auto& member : yaml) {
      const auto key = member.first.as<std::string>();
      ASSERT_TRUE(value.get_object().contains(key)) << where << " " << key;
      expect_same(where + "/" + key, member.second, value.at(key));
    }
  } else if (yaml.IsSequence()) {
    ASSERT_TRUE(value.is_array()) << where;
    ASSERT_EQ(yaml.size(), value.get_array().size()) << where;
    for (std::size_t i = 0; i < yaml.size(); ++i) {
      expect_same(where + "/" + std::to_string(i), yaml[i], value.at(i));
    }
  } else if (value.is_string()) {
    EXPECT_EQ(yaml.as<std::string>(), std::string_view{value.get_string()}) << where;
  } else if (value.is_null()) {
    EXPECT_TRUE(yaml.IsNull()) << where;
  } else {
    EXPECT_EQ(yaml.Tag(), "?") << where << " is quoted";
    EXPECT_EQ(yaml.as<std::string>(), json::serialize(value)) << where;
  }
}

TEST(ServedContract, IsTheCommittedOneForEverybody) {
  RunningServer server;
  const auto answer = server.as_nobody({.target = "/public/v1/openapi.json"});
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-type"), "application/json");
  const auto document = answer.json();
  expect_same("", contract(), document);
  EXPECT_TRUE(document.at("info").at("version").is_string());
  EXPECT_TRUE(document.at("components").at("parameters").at("Limit").at("schema").at("default").is_int64());
  EXPECT_TRUE(document.at("components").at("parameters").at("ApiTokenId").at("required").is_bool());
  const auto tag = answer.header("etag");
  ASSERT_FALSE(tag.empty());
  EXPECT_EQ(
      server.as_nobody({.target = "/public/v1/openapi.json", .headers = {{"If-None-Match", tag}}}).status,
      304);
}

}  // namespace
}  // namespace jeton::tests
