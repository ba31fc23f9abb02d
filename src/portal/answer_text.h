#pragma once

#include <string>
#include <string_view>

#include "portal/answer.h"
#include "portal/space.h"

namespace jeton::portal {

/// `{"answered", "answer", "excerpts": [{"text", "source"}], "sources": [{"url", "title", "heading"}],
/// "nearest"}`.
std::string answer_as_json(const Space& space, const Answer& answer, std::string_view base_url);

/// The answer, what it rests on, and where that is said.
std::string answer_as_markdown(const Space& space, const Answer& answer, std::string_view base_url);

}  // namespace jeton::portal
