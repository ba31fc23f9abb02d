#include "app/tokens/shown_text.h"

#include "app/audit/audit.h"
#include "credential/token_text.h"
#include "domain/granting.h"

namespace jeton::app {

using base::Result;
using domain::AuditAction;

Result<ShownText> show_new_text(const Services& services, domain::UnitOfWork& unit,
                                const domain::Caller& caller, const domain::Token& token,
                                const domain::Account& account, base::Secret text) {
  JETON_CHECK(write_audit(services, unit, caller, token.created.at,
                          audit_entry(AuditAction::kCreated, token, account)));
  return ShownText{std::move(text)};
}

Result<std::map<domain::TokenId, ShownText>> show_texts(
    const Services& services, domain::UnitOfWork& unit, const domain::Caller& caller,
    const std::vector<domain::Token>& tokens, const std::map<domain::AccountId, domain::Account>& accounts) {
  std::map<domain::TokenId, ShownText> texts;
  JETON_TRY(const auto catalogue, unit.modules().list());
  std::map<domain::TokenId, const domain::Token*> shown;
  std::vector<domain::TokenId> ids;
  for (const auto& token : tokens) {
    const auto account = accounts.find(token.account);
    if (account == accounts.end()) return base::Error::internal("a token without an account");
    if (!domain::may_give(caller, account->second.type, token.modules, catalogue)) continue;
    shown.emplace(token.id, &token);
    ids.push_back(token.id);
  }
  JETON_TRY(const auto secrets, unit.tokens().find_secrets(ids));
  const auto now = services.clock.now();
  for (const auto& secret : secrets) {
    // Under an abandoned key it is lost, and the digest still works.
    if (secret.sealed.empty() || !services.sealer.has_key_of(secret.sealed)) continue;
    JETON_TRY(const auto opaque, services.sealer.open(secret.sealed, secret.token.str()));
    const auto& token = *shown.at(secret.token);
    JETON_CHECK(write_audit(services, unit, caller, now,
                            audit_entry(AuditAction::kRevealed, token, accounts.at(token.account))));
    texts.emplace(secret.token, ShownText{credential::assemble(secret.token, opaque)});
  }
  return texts;
}

}  // namespace jeton::app
