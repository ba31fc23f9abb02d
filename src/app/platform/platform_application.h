#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/audit/row_writer.h"
#include "app/platform/apply_platform.h"
#include "domain/caller.h"
#include "domain/store.h"

namespace jeton::app {

/// `error` with the paths of its fields below `prefix`. The file lists modules as codes, so errors at
/// `modules[0].id` are reported at `modules[0]`.
base::Error with_path_prefix(const std::string& prefix, base::Error error);

/// The groups of one account.
class AccountGroups {
 public:
  void put(domain::Group group);
  /// The group that `text` names by id or by name, or null. Errors: invalid at `path` for an ambiguous name.
  [[nodiscard]] base::Result<const domain::Group*> find(const std::string& text,
                                                        const std::string& path) const;

 private:
  std::map<std::string, domain::Group> by_id_;
  std::multimap<std::string, std::string> ids_by_name_;
};

/// One run of `apply_platform` over the file: a rehearsal on one snapshot, which writes nothing and keeps in
/// memory what it would have created, or the real run in units of bounded size. Every entry costs a bounded
/// number of statements, however many there are.
class PlatformApplication {
 public:
  enum class Run : std::uint8_t { kRehearse, kWrite };

  /// All outlive the object.
  PlatformApplication(const Services& services, const PlatformFile& file, const ApplyOptions& options,
                      Run run);

  base::Result<std::vector<PlanStep>> run();

 private:
  [[nodiscard]] bool writes() const noexcept { return run_ == Run::kWrite; }

  /// Has `write` store a new row; a rehearsal checks it with `validate` and gives it a placeholder id.
  template <class Tag, class Row, class Validate, class Write>
  base::Result<Row> create(const std::optional<base::Id<Tag>>& given, Row draft, Validate validate,
                           Write write) {
    if (writes()) {
      changed_ = true;
      return write(std::move(draft));
    }
    JETON_CHECK(validate(draft));
    draft.id = given ? *given : base::Id<Tag>::from_stored(next_new_id());
    return draft;
  }
  template <class Row, class Validate, class Write>
  base::Result<void> update(Row& row, Validate validate, Write write) {
    if (!writes()) return validate(row);
    changed_ = true;
    return write(row);
  }
  /// A rehearsal's placeholder for an id that has not been assigned yet.
  std::string next_new_id();

  // Units of work.
  base::Result<void> begin_unit();
  /// Commits what was written, if anything was.
  base::Result<void> end_unit();
  /// Counts entries as done. After enough of them the next one begins another unit.
  base::Result<void> finish_entries(std::size_t count);

  // Accounts and modules.
  base::Result<void> load_accounts();
  void know_account(domain::Account account, bool stated);
  base::Result<void> apply_catalogue();
  base::Result<void> apply_operations();
  base::Result<void> apply_account(std::size_t index);
  base::Result<void> apply_account_fields(std::size_t index);
  base::Result<std::optional<domain::Account>> find_account(const PlatformAccount& entry,
                                                            const std::string& path);
  base::Result<void> apply_module(const PlatformModule& entry, const std::string& path);
  /// Errors: invalid at a path of the file that another module also has, so that its owner would be
  /// ambiguous.
  base::Result<void> check_path_owners() const;
  base::Result<std::optional<domain::Module>> find_module(const PlatformModule& entry,
                                                          const std::string& path) const;
  base::Result<void> apply_default_group(std::size_t index);
  base::Result<bool> change_default_group(const domain::Account& account,
                                          const std::vector<domain::ModuleId>& wanted);
  base::Result<void> add_mandatory_modules();
  base::Result<void> add_mandatory_modules_to(const domain::Account& account);

  // Groups and users.
  base::Result<void> apply_group(const PlatformGroup& entry, const std::string& path);
  base::Result<std::optional<domain::Group>> find_group(const PlatformGroup& entry,
                                                        const domain::Account& account,
                                                        const std::string& path);
  base::Result<std::vector<std::string>> state_group(const PlatformGroup& entry, domain::Group& group,
                                                     const std::string& path);
  base::Result<AccountGroups*> groups_of(const domain::AccountId& account);
  base::Result<void> apply_user(const PlatformUser& entry, const std::string& path);
  base::Result<std::optional<domain::User>> find_user(const PlatformUser& entry, const std::string& path);
  base::Result<domain::User> create_user(const PlatformUser& entry, const domain::Account& home);
  base::Result<bool> apply_membership(const PlatformMembership& entry, const domain::User& user,
                                      const std::string& path);
  base::Result<std::vector<domain::GroupId>> resolve_groups(const PlatformMembership& entry,
                                                            const domain::Account& account,
                                                            const std::string& path);

  // Tokens, many at a time.
  struct TokenChunk;
  base::Result<void> apply_tokens();
  base::Result<void> apply_token_chunk(std::size_t begin, std::size_t end);
  base::Result<void> read_references(TokenChunk& chunk, std::size_t begin, std::size_t end);
  base::Result<void> find_tokens(TokenChunk& chunk);
  base::Result<void> apply_token(TokenChunk& chunk, std::size_t at);
  base::Result<void> plan_token(TokenChunk& chunk, std::size_t at);
  base::Result<void> insert_planned(TokenChunk& chunk);
  domain::TokenId draw_token_id(std::int64_t rows);
  base::Result<std::vector<std::string>> change_token(const PlatformToken& entry,
                                                      const domain::Account& account, domain::Token& token,
                                                      const domain::TokenChange& change,
                                                      const std::vector<domain::ModuleId>& assignable);

  /// The account that `text` names by id or by name. Errors: invalid at `path`.
  base::Result<domain::Account> resolve_account(const std::string& text, const std::string& path) const;
  /// The modules with those codes, in their order. Errors: invalid at `path[i]`.
  base::Result<std::vector<domain::ModuleId>> resolve_modules(const std::vector<std::string>& codes,
                                                              const std::string& path) const;
  /// All that tokens and groups of the account may have, held until the unit ends.
  base::Result<std::vector<domain::ModuleId>> default_modules_of(const domain::AccountId& account);
  /// Errors: invalid at `path` for an object that an earlier entry was about.
  base::Result<void> state_once(const std::string& id, const std::string& path);

  const Services& services_;
  const PlatformFile& file_;
  const ApplyOptions& options_;
  const Run run_;
  domain::Caller system_;

  std::unique_ptr<domain::UnitOfWork> unit_;
  std::optional<RowWriter> writer_;
  bool changed_ = false;     // In the unit that is open.
  std::size_t entries_ = 0;  // The same.
  std::size_t entries_done_ = 0;

  std::map<std::string, domain::Module, std::less<>> modules_;  // By code.
  std::vector<domain::Module> catalogue_;                       // By id.
  std::optional<domain::Account> operations_;
  std::unordered_map<std::string, domain::Account> accounts_;  // By id.
  std::multimap<std::string, std::string> account_ids_;        // By name.
  std::set<std::string> stated_accounts_;
  std::vector<bool> created_accounts_;  // As in the file.
  /// Of default groups that a rehearsal has looked at or would have changed, by account.
  std::unordered_map<std::string, std::vector<domain::ModuleId>> default_modules_;
  std::set<std::string> extended_accounts_;  // By a module that became mandatory.
  bool mandatory_modules_moved_ = false;
  std::unordered_map<std::string, AccountGroups> groups_;    // By account.
  std::unordered_map<std::string, domain::User> new_users_;  // By folded e-mail; of a rehearsal.
  std::multimap<std::pair<std::string, std::string>, std::string> token_ids_;  // Stated, by account and name.
  std::set<std::string> stated_ids_;
  std::size_t new_ids_ = 0;

  std::vector<PlanStep> module_steps_;
  std::vector<PlanStep> account_steps_;
  std::vector<PlanStep> later_steps_;  // Groups, users, tokens.
};

}  // namespace jeton::app
