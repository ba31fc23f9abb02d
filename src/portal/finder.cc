#include "portal/finder.h"

#include <algorithm>
#include <map>

#include "base/docs_limits.h"
#include "base/text.h"

namespace jeton::portal {
namespace {

constexpr double kTitleWeight = 3;
constexpr double kHeadingWeight = 1.5;

/// Whether one letter more, less, different or exchanged with the next makes `a` of `b`.
bool is_one_mistake_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  if (a.size() != b.size()) return a.substr(same) == b.substr(same + 1);
  if (same == a.size() || a.substr(same + 1) == b.substr(same + 1)) return true;
  return same + 1 < a.size() && a[same] == b[same + 1] && a[same + 1] == b[same] &&
         a.substr(same + 2) == b.substr(same + 2);
}

double likeness(std::string_view wanted, std::string_view word) {
  if (wanted == word) return 1;
  if (wanted.size() >= 2 && word.starts_with(wanted)) return 0.8;
  if (word.size() >= 4 && wanted.starts_with(word)) return 0.7;
  return wanted.size() >= 4 && is_one_mistake_apart(wanted, word) ? 0.6 : 0;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  const auto folded = base::fold_case(text);
  std::vector<std::string> words;
  std::string word;
  for (const char c : folded) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c < 0) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

Finder::Finder(const Space& space) {
  for (const auto* page : space.listed()) {
    auto words = words_of(page->title + " " + page->address + " " + page->outline.front_matter.description);
    entries_.push_back({{page, nullptr}, std::move(words), kTitleWeight});
    for (const auto& heading : page->outline.headings) {
      if (heading.level > 1) entries_.push_back({{page, &heading}, words_of(heading.text), kHeadingWeight});
    }
  }
}

std::vector<Found> Finder::find(std::string_view words, std::size_t most) const {
  struct Scored {
    double score = 0;
    const Entry* entry = nullptr;
  };
  const auto wanted = words_of(base::cut_to_bytes(words, base::kDocsSearchBytesMax));
  std::map<const Page*, Scored> best;
  for (const auto& entry : entries_) {
    double score = 0;
    for (const auto& word : wanted) {
      double likest = 0;
      for (const auto& candidate : entry.words) likest = std::max(likest, likeness(word, candidate));
      score += likest;
    }
    if (score == 0) continue;
    // Short titles that say it all come before long ones that also do.
    score *= entry.weight * (1 + 1 / (1 + static_cast<double>(entry.words.size())));
    auto& known = best[entry.found.page];
    if (score > known.score) known = {score, &entry};
  }
  std::vector<Scored> sorted;
  sorted.reserve(best.size());
  for (const auto& [page, scored] : best) sorted.push_back(scored);
  std::sort(sorted.begin(), sorted.end(), [](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score > b.score : a.entry->found.page->file < b.entry->found.page->file;
  });
  std::vector<Found> found;
  for (const auto& scored : sorted) {
    if (found.size() == most) break;
    found.push_back(scored.entry->found);
  }
  return found;
}

}  // namespace jeton::portal
