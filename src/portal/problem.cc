#include "portal/problem.h"

namespace jeton::portal {

std::string_view to_string(ProblemKind kind) noexcept {
  switch (kind) {
    case ProblemKind::kBrokenLink: return "broken-link";
    case ProblemKind::kBrokenAnchor: return "broken-anchor";
    case ProblemKind::kMissingImage: return "missing-image";
    case ProblemKind::kUnsafeLink: return "unsafe-link";
    case ProblemKind::kUnclosedBlock: return "unclosed-block";
    case ProblemKind::kBadInclude: return "bad-include";
    case ProblemKind::kBadFrontMatter: return "bad-front-matter";
    case ProblemKind::kBadSynonyms: return "bad-synonyms";
    case ProblemKind::kUnreachablePage: return "unreachable-page";
    case ProblemKind::kAmbiguousPage: return "ambiguous-page";
    case ProblemKind::kRefusedFile: return "refused-file";
  }
  return "unknown";
}

}  // namespace jeton::portal
