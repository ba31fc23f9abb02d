#include "app/command/system_caller.h"

#include <string>

namespace jeton::app {

domain::Caller system_caller() {
  domain::Caller caller;
  caller.actor = domain::system_actor();
  caller.account_type = domain::AccountType::kOperations;
  caller.modules = {std::string{domain::kAccessManagement}, std::string{domain::kAccountManagement},
                    std::string{domain::kPlatformAccountManagement}};
  return caller;
}

}  // namespace jeton::app
