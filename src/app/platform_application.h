#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/apply_platform.h"
#include "app/row_writer.h"
#include "domain/caller.h"
#include "domain/store.h"

namespace jeton::app {

/// `error` with the paths of its fields below `prefix`. The file states modules as codes, so what a rule
/// says at `modules[0].id` is told at `modules[0]`.
base::Error below(const std::string& prefix, base::Error error);

/// One run of `apply_platform` inside one unit of work. The parts are applied in the order in which they
/// rely on each other: accounts, modules, default groups, groups, users, tokens.
class PlatformApplication {
 public:
  /// All outlive the object.
  PlatformApplication(const Services& services, domain::UnitOfWork& unit, const PlatformFile& file);

  base::Result<std::vector<PlanStep>> run();

 private:
  /// An account of the file, with the modules that its default group is to have.
  struct StatedAccount {
    domain::Account account;
    bool created = false;
  };

  base::Result<void> apply_accounts();
  base::Result<void> apply_account(std::size_t index);
  base::Result<std::optional<domain::Account>> find_account(const PlatformAccount& entry,
                                                            const std::string& path);
  base::Result<void> apply_modules();
  base::Result<void> apply_module(const PlatformModule& entry, const std::string& path);
  /// Errors: invalid at a path of the file that another module has as well, so that nobody owns it.
  base::Result<void> check_path_owners() const;
  base::Result<void> apply_default_groups();
  base::Result<void> apply_default_group(std::size_t index);
  base::Result<void> add_mandatory_modules(const domain::Account& account);

  base::Result<void> apply_group(const PlatformGroup& entry, const std::string& path);
  base::Result<std::optional<domain::Group>> find_group(const PlatformGroup& entry,
                                                        const domain::Account& account,
                                                        const std::string& path);
  base::Result<std::vector<std::string>> state_group(const PlatformGroup& entry, domain::Group& group,
                                                     const std::string& path);
  base::Result<void> apply_user(const PlatformUser& entry, const std::string& path);
  base::Result<std::optional<domain::User>> find_user(const PlatformUser& entry, const std::string& path);
  base::Result<bool> apply_membership(const PlatformMembership& entry, const domain::User& user,
                                      const std::string& path);
  base::Result<std::vector<domain::GroupId>> resolve_groups(const PlatformMembership& entry,
                                                            const domain::Account& account,
                                                            const std::string& path);

  base::Result<void> apply_token(const PlatformToken& entry, const std::string& path);
  base::Result<std::optional<domain::Token>> find_token(const PlatformToken& entry,
                                                        const domain::Account& account,
                                                        const std::string& path);
  base::Result<domain::Token> create_token(const PlatformToken& entry, const domain::Account& account,
                                           const domain::TokenDraft& draft,
                                           const std::vector<domain::ModuleId>& assignable);
  base::Result<std::vector<std::string>> change_token(const PlatformToken& entry,
                                                      const domain::Account& account, domain::Token& token,
                                                      const domain::TokenChange& change,
                                                      const std::vector<domain::ModuleId>& assignable);
  base::Result<void> check_value(const PlatformToken& entry, const domain::TokenId& id,
                                 const std::string& path);

  /// The account that `text` names by id or by name. Errors: invalid at `path`.
  base::Result<domain::Account> resolve_account(const std::string& text, const std::string& path);
  /// The modules with those codes, in their order. Errors: invalid at `path[i]`.
  base::Result<std::vector<domain::ModuleId>> resolve_modules(const std::vector<std::string>& codes,
                                                              const std::string& path) const;
  /// Errors: invalid at `path` for an object that an earlier entry was about.
  base::Result<void> state_once(const std::string& id, const std::string& path);

  const Services& services_;
  domain::UnitOfWork& unit_;
  const PlatformFile& file_;
  domain::Caller system_;
  RowWriter writer_;

  std::vector<domain::Module> catalogue_;  // By id, as the store has it at the moment.
  std::optional<domain::Account> operations_;
  std::vector<std::optional<StatedAccount>> accounts_;  // As in the file.
  bool mandatory_modules_moved_ = false;
  std::set<std::string> stated_ids_;

  std::vector<PlanStep> module_steps_;
  std::vector<PlanStep> account_steps_;
  std::vector<PlanStep> later_steps_;  // Groups, users, tokens.
};

}  // namespace jeton::app
