#include "app/tokens/introspection.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "credential/check.h"
#include "credential/token_text.h"

namespace jeton::app {

base::Result<std::optional<IntrospectedToken>> introspect_token(const Services& services,
                                                                const domain::Caller& caller,
                                                                std::string_view text) {
  const auto nothing = std::optional<IntrospectedToken>{};
  const auto presented = credential::take_apart(text);
  if (!presented) return nothing;
  const auto id = *domain::TokenId::parse(presented->id);
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(const auto stored, unit->tokens().find_credential(id));
  if (credential::check(stored, presented->opaque) != credential::Standing::kInForce) return nothing;
  JETON_TRY(auto found, unit->tokens().find_within(domain::introspectable_tokens(caller), id));
  if (!found) return nothing;

  JETON_TRY(auto account, unit->accounts().find(found->account));
  if (!account) return base::Error::internal("a token without its account");

  IntrospectedToken answer{*std::move(found), *std::move(account), {}};
  JETON_TRY(auto catalogue, unit->modules().list());
  std::copy_if(std::move_iterator{catalogue.begin()}, std::move_iterator{catalogue.end()},
               std::back_inserter(answer.modules), [&answer](const domain::Module& module) {
                 const auto& held = answer.token.modules;
                 return std::find(held.begin(), held.end(), module.id) != held.end();
               });
  services.accesses.record(*stored, services.clock.now());
  return answer;
}

}  // namespace jeton::app
