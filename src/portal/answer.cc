#include "portal/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/text.h"

namespace jeton::portal {
namespace {

/// Of the weight of all that a question names, what one passage with its headings has to hold to answer it.
/// Names that no page has count in full, so that a question about something else is declined.
constexpr double kCoverageMin = 0.6;
// How much counts towards the rank of a section: its score in the index, what a passage of it holds, what its
// headings hold, that its headings name little else, and that it comes early in the navigation, where most
// readers look first. bench/README.md says how these were chosen.
constexpr double kIndexShare = 0.4;
constexpr double kCoverageShare = 0.5;
constexpr double kHeadingShare = 1;
constexpr double kPrecisionShare = 0.2;
constexpr double kNavigationShare = 0.2;
/// A heading above, or the page's title, compared with the section's own heading.
constexpr double kAboveFactor = 0.5;
/// What a whole section holds counts less than what stands together in one passage of it.
constexpr double kScatteredFactor = 0.8;
constexpr double kGoalWeight = 0.25;
constexpr double kPhraseWeight = 0.5;
constexpr double kAskedPageFactor = 1.3;
/// An excerpt has at least this share of the score of the best.
constexpr double kExcerptScoreMin = 0.33;
/// Sections that are looked at closely.
constexpr std::size_t kCandidatesMax = 50;
constexpr std::size_t kExcerptsMax = 3;
constexpr std::size_t kNearestMax = 3;
constexpr std::size_t kBlocksMax = 3;
constexpr std::size_t kAnswerBytes = 900;
/// A list or code is cut past this.
constexpr std::size_t kBlockBytesMax = 1800;
/// Longer paragraphs are cut to the sentences that answer.
constexpr std::size_t kWholeParagraphBytes = 400;

bool holds(const std::vector<std::uint32_t>& sorted, std::uint32_t stem) {
  return std::binary_search(sorted.begin(), sorted.end(), stem);
}

Source source_of(const Section& section) {
  return {section.page, section.id, section.heading};
}

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> sentences;
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const bool ends = (text[i] == '.' || text[i] == '?' || text[i] == '!') && text[i + 1] == ' ' &&
                      (text[i + 2] < 'a' || text[i + 2] > 'z');
    if (!ends) continue;
    sentences.push_back(text.substr(begin, i + 1 - begin));
    begin = i + 2;
  }
  sentences.push_back(text.substr(begin));
  return sentences;
}

/// At the end of a line, so that steps and lines of code stay whole.
std::string_view cut_lines(std::string_view text) {
  if (text.size() <= kBlockBytesMax) return text;
  const auto end = text.substr(0, kBlockBytesMax).rfind('\n');
  return end == text.npos || end == 0 ? base::cut_to_bytes(text, kBlockBytesMax) : text.substr(0, end);
}

}  // namespace

/// What is weighed for one question.
class Ranking {
 public:
  explicit Ranking(const AnswerIndex& index) : index_{index} {}

  void count(const std::vector<Term>& terms, double weight, bool decides) {
    std::string before;
    for (const auto& term : terms) {
      count_term(term, weight, decides);
      const auto& word = meant_by(term);
      if (decides && !before.empty()) add_scores(fmt::format("{} {}", before, word), kPhraseWeight);
      before = word;
    }
  }

  struct Ranked {
    double score = 0;
    double coverage = 0;
    double heading = 0;  ///< Of the weight, what headings hold; the section's own in full.
    std::size_t section = 0;
    std::vector<double> blocks;  ///< What each holds by itself.
  };

  [[nodiscard]] std::vector<Ranked> take(const Page* asked) const {
    std::vector<Ranked> ranked;
    for (const auto& [section, score] : scores_) ranked.push_back({score, 0, 0, section, {}});
    sort(ranked);
    if (ranked.size() > kCandidatesMax) ranked.resize(kCandidatesMax);
    const auto best = ranked.empty() || ranked.front().score <= 0 ? 1 : ranked.front().score;
    for (auto& one : ranked) {
      look_closely(one);
      const auto& indexed = index_.sections_[one.section];
      const auto place = static_cast<double>(one.section) / static_cast<double>(index_.sections_.size());
      one.score = kIndexShare * one.score / best + kCoverageShare * one.coverage +
                  kHeadingShare * one.heading + kPrecisionShare * precision(indexed) +
                  kNavigationShare * (1 - place);
      if (indexed.section.page == asked) one.score *= kAskedPageFactor;
    }
    sort(ranked);
    std::stable_partition(ranked.begin(), ranked.end(),
                          [](const Ranked& one) { return one.coverage >= kCoverageMin; });
    return ranked;
  }

  /// The blocks of a section that answer.
  [[nodiscard]] std::string text_of(const Ranked& ranked) const {
    const auto& blocks = index_.sections_[ranked.section].section.blocks;
    std::string text;
    for (const auto i : chosen_of(ranked)) {
      const auto& block = blocks[i];
      text += text.empty() ? "" : "\n\n";
      text += block.kind == BlockKind::kText ? cut_sentences(block.text) : std::string{cut_lines(block.text)};
    }
    return text;
  }

 private:
  [[nodiscard]] std::set<std::size_t> chosen_of(const Ranked& ranked) const {
    const auto& blocks = index_.sections_[ranked.section].section.blocks;
    std::vector<std::size_t> order(blocks.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return ranked.blocks[a] > ranked.blocks[b]; });
    std::set<std::size_t> chosen;
    std::size_t bytes = 0;
    for (const auto block : order) {
      const auto size = blocks[block].text.size();
      const bool is_enough =
          ranked.blocks[block] == 0 || chosen.size() >= kBlocksMax || bytes + size > kAnswerBytes;
      if (!chosen.empty() && is_enough) break;
      chosen.insert(block);
      bytes += size;
      // What ends with a colon goes on in the next block, and a list or code begins in the one before.
      if (blocks[block].text.ends_with(':') && block + 1 < blocks.size()) chosen.insert(block + 1);
      if (block > 0 && blocks[block].kind != BlockKind::kRow && blocks[block - 1].text.ends_with(':')) {
        chosen.insert(block - 1);
      }
    }
    return chosen;
  }

  struct Needed {
    double weight = 0;  ///< A rare name says more about what is meant than one that is everywhere.
    std::vector<std::pair<double, std::vector<std::uint32_t>>> alternatives;
  };

  static void sort(std::vector<Ranked>& ranked) {
    std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
      return a.score != b.score ? a.score > b.score : a.section < b.section;
    });
  }

  /// The word of the question, as it should have been written.
  static const std::string& meant_by(const Term& term) {
    const auto last = std::find_if(term.alternatives.rbegin(), term.alternatives.rend(),
                                   [](const Alternative& one) { return one.is_own; });
    return last == term.alternatives.rend() ? term.alternatives.front().phrase : last->phrase;
  }

  void add_scores(const std::string& phrase, double weight) {
    for (const auto& match : index_.text_.find(phrase)) scores_[match.row] += weight * match.score;
  }

  void count_term(const Term& term, double weight, bool decides) {
    // Signs that are no words, such as quotation marks of books.
    if (index_.text_.stems_of(term.alternatives.front().phrase).empty()) return;
    std::map<std::size_t, double> best;
    Needed needed;
    for (const auto& alternative : term.alternatives) {
      for (const auto& match : index_.text_.find(alternative.phrase)) {
        auto& known = best[match.row];
        known = std::max(known, alternative.weight * match.score);
      }
      auto stems = stems_of(alternative.phrase);
      if (!stems) continue;
      if (decides && alternative.is_own) named_.insert(stems->begin(), stems->end());
      needed.alternatives.emplace_back(alternative.weight, *std::move(stems));
    }
    for (const auto& [section, score] : best) scores_[section] += weight * score;
    if (!decides) return;
    const auto all = static_cast<double>(index_.sections_.size());
    const auto found = static_cast<double>(best.size());
    needed.weight = std::log(1 + (all - found + 0.5) / (found + 0.5));
    needed_weight_ += needed.weight;
    needed_.push_back(std::move(needed));
  }

  /// Nothing for a phrase with a word that no section has.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> stems_of(const std::string& phrase) const {
    std::vector<std::uint32_t> stems;
    for (const auto& stem : index_.text_.stems_of(phrase)) {
      const auto found = index_.stems_.find(stem);
      if (found == index_.stems_.end()) return std::nullopt;
      stems.push_back(found->second);
    }
    return stems;
  }

  /// Of the words of its headings, the share that the question names too.
  [[nodiscard]] double precision(const AnswerIndex::Indexed& indexed) const {
    const auto named = std::count_if(indexed.heading.begin(), indexed.heading.end(),
                                     [this](std::uint32_t stem) { return named_.contains(stem); });
    return indexed.heading.empty() ? 0
                                   : static_cast<double>(named) / static_cast<double>(indexed.heading.size());
  }

  void look_closely(Ranked& one) const {
    const auto& indexed = index_.sections_[one.section];
    one.blocks.assign(indexed.blocks.size(), 0);
    double scattered = 0;
    std::vector<double> together(indexed.blocks.size(), 0);
    for (const auto& needed : needed_) {
      double somewhere = 0;
      for (std::size_t i = 0; i < indexed.blocks.size(); ++i) {
        const auto alone = held(needed, indexed.blocks[i], {});
        const auto with_heading = held(needed, indexed.blocks[i], indexed.heading);
        one.blocks[i] += alone * needed.weight;
        together[i] += with_heading * needed.weight;
        somewhere = std::max(somewhere, with_heading);
      }
      scattered += somewhere * needed.weight;
      one.heading +=
          std::max(held(needed, indexed.own_heading, {}), kAboveFactor * held(needed, indexed.heading, {})) *
          needed.weight;
    }
    if (needed_weight_ == 0) return;
    const auto best = together.empty() ? 0 : *std::max_element(together.begin(), together.end());
    one.coverage = std::max(best, kScatteredFactor * scattered) / needed_weight_;
    one.heading /= needed_weight_;
  }

  /// The sentences of a paragraph that answer, next to each other.
  [[nodiscard]] std::string cut_sentences(std::string_view text) const {
    if (text.size() <= kWholeParagraphBytes) return std::string{text};
    const auto sentences = sentences_of(text);
    std::size_t first = 0;
    double best = -1;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      const auto weight = weight_of(sentences[i]);
      if (weight <= best) continue;
      best = weight;
      first = i;
    }
    auto last = first;
    auto bytes = sentences[first].size();
    while (true) {
      if (last + 1 < sentences.size() && bytes + sentences[last + 1].size() < kWholeParagraphBytes) {
        bytes += sentences[++last].size() + 1;
      } else if (first > 0 && bytes + sentences[first - 1].size() < kWholeParagraphBytes) {
        bytes += sentences[--first].size() + 1;
      } else {
        break;
      }
    }
    std::string cut;
    for (auto i = first; i <= last; ++i) cut += (cut.empty() ? "" : " ") + std::string{sentences[i]};
    return cut;
  }

  [[nodiscard]] double weight_of(std::string_view text) const {
    std::vector<std::uint32_t> stems;
    for (const auto& stem : index_.text_.stems_of(text)) {
      if (const auto found = index_.stems_.find(stem); found != index_.stems_.end())
        stems.push_back(found->second);
    }
    std::sort(stems.begin(), stems.end());
    double weight = 0;
    for (const auto& needed : needed_) weight += held(needed, stems, {}) * needed.weight;
    return weight;
  }

  static double held(const Needed& needed, const std::vector<std::uint32_t>& block,
                     const std::vector<std::uint32_t>& heading) {
    double best = 0;
    for (const auto& [weight, stems] : needed.alternatives) {
      const bool all = std::all_of(stems.begin(), stems.end(), [&](std::uint32_t stem) {
        return holds(block, stem) || holds(heading, stem);
      });
      if (all) best = std::max(best, weight);
    }
    return best;
  }

  const AnswerIndex& index_;
  std::map<std::size_t, double> scores_;
  std::vector<Needed> needed_;
  double needed_weight_ = 0;
  std::set<std::uint32_t> named_;  ///< The stems of the question's own words.
};

AnswerIndex::AnswerIndex(const Space& space) : synonyms_{space.synonyms()} {
  for (const auto* page : space.listed()) {
    for (auto& section : sections_of(*page)) add(std::move(section));
  }
  text_.finish();
  vocabulary_.finish();
}

void AnswerIndex::add(Section section) {
  const auto heading = section.page->title + " " + section.above + " " + section.heading;
  Indexed indexed{.heading = stems_of(heading), .own_heading = stems_of(section.heading)};
  vocabulary_.add(heading);
  std::string body;
  for (const auto& block : section.blocks) {
    body += block.text + "\n\n";
    vocabulary_.add(block.text);
    indexed.blocks.push_back(stems_of(block.text));
  }
  text_.add({section.page->title + " " + section.above, section.heading, std::move(body)});
  indexed.section = std::move(section);
  sections_.push_back(std::move(indexed));
}

AnswerIndex::Stems AnswerIndex::stems_of(std::string_view text) {
  Stems stems;
  for (auto& stem : text_.stems_of(text)) {
    stems.push_back(stems_.emplace(std::move(stem), static_cast<std::uint32_t>(stems_.size())).first->second);
  }
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  stems.shrink_to_fit();
  return stems;
}

Answer AnswerIndex::answer(const Question& question) const {
  const auto is_known = [this](const std::string& word) {
    const auto stems = text_.stems_of(word);
    return std::all_of(stems.begin(), stems.end(),
                       [this](const std::string& stem) { return stems_.contains(stem); });
  };
  Ranking ranking{*this};
  ranking.count(terms_of(question.ask, synonyms_, vocabulary_, is_known), 1, true);
  ranking.count(terms_of(question.goal, synonyms_, vocabulary_, is_known), kGoalWeight, false);
  const auto ranked = ranking.take(question.page);

  Answer answer;
  answer.is_answered = !ranked.empty() && ranked.front().coverage >= kCoverageMin;
  for (const auto& one : ranked) {
    const auto& indexed = sections_[one.section];
    if (!answer.is_answered) {
      if (answer.nearest.size() == kNearestMax) break;
      answer.nearest.push_back(source_of(indexed.section));
      continue;
    }
    if (answer.excerpts.size() == kExcerptsMax || one.score < kExcerptScoreMin * ranked.front().score) break;
    answer.excerpts.push_back({ranking.text_of(one), source_of(indexed.section)});
  }
  if (answer.is_answered) answer.text = answer.excerpts.front().text;
  return answer;
}

}  // namespace jeton::portal
