#pragma once

#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "app/command/services.h"
#include "base/result.h"
#include "base/secret.h"
#include "domain/caller.h"
#include "domain/store.h"
#include "domain/token.h"

/// The one place that lets the text of a token out of the server (spec R-122). Whoever answers with a text
/// needs a `ShownText`, and there is no other way to one than the functions here, which write the audit
/// record that accounts for it in the unit that the text is read in.
namespace jeton::app {

/// The whole text `idt:…` of a token, accounted for. Empty when it was not asked for, only its digest is
/// kept, or the caller may not have it.
class ShownText {
 public:
  ShownText() = default;

  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  [[nodiscard]] std::string_view reveal() const noexcept { return text_.reveal(); }

 private:
  explicit ShownText(base::Secret text) : text_{std::move(text)} {}

  friend base::Result<ShownText> show_new_text(const Services& services, domain::UnitOfWork& unit,
                                               const domain::Caller& caller, const domain::Token& token,
                                               const domain::Account& account, base::Secret text);
  friend base::Result<std::map<domain::TokenId, ShownText>> show_texts(
      const Services& services, domain::UnitOfWork& unit, const domain::Caller& caller,
      const std::vector<domain::Token>& tokens, const std::map<domain::AccountId, domain::Account>& accounts);

  base::Secret text_;
};

/// Of `token`, which `unit` is creating with `text`: writes the record of its creation, which accounts for
/// the text as well.
base::Result<ShownText> show_new_text(const Services& services, domain::UnitOfWork& unit,
                                      const domain::Caller& caller, const domain::Token& token,
                                      const domain::Account& account, base::Secret text);

/// Of those of `tokens` that more than a digest is kept of: each with a `revealed` record, also for a token
/// that reads itself. In the operations account a text is left out when its token holds a module that the
/// caller lacks (`domain/granting.h`). `unit` is a write unit, to be committed before anything is answered;
/// `accounts` has the tokens' accounts.
base::Result<std::map<domain::TokenId, ShownText>> show_texts(
    const Services& services, domain::UnitOfWork& unit, const domain::Caller& caller,
    const std::vector<domain::Token>& tokens, const std::map<domain::AccountId, domain::Account>& accounts);

}  // namespace jeton::app
