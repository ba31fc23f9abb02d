#pragma once

#include <string_view>
#include <vector>

#include "store/contract/contract.h"

namespace jeton::store::contract {

/// One test. Throws or records GoogleTest failures.
struct Claim {
  std::string_view name;
  void (*check)(Database& database);
  std::string_view file;
  int line;
};

using Claims = std::vector<Claim>;

/// By the part of the port that they are about.
Claims account_claims();
Claims module_claims();
Claims user_claims();
Claims membership_claims();
Claims group_claims();
Claims token_claims();
Claims token_list_claims();
Claims token_total_claims();
Claims query_claims();
Claims stream_claims();
Claims record_claims();
Claims audit_list_claims();
Claims event_type_claims();
Claims scope_claims();
Claims session_claims();
Claims sign_in_counter_claims();
Claims sealing_key_claims();
Claims idempotency_claims();
Claims job_lease_claims();
Claims change_claims();
Claims unit_claims();

}  // namespace jeton::store::contract

/// A function as a claim of its name.
#define JETON_CLAIM(function)                \
  ::jeton::store::contract::Claim {          \
#function, &function, __FILE__, __LINE__ \
  }
