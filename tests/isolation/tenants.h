#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "isolation/contract_operations.h"
#include "support/running_server.h"
#include "support/statement_trace.h"

/// Two clients and a vendor, each with one of everything that has an id, and requests of one of them about
/// the other's.
namespace jeton::tests {

struct Tenant {
  std::string account;
  std::string email;    ///< Of its administrator.
  Browser browser;      ///< The administrator's.
  std::string program;  ///< The text of a token that holds the administration modules.
  std::map<std::string, std::vector<std::string>> ids;  ///< By kind, as `TokenId`; e-mails as `Email`.
  std::vector<std::string> words;  ///< What nobody else may ever be told, the ids among them.

  [[nodiscard]] const std::string& first(const std::string& kind) const { return ids.at(kind).front(); }
};

/// Who asks: a tenant's administrator, or its token.
struct Asker {
  std::string name;
  const Tenant* tenant = nullptr;
  bool by_token = false;
};

/// An id of the other tenant, and one of the same shape that nobody has.
struct IdPair {
  std::string kind;
  std::string foreign;
  std::string unknown;
};

class Tenants : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  explicit Tenants(const crypto::PasswordCost& passwords = RunningServer::kCheapPasswords);

  /// Administrators and tokens of the client and of the vendor.
  [[nodiscard]] std::vector<Asker> askers() const;
  Answer ask_as(const Asker& asker, Ask ask) const;

  /// Every id of the foreign tenant.
  [[nodiscard]] std::vector<IdPair> foreign_ids() const;
  /// Its ids that a parameter of that kind is made for.
  [[nodiscard]] std::vector<IdPair> foreign_ids(const std::string& kind) const;
  /// The same, and one of every other kind.
  [[nodiscard]] std::vector<IdPair> foreign_ids_at(const std::string& kind) const;
  /// An id of the tenant for a parameter of that kind; an e-mail address is never it.
  [[nodiscard]] static std::string own_id(const Tenant& tenant, const std::string& kind);

  /// A request for `operation`, its path and body filled with `tenant`'s own ids.
  [[nodiscard]] Ask own_ask(const ContractOperation& operation, const Tenant& tenant) const;

  /// Asks both, which differ in `pair`'s ids alone, and expects one answer: status, headers and body, as well
  /// as the statements that the database was asked and the rows that it found. Answers the foreign one.
  Answer expect_no_difference(const std::string& what, const Asker& asker, const Ask& foreign,
                              const Ask& unknown, const std::vector<IdPair>& pairs);

  /// Nothing of the foreign tenant but what was `asked` is in the answer.
  void expect_nothing_told(const std::string& what, const Answer& answer,
                           const std::vector<std::string>& asked = {}) const;

  /// All that the foreign tenant's administrator can read, with tags and trail; by address.
  std::map<std::string, std::string> read_everything() const;
  /// How many audit records the platform has.
  std::int64_t record_count() const;

  StatementTrace trace;  // Before the server opens its database.
  RunningServer server;
  Tenant client;
  Tenant vendor;
  Tenant foreign;

 private:
  Tenant fill(const domain::Account& account, const std::string& email, const std::string& word,
              const std::vector<std::string>& modules) const;
  void collect_ids(Tenant& tenant) const;
  /// None of the foreign tenant's words is in `said`.
  void expect_no_word(const std::string& what, const std::string& said) const;

  Browser operator_;
};

std::string replaced(std::string text, const std::string& part, const std::string& by);

/// `path` with `value`, as it is written in an address, for the parameter `{name}`.
std::string placed(std::string path, const std::string& name, const std::string& value);

}  // namespace jeton::tests
