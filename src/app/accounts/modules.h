#pragma once

#include <memory>
#include <string_view>

#include "app/command/services.h"
#include "app/command/view_stream.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/store.h"

/// Reading the module catalogue (spec section 6). It cannot be changed through the API (spec R-050).
namespace jeton::app {

/// Operations with Platform Account Management (spec 3.2).
bool reads_modules(const domain::Caller& caller);

/// A page of the catalogue; `query` is of `domain::module_properties`. Errors: denied.
base::Result<domain::Page<domain::Module>> list_modules(const Services& services,
                                                        const domain::Caller& caller,
                                                        const domain::Query& query);
/// All of it, whatever the page (spec A-080).
base::Result<std::unique_ptr<ViewStream<domain::Module>>> stream_modules(const Services& services,
                                                                         const domain::Caller& caller,
                                                                         const domain::Query& query);

/// Errors: denied; not found for an unknown id.
base::Result<domain::Module> get_module(const Services& services, const domain::Caller& caller,
                                        std::string_view id);

}  // namespace jeton::app
