#include "portal/synonyms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/docs_limits.h"
#include "base/text.h"
#include "portal/finder.h"
#include "yaml/yaml.h"

namespace jeton::portal {
namespace {

using base::Result;
using yaml::YamlErrors;
using yaml::YamlNode;

/// Each line is words with the same meaning; a comma separates them.
constexpr std::array<std::string_view, 44> kOfSoftware{
    "add, create, make",
    "allow, permit, grant",
    "amount, number, count",
    "avatar, picture, image, icon",
    "breach, leak, compromise, stolen",
    "change, edit, update, modify",
    "choose, select, pick",
    "cluster, several servers",
    "command line, cli, shell, terminal",
    "config, configuration, settings, options",
    "container, docker, podman",
    "credential, password, secret",
    "customer, client",
    "daemon, service, server",
    "dashboard, graph, grafana",
    "database, postgres, postgresql, sqlite, sql",
    "deactivate, disable, turn off, switch off",
    "delete, remove, erase, drop",
    "duration, how long, expire, last",
    "encrypt, seal, cipher",
    "enable, activate, turn on, switch on",
    "error, problem, failure, fail",
    "failure, crash, outage",
    "fetch, read, get, retrieve",
    "fields, properties, attributes, columns",
    "find, search, look up",
    "health, liveness, readiness, probe",
    "install, set up, setup, deploy",
    "key, api key, token",
    "limit, maximum, most, quota",
    "list, enumerate",
    "log in, login, sign in, sign on, authenticate",
    "log out, logout, sign out, log off",
    "memory, ram",
    "monitor, observe, watch, alert, telemetry",
    "network, firewall",
    "organisation, organization, company, account, tenant",
    "page, pagination, paging",
    "permission, right, privilege, access, authorization",
    "person, user, employee, member, people",
    "refuse, reject, deny, decline, block",
    "rollback, roll back, downgrade, revert",
    "rotate, renew, replace, recycle",
    "uninstall, remove, purge",
};

/// As they are looked up: folded words with one blank between.
std::string folded(std::string_view phrase) {
  std::string words;
  for (const auto& word : words_of(phrase)) words += (words.empty() ? "" : " ") + word;
  return words;
}

std::size_t count_words(std::string_view phrase) {
  return static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1;
}

}  // namespace

Synonyms::Synonyms() {
  for (const auto line : kOfSoftware) {
    std::vector<std::string> alike;
    for (auto rest = line; !rest.empty();) {
      const auto comma = std::min(rest.find(','), rest.size());
      alike.push_back(folded(rest.substr(0, comma)));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    add(alike);
  }
}

void Synonyms::add(const std::vector<std::string>& alike) {
  for (const auto& word : alike) {
    words_max_ = std::max(words_max_, count_words(word));
    auto& others = others_[word];
    for (const auto& other : alike) {
      if (other != word && std::find(others.begin(), others.end(), other) == others.end())
        others.push_back(other);
    }
  }
}

Result<void> Synonyms::add(std::string_view yaml) {
  JETON_TRY(const auto root, yaml::parse_yaml(yaml));
  YamlErrors errors;
  std::vector<std::vector<std::string>> lists;
  if (root.kind != YamlNode::Kind::kList) {
    errors.add("synonyms", root, "must be a list of lists of words");
    return errors.take();
  }
  if (root.items.size() > base::kDocsSynonymListsMax) {
    errors.add("synonyms", root, fmt::format("must be at most {} lists", base::kDocsSynonymListsMax));
    return errors.take();
  }
  for (std::size_t i = 0; i < root.items.size(); ++i) {
    const auto& item = root.items[i];
    const auto path = fmt::format("synonyms[{}]", i);
    auto& alike = lists.emplace_back();
    if (item.kind != YamlNode::Kind::kList || item.items.size() < 2 ||
        item.items.size() > base::kDocsSynonymsMax) {
      errors.add(path, item, fmt::format("must be a list of 2 to {} words", base::kDocsSynonymsMax));
      continue;
    }
    for (const auto& word : item.items) {
      auto text = word.kind == YamlNode::Kind::kText ? folded(word.text) : std::string{};
      if (text.empty() || count_words(text) > base::kDocsSynonymWordsMax) {
        errors.add(path, word, fmt::format("must hold phrases of 1 to {} words", base::kDocsSynonymWordsMax));
        break;
      }
      alike.push_back(std::move(text));
    }
  }
  if (!errors.empty()) return errors.take();
  for (const auto& alike : lists) add(alike);
  return {};
}

std::vector<std::string> Synonyms::of(std::string_view words) const {
  const auto found = others_.find(words);
  return found == others_.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace jeton::portal
