#include "base/limits.h"

#include "app/accounts/modules.h"

#include <utility>

namespace jeton::app {

using base::Error;
using base::Result;

bool reads_modules(const domain::Caller& caller) {
  return domain::manages_platform(caller);
}

Result<domain::Page<domain::Module>> list_modules(const Services& services, const domain::Caller& caller,
                                                  const domain::Query& query) {
  if (!reads_modules(caller)) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_read());
  return unit->modules().list(query);
}

Result<std::unique_ptr<ViewStream<domain::Module>>> stream_modules(const Services& services,
                                                                   const domain::Caller& caller,
                                                                   const domain::Query& query) {
  if (!reads_modules(caller)) return Error::denied();
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(auto rows, unit->modules().stream(query, base::kStreamBatchRows));
  return stream_rows(std::move(unit), std::move(rows));
}

Result<domain::Module> get_module(const Services& services, const domain::Caller& caller,
                                  std::string_view id_text) {
  if (!reads_modules(caller)) return Error::denied();
  const auto id = domain::ModuleId::parse(id_text);
  if (!id) return Error::not_found();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto module, unit->modules().find(*id));
  if (!module) return Error::not_found();
  return *std::move(module);
}

}  // namespace jeton::app
