#include "store/contract/contract.h"

#include <gtest/gtest.h>

#include <utility>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

class ClaimTest final : public testing::Test {
 public:
  ClaimTest(Claim claim, std::function<Provision()> provide) : claim_{claim}, provide_{std::move(provide)} {}

  void TestBody() override {
    const auto provision = provide_();
    if (!provision.skipped.empty()) GTEST_SKIP() << provision.skipped;
    ASSERT_TRUE(provision.database != nullptr) << provision.failure;
    sample_clock().set(at(0));
    provision.database->set_clock(sample_clock());
    claim_.check(*provision.database);
  }

 private:
  Claim claim_;
  std::function<Provision()> provide_;
};

}  // namespace

void register_store_contract(const std::string& engine, const std::function<Provision()>& provide) {
  const auto suite = "StoreContract/" + engine;
  for (const auto claims :
       {&account_claims,     &module_claims,      &user_claims,       &membership_claims,
        &group_claims,       &token_claims,       &token_list_claims, &token_total_claims,
        &query_claims,       &stream_claims,      &record_claims,     &audit_list_claims,
        &event_type_claims,  &scope_claims,       &session_claims,    &sign_in_counter_claims,
        &sealing_key_claims, &idempotency_claims, &job_lease_claims,  &change_claims,
        &unit_claims}) {
    for (const auto& claim : claims()) {
      testing::RegisterTest(suite.c_str(), std::string{claim.name}.c_str(), nullptr, nullptr,
                            std::string{claim.file}.c_str(), claim.line,
                            [claim, provide]() -> testing::Test* {
                              return new ClaimTest{claim, provide};
                            });
    }
  }
}

}  // namespace jeton::store::contract
