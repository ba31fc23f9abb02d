#include "app/people/sign_in_counters.h"

#include <utility>

#include "base/text.h"
#include "crypto/digest.h"

namespace jeton::app {
namespace {

std::string digest_of(std::string_view kind, std::string_view subject) {
  std::string counted{kind};
  counted += ' ';
  counted += subject;
  return crypto::sha256_hex(counted);
}

}  // namespace

std::string email_failures(std::string_view email) {
  return digest_of("failures e-mail", base::fold_case(email));
}

std::string email_attempts(std::string_view email) {
  return digest_of("attempts e-mail", base::fold_case(email));
}

std::string network_failures(std::string_view network) {
  return digest_of("failures network", network);
}

std::string network_attempts(std::string_view network) {
  return digest_of("attempts network", network);
}

std::string password_change_failures(const domain::UserId& user) {
  return digest_of("failures password change", user.str());
}

std::string password_change_attempts(const domain::UserId& user) {
  return digest_of("attempts password change", user.str());
}

std::vector<std::string> failures_of(const domain::User& user) {
  return {email_failures(user.email), password_change_failures(user.id)};
}

base::Result<void> forget_failures(domain::UnitOfWork& unit, const domain::User& user) {
  return unit.sign_in_counters().settle({}, failures_of(user));
}

base::Result<void> forget_sign_ins(domain::UnitOfWork& unit, const domain::User& user) {
  auto counters = failures_of(user);
  counters.push_back(email_attempts(user.email));
  counters.push_back(password_change_attempts(user.id));
  return unit.sign_in_counters().settle({}, std::move(counters));
}

}  // namespace jeton::app
