#include "server/platform_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "yaml/yaml.h"

namespace jeton::server {
namespace {

using yaml::parse_yaml;
using yaml::yaml_path;
using yaml::YamlErrors;
using yaml::YamlNode;

using Environment = std::map<std::string, std::string>;
using Kind = YamlNode::Kind;

/// One mapping of the file, with its permitted keys.
class Entry {
 public:
  Entry(const YamlNode& node, std::string path, YamlErrors& errors)
      : node_{node}, path_{std::move(path)}, errors_{errors} {}

  /// Refuses the keys that are not among `known`. False when this is no mapping at all.
  bool has_only(std::initializer_list<std::string_view> known) {
    if (node_.kind != Kind::kMapping) {
      errors_.add(path_, node_, fmt::format("must be a mapping with the keys {}", fmt::join(known, ", ")));
      return false;
    }
    for (std::size_t i = 0; i < node_.keys.size(); ++i) {
      if (std::find(known.begin(), known.end(), node_.keys[i]) != known.end()) continue;
      errors_.add(yaml_path(path_, node_.keys[i]), node_.items[i],
                  fmt::format("unknown key; the keys here are {}", fmt::join(known, ", ")));
    }
    return true;
  }

  [[nodiscard]] const YamlNode* find(std::string_view key) const { return node_.find(key); }
  [[nodiscard]] std::string path_of(std::string_view key) const { return yaml_path(path_, key); }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const YamlNode& node() const noexcept { return node_; }
  [[nodiscard]] YamlErrors& errors() const noexcept { return errors_; }

  std::optional<std::string> text(std::string_view key) {
    const auto* node = find(key);
    if (node == nullptr) return std::nullopt;
    return text_at(*node, path_of(key));
  }

  std::string required_text(std::string_view key) {
    if (find(key) == nullptr) errors_.add(path_of(key), node_, "this key is required");
    return text(key).value_or(std::string{});
  }

  std::optional<bool> truth(std::string_view key) {
    const auto* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (node->kind == Kind::kText && !node->quoted && (node->text == "true" || node->text == "false")) {
      return node->text == "true";
    }
    errors_.add(path_of(key), *node, "must be true or false");
    return std::nullopt;
  }

  std::optional<std::vector<std::string>> texts(std::string_view key) {
    const auto* node = find(key);
    if (node == nullptr) return std::nullopt;
    std::vector<std::string> values;
    for_each_item(*node, path_of(key), [&](const YamlNode& item, const std::string& path) {
      if (auto value = text_at(item, path)) values.push_back(*std::move(value));
    });
    return values;
  }

  /// Calls `visit(item, path)` for each item of the list at `key`; an absent one has none.
  template <class Visit>
  void each(std::string_view key, Visit visit) {
    if (const auto* node = find(key)) for_each_item(*node, path_of(key), visit);
  }

 private:
  std::optional<std::string> text_at(const YamlNode& node, const std::string& path) {
    // The form in which texts are stored, and compared with names that are there already.
    if (node.kind == Kind::kText) return base::normalized(node.text);
    errors_.add(path, node, "must be a string");
    return std::nullopt;
  }

  template <class Visit>
  void for_each_item(const YamlNode& node, const std::string& path, Visit visit) {
    if (node.kind != Kind::kList) {
      errors_.add(path, node, "must be a list");
      return;
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) visit(node.items[i], fmt::format("{}[{}]", path, i));
  }

  const YamlNode& node_;
  std::string path_;
  YamlErrors& errors_;
};

constexpr std::string_view kAccountTypeRule = "must be Vendor, Client or Operations";

domain::ModulePath read_module_path(Entry entry) {
  // `- /billing` is short for `- prefix: /billing`.
  if (entry.node().kind == Kind::kText) return {entry.node().text, {}};
  if (!entry.has_only({"prefix", "methods"})) return {};
  // In the catalogue an empty list means every method, which is the opposite of what it looks like here.
  if (const auto* methods = entry.find("methods");
      methods != nullptr && methods->kind == Kind::kList && methods->items.empty()) {
    entry.errors().add(entry.path_of("methods"), *methods,
                       "needs a method; omit this key to include every method");
  }
  return {entry.required_text("prefix"), entry.texts("methods").value_or(std::vector<std::string>{})};
}

app::PlatformModule read_module(Entry entry) {
  app::PlatformModule module;
  if (!entry.has_only({"id", "code", "name", "description", "accountTypes", "configurable", "default", "paid",
                       "obsolete", "type", "eligibility", "paths"})) {
    return module;
  }
  module.id = entry.text("id");
  module.code = entry.required_text("code");
  module.name = entry.required_text("name");
  module.description = entry.text("description");
  if (entry.find("accountTypes") == nullptr) {
    entry.errors().add(entry.path_of("accountTypes"), entry.node(), "this key is required");
  }
  entry.each("accountTypes", [&](const YamlNode& node, const std::string& path) {
    const auto type = node.kind == Kind::kText ? domain::parse_account_type(node.text) : std::nullopt;
    if (!type) return entry.errors().add(path, node, kAccountTypeRule);
    module.account_types.push_back(*type);
  });
  module.configurable = entry.truth("configurable");
  module.is_default = entry.truth("default");
  module.paid = entry.truth("paid");
  module.obsolete = entry.truth("obsolete");
  if (entry.find("type") != nullptr) module.types.emplace();
  entry.each("type", [&](const YamlNode& node, const std::string& path) {
    const auto type = node.kind == Kind::kText ? domain::parse_module_type(node.text) : std::nullopt;
    if (!type) return entry.errors().add(path, node, "must be new or legacy");
    module.types->push_back(*type);
  });
  if (const auto* node = entry.find("eligibility")) {
    Entry eligibility{*node, entry.path_of("eligibility"), entry.errors()};
    if (eligibility.has_only({"multi", "single"})) {
      module.multi_account = eligibility.truth("multi");
      module.single_account = eligibility.truth("single");
    }
  }
  if (entry.find("paths") != nullptr) module.paths.emplace();
  entry.each("paths", [&](const YamlNode& node, const std::string& path) {
    module.paths->push_back(read_module_path({node, path, entry.errors()}));
  });
  return module;
}

domain::AddressChange read_address(Entry entry) {
  domain::AddressChange address;
  if (!entry.has_only({"addressLine1", "addressLine2", "postCode", "city", "state", "country"})) {
    return address;
  }
  address.address_line1 = entry.text("addressLine1");
  address.address_line2 = entry.text("addressLine2");
  address.post_code = entry.text("postCode");
  address.city = entry.text("city");
  address.state = entry.text("state");
  address.country = entry.text("country");
  return address;
}

app::PlatformAccount read_account(Entry entry) {
  app::PlatformAccount account;
  if (!entry.has_only({"id", "type", "name", "description", "website", "technicalSupportEmail", "address",
                       "defaultLanguageCode", "externalId", "eligibility", "revealTokens", "modules"})) {
    return account;
  }
  account.id = entry.text("id");
  const auto text = entry.required_text("type");
  const auto type = domain::parse_account_type(text);
  if (type) {
    account.type = *type;
  } else if (const auto* node = entry.find("type"); node != nullptr && node->kind == Kind::kText) {
    entry.errors().add(entry.path_of("type"), *node, kAccountTypeRule);
  }
  account.name = entry.required_text("name");
  account.description = entry.text("description");
  account.website = entry.text("website");
  account.technical_support_email = entry.text("technicalSupportEmail");
  if (const auto* node = entry.find("address")) {
    account.address = read_address({*node, entry.path_of("address"), entry.errors()});
  }
  account.default_language_code = entry.text("defaultLanguageCode");
  account.external_id = entry.text("externalId");
  if (const auto* node = entry.find("eligibility")) {
    Entry eligibility{*node, entry.path_of("eligibility"), entry.errors()};
    if (eligibility.has_only({"client", "partner"})) {
      account.eligibility =
          domain::EligibilityChange{eligibility.truth("client"), eligibility.truth("partner")};
    }
  }
  account.reveal_tokens = entry.truth("revealTokens");
  account.modules = entry.texts("modules");
  return account;
}

app::PlatformGroup read_group(Entry entry) {
  app::PlatformGroup group;
  if (!entry.has_only({"id", "account", "name", "description", "modules"})) return group;
  group.id = entry.text("id");
  group.account = entry.required_text("account");
  group.name = entry.required_text("name");
  group.description = entry.text("description");
  group.modules = entry.texts("modules");
  return group;
}

app::PlatformMembership read_membership(Entry entry) {
  app::PlatformMembership membership;
  if (!entry.has_only({"account", "groups"})) return membership;
  membership.account = entry.required_text("account");
  if (auto groups = entry.texts("groups")) {
    if (groups->empty()) {
      entry.errors().add(entry.path_of("groups"), entry.node(),
                         "a member needs a group; omit this key for the default group");
    }
    membership.groups = *std::move(groups);
  }
  return membership;
}

app::PlatformUser read_user(Entry entry) {
  app::PlatformUser user;
  if (!entry.has_only({"id", "email", "firstName", "lastName", "memberships"})) return user;
  user.id = entry.text("id");
  user.email = entry.required_text("email");
  if (user.email.find('*') != std::string::npos) {
    entry.errors().add(entry.path_of("email"), *entry.find("email"), "names one person and has no wildcards");
  }
  user.first_name = entry.required_text("firstName");
  user.last_name = entry.required_text("lastName");
  entry.each("memberships", [&](const YamlNode& node, const std::string& path) {
    user.memberships.push_back(read_membership({node, path, entry.errors()}));
  });
  return user;
}

bool is_variable_name(std::string_view text) {
  const auto allowed = [](char c) { return base::is_ascii_letter_or_digit(c) || c == '_'; };
  return !text.empty() && text.size() <= 200 && !(text.front() >= '0' && text.front() <= '9') &&
         std::all_of(text.begin(), text.end(), allowed);
}

std::optional<base::Secret> read_value_from(Entry entry, const Environment& environment) {
  if (!entry.has_only({"env"})) return std::nullopt;
  const auto name = entry.required_text("env");
  if (entry.find("env") == nullptr) return std::nullopt;
  const auto& node = *entry.find("env");
  if (!is_variable_name(name)) {
    // Not repeated: it may be the value itself, put into the wrong place.
    entry.errors().add(entry.path_of("env"), node, "must be the name of an environment variable");
    return std::nullopt;
  }
  const auto found = environment.find(name);
  if (found == environment.end()) {
    entry.errors().add(entry.path_of("env"), node,
                       fmt::format("the environment variable {} is not set", name));
    return std::nullopt;
  }
  const auto value = base::trim(found->second);
  if (value.empty()) {
    entry.errors().add(entry.path_of("env"), node, fmt::format("the environment variable {} is empty", name));
    return std::nullopt;
  }
  return base::Secret{value};
}

app::PlatformToken read_token(Entry entry, const Environment& environment) {
  app::PlatformToken token;
  if (const auto* node = entry.find("value")) {
    entry.errors().add(entry.path_of("value"), *node,
                       "a token's value must not be in the file; use valueFrom: {env: NAME}, or valueSha256 "
                       "with the SHA-256 of its opaque part");
    return token;
  }
  if (!entry.has_only(
          {"id", "account", "name", "description", "modules", "status", "valueFrom", "valueSha256"})) {
    return token;
  }
  token.id = entry.text("id");
  token.account = entry.required_text("account");
  token.name = entry.required_text("name");
  token.description = entry.text("description");
  token.modules = entry.texts("modules");
  if (const auto status = entry.text("status")) {
    token.status = domain::parse_token_status(*status);
    if (!token.status || token.status == domain::TokenStatus::kDeleted) {
      entry.errors().add(entry.path_of("status"), *entry.find("status"), "must be Active or Disabled");
    }
  }
  if (const auto* node = entry.find("valueFrom")) {
    token.value = read_value_from({*node, entry.path_of("valueFrom"), entry.errors()}, environment);
  }
  if (const auto digest = entry.text("valueSha256")) {
    token.value_sha256 = crypto::sha256_from_hex(*digest);
    if (!token.value_sha256) {
      entry.errors().add(entry.path_of("valueSha256"), *entry.find("valueSha256"),
                         "must be 64 lower-case hexadecimal digits");
    }
  }
  return token;
}

}  // namespace

base::Result<app::PlatformFile> read_platform_file(std::string_view text, const Environment& environment) {
  if (text.size() > base::kPlatformFileBytesMax) {
    return base::Error::invalid(
        "file",
        fmt::format(
            "The file may have at most {} bytes. Split it: what a file does not mention is left alone.",
            base::kPlatformFileBytesMax));
  }
  JETON_TRY(const auto root, parse_yaml(text));
  app::PlatformFile file;
  if (root.kind == Kind::kNull) return file;
  YamlErrors errors;
  Entry top{root, {}, errors};
  if (top.has_only({"modules", "accounts", "groups", "users", "tokens"})) {
    const auto each = [&](std::string_view key, auto& list, auto read) {
      // A heading with nothing under it yet.
      if (const auto* node = top.find(key); node != nullptr && node->kind == Kind::kNull) return;
      top.each(key, [&](const YamlNode& node, const std::string& path) {
        list.push_back(read(Entry{node, path, errors}));
      });
    };
    each("modules", file.modules, read_module);
    each("accounts", file.accounts, read_account);
    each("groups", file.groups, read_group);
    each("users", file.users, read_user);
    each("tokens", file.tokens, [&](Entry entry) { return read_token(std::move(entry), environment); });
  }
  if (!errors.empty()) return errors.take();
  return file;
}

}  // namespace jeton::server
