#pragma once

#include <vector>

#include "base/result.h"
#include "domain/account.h"
#include "domain/ids.h"
#include "domain/module.h"
#include "domain/stamp.h"

/// Objects that are valid in every respect, for tests to change the one thing that they are about.
namespace jeton::domain::testing {

/// `MOD-0001` for 1 and so on.
ModuleId module_id(int number);
TokenId token_id(int number = 8857);

/// One account of each type, always the same.
Account account_of(AccountType type);

/// An optional module that accounts of `types` may have.
Module module_of(int number, std::vector<AccountType> types);

/// A stamp by a user of the client account, `second` seconds after a fixed instant.
Stamp stamp_at(int second);

/// The fields that an invalid result names; empty for a success and for any other kind of error.
template <class T>
std::vector<base::FieldError> field_errors(const base::Result<T>& result) {
  if (result.has_value() || result.error().kind() != base::ErrorKind::kInvalid) return {};
  return result.error().fields();
}

}  // namespace jeton::domain::testing
