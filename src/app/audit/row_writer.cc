#include "app/audit/row_writer.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/command/id_draw.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::AuditAction;

/// Gives `row` its id and has `insert` (row → `Result<bool>`, false when taken) store it.
template <class Tag, class Row, class Insert>
Result<void> insert_row(base::RandomSource& random, std::int64_t count,
                        const std::optional<base::Id<Tag>>& given, Row& row, Insert insert) {
  if (given) {
    row.id = *given;
    JETON_TRY(const bool inserted, insert(row));
    if (!inserted) return Error::conflict("id", "The id is already taken.");
    return {};
  }
  auto inserted = insert_with_new_id<Tag>(random, count, [&](const base::Id<Tag>& id) {
    row.id = id;
    return insert(row);
  });
  if (inserted.has_error()) return std::move(inserted).error();
  return {};
}

}  // namespace

RowWriter::RowWriter(const Services& services, domain::UnitOfWork& unit, const domain::Caller& caller)
    : services_{services}, unit_{unit}, caller_{caller}, now_{services.clock.now()} {}

Result<void> RowWriter::write(const AuditEntry& entry) {
  return write_audit(services_, unit_, caller_, now_, entry);
}

Result<domain::Account> RowWriter::create_account(const std::optional<domain::AccountId>& given,
                                                  domain::Account account) {
  JETON_CHECK(domain::validate_account(account));
  account.status = domain::initial_status(account.type);
  account.revision = 1;
  account.created = stamp();
  JETON_TRY(const auto count, unit_.accounts().approximate_count());
  JETON_CHECK(insert_row(services_.random, count, given, account,
                         [&](const domain::Account& row) { return unit_.accounts().insert(row); }));
  JETON_CHECK(record(AuditAction::kCreated, account));
  return account;
}

Result<domain::Module> RowWriter::create_module(const std::optional<domain::ModuleId>& given,
                                                domain::Module module, const domain::Account& operations) {
  JETON_CHECK(domain::validate_module(module));
  module.revision = 1;
  module.created = stamp();
  JETON_TRY(const auto catalogue, unit_.modules().list());
  JETON_CHECK(insert_row(services_.random, static_cast<std::int64_t>(catalogue.size()), given, module,
                         [&](const domain::Module& row) { return unit_.modules().insert(row); }));
  JETON_CHECK(record(AuditAction::kCreated, module, operations));
  return module;
}

Result<domain::Group> RowWriter::create_group(const std::optional<domain::GroupId>& given,
                                              domain::Group group, const domain::Account& account) {
  JETON_CHECK(domain::validate_group(group));
  group.account = account.id;
  group.revision = 1;
  group.created = stamp();
  JETON_TRY(const auto count, unit_.groups().approximate_count());
  JETON_CHECK(insert_row(services_.random, count, given, group,
                         [&](const domain::Group& row) { return unit_.groups().insert(row); }));
  JETON_CHECK(record(AuditAction::kCreated, group, account));
  return group;
}

Result<domain::User> RowWriter::create_user(const std::optional<domain::UserId>& given, domain::User user,
                                            const domain::Account& account) {
  JETON_CHECK(domain::validate_user(user));
  user.revision = 1;
  user.created = stamp();
  JETON_TRY(const auto count, unit_.users().approximate_count());
  JETON_CHECK(insert_row(services_.random, count, given, user, [&](const domain::User& row) -> Result<bool> {
    JETON_TRY(const bool inserted, unit_.users().insert(row));
    if (inserted) return true;
    JETON_TRY(const auto known, unit_.users().find_by_email(row.email));
    if (known) return Error::conflict("email", "The e-mail address is already taken.");
    return false;
  }));
  JETON_CHECK(record(AuditAction::kCreated, user, account));
  return user;
}

Result<domain::Membership> RowWriter::create_membership(domain::Membership membership,
                                                        const domain::User& user,
                                                        const domain::Account& account) {
  membership.user = user.id;
  membership.account = account.id;
  membership.revision = 1;
  membership.created = stamp();
  if (membership.status == domain::MembershipStatus::kActive) domain::join(membership, stamp());
  JETON_TRY(const auto count, unit_.memberships().approximate_count());
  JETON_CHECK(insert_row(services_.random, count, std::optional<domain::MembershipId>{}, membership,
                         [&](const domain::Membership& row) { return unit_.memberships().insert(row); }));
  JETON_CHECK(record(AuditAction::kCreated, membership, user, account));
  return membership;
}

Result<void> RowWriter::update_account(domain::Account& account) {
  if (auto valid = domain::validate_account(account); valid.has_error()) {
    JETON_TRY(const auto stored, unit_.accounts().find(account.id));
    if (!stored) return valid;
    JETON_CHECK(domain::validate_change(*stored, account));
  }
  ++account.revision;
  account.updated = stamp();
  JETON_CHECK(unit_.accounts().update(account));
  return record(AuditAction::kUpdated, account);
}

Result<void> RowWriter::update_module(domain::Module& module, const domain::Account& operations) {
  if (auto valid = domain::validate_module(module); valid.has_error()) {
    JETON_TRY(const auto stored, unit_.modules().find(module.id));
    if (!stored) return valid;
    JETON_CHECK(domain::validate_change(*stored, module));
  }
  ++module.revision;
  module.updated = stamp();
  JETON_CHECK(unit_.modules().update(module));
  return record(AuditAction::kUpdated, module, operations);
}

Result<void> RowWriter::update_group(domain::Group& group, const domain::Account& account) {
  if (auto valid = domain::validate_group(group); valid.has_error()) {
    JETON_TRY(const auto stored, unit_.groups().find(group.id));
    if (!stored) return valid;
    JETON_CHECK(domain::validate_change(*stored, group));
  }
  ++group.revision;
  group.updated = stamp();
  JETON_CHECK(unit_.groups().update(group));
  return record(AuditAction::kUpdated, group, account);
}

Result<void> RowWriter::update_user(domain::User& user, AuditAction action, const domain::Account& account) {
  if (auto valid = domain::validate_user(user); valid.has_error()) {
    JETON_TRY(const auto stored, unit_.users().find(user.id));
    if (!stored) return valid;
    JETON_CHECK(domain::validate_change(*stored, user));
  }
  ++user.revision;
  user.updated = stamp();
  JETON_CHECK(unit_.users().update(user));
  return record(action, user, account);
}

Result<void> RowWriter::update_membership(domain::Membership& membership, const domain::User& user,
                                          const domain::Account& account, AuditAction action) {
  ++membership.revision;
  membership.updated = stamp();
  JETON_CHECK(unit_.memberships().update(membership));
  return record(action, membership, user, account);
}

Result<domain::Account> RowWriter::recording_account(const domain::Membership& membership,
                                                     const domain::Account& account) {
  if (!membership.invitee) return account;
  JETON_TRY(auto operations, unit_.accounts().find_operations());
  if (!operations) return Error::internal("a platform without an operations account");
  return *std::move(operations);
}

Result<bool> RowWriter::settle_status(domain::User& user) {
  JETON_TRY(const auto memberships, unit_.memberships().list_of_user(user.id));
  std::vector<domain::MembershipStatus> statuses;
  statuses.reserve(memberships.size());
  for (const auto& membership : memberships) statuses.push_back(membership.status);
  const auto status = domain::derived_status(user.status, statuses);
  if (status == user.status) return false;
  user.status = status;
  return true;
}

Result<void> RowWriter::derive_user_status(domain::User& user, const domain::Account& account) {
  JETON_TRY(const bool moved, settle_status(user));
  if (!moved) return {};
  return update_user(user, AuditAction::kStatusChanged, account);
}

}  // namespace jeton::app
