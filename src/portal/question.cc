#include "portal/question.h"

#include <algorithm>
#include <set>

#include "base/docs_limits.h"
#include "portal/finder.h"

namespace jeton::portal {
namespace {

constexpr double kSynonymWeight = 0.7;
constexpr double kCorrectionWeight = 0.9;
constexpr std::size_t kLettersForOneMistake = 4;
constexpr std::size_t kLettersForTwoMistakes = 8;

/// Words that say nothing about what is meant.
const std::set<std::string_view> kEmptyWords{
    "a",        "about",   "after",  "all",      "also",   "am",    "an",     "and",    "any",     "anybody",
    "are",      "as",      "at",     "back",     "be",     "been",  "before", "being",  "but",     "by",
    "can",      "come",    "could",  "d",        "did",    "do",    "does",   "doing",  "each",    "else",
    "every",    "for",     "from",   "get",      "gets",   "give",  "go",     "got",    "had",     "happen",
    "happens",  "has",     "have",   "he",       "help",   "here",  "how",    "i",      "if",      "in",
    "into",     "is",      "it",     "its",      "just",   "let",   "like",   "ll",     "m",       "make",
    "many",     "may",     "me",     "mean",     "means",  "might", "much",   "must",   "my",      "need",
    "needed",   "needs",   "no",     "not",      "now",    "of",    "on",     "one",    "or",      "our",
    "out",      "own",     "please", "possible", "put",    "re",    "s",      "should", "so",      "some",
    "somebody", "someone", "t",      "tell",     "than",   "that",  "the",    "their",  "them",    "then",
    "there",    "these",   "they",   "thing",    "things", "this",  "to",     "up",     "us",      "use",
    "used",     "uses",    "using",  "ve",       "want",   "was",   "way",    "we",     "were",    "what",
    "when",     "where",   "which",  "while",    "who",    "why",   "will",   "with",   "without", "work",
    "works",    "would",   "you",    "your"};

/// Mistakes between two words, as far as `max`; `max + 1` for more.
std::size_t mistakes_between(std::string_view a, std::string_view b, std::size_t max) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > max) return max + 1;
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last.swap(last);
    last.swap(row);
  }
  return std::min(last[b.size()], max + 1);
}

std::size_t mistakes_allowed(const std::string& word) {
  if (word.size() >= kLettersForTwoMistakes) return 2;
  return word.size() >= kLettersForOneMistake ? 1 : 0;
}

/// Names that are written in one, such as `trusted_proxies`, `If-Match` and `/gateway/authorize`: their words
/// mean something else when they are apart, or nothing.
std::vector<std::string> names_of(std::string_view question) {
  std::vector<std::string> names;
  while (!question.empty()) {
    const auto end = std::min(question.find_first_of(" \t\r\n"), question.size());
    const auto parts = words_of(question.substr(0, end));
    question.remove_prefix(std::min(end + 1, question.size()));
    if (parts.size() < 2 || parts.back() == "s" || parts.back() == "t") continue;
    std::string name;
    for (const auto& part : parts) name += (name.empty() ? "" : " ") + part;
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

void Vocabulary::add(std::string_view text) {
  for (auto& word : words_of(text)) added_.push_back(std::move(word));
}

void Vocabulary::finish() {
  std::sort(added_.begin(), added_.end());
  for (auto& word : added_) {
    if (words_.empty() || words_.back().text != word) words_.push_back({std::move(word), 0});
    ++words_.back().count;
  }
  added_ = {};
}

std::string Vocabulary::nearest(const std::string& word) const {
  auto fewest = mistakes_allowed(word);
  if (fewest == 0) return {};
  const Word* best = nullptr;
  for (const auto& known : words_) {
    if (known.text.size() < kLettersForOneMistake) continue;
    const auto mistakes = mistakes_between(word, known.text, fewest);
    if (mistakes > fewest) continue;
    if (best == nullptr || mistakes < fewest || known.count > best->count) best = &known;
    fewest = mistakes;
  }
  return best == nullptr ? std::string{} : best->text;
}

std::vector<Term> terms_of(std::string_view question, const Synonyms& synonyms, const Vocabulary& vocabulary,
                           const std::function<bool(const std::string&)>& is_known) {
  const auto words = words_of(question);
  std::vector<Term> terms;
  std::set<std::string> seen;
  for (auto& name : names_of(question)) {
    if (terms.size() >= base::kDocsQuestionTermsMax || !seen.insert(name).second) continue;
    terms.push_back({{{std::move(name), 1}}});
  }
  for (std::size_t i = 0; i < words.size() && terms.size() < base::kDocsQuestionTermsMax;) {
    // The longest phrase that means something else too, such as "log in", is one thing.
    auto length = std::min(synonyms.words_max(), words.size() - i);
    std::string phrase;
    for (; length > 1; --length) {
      phrase = words[i];
      for (std::size_t j = 1; j < length; ++j) phrase += " " + words[i + j];
      if (!synonyms.of(phrase).empty()) break;
    }
    if (length <= 1) phrase = words[i];
    i += length;
    if (kEmptyWords.contains(phrase) || !seen.insert(phrase).second) continue;
    Term term{{{phrase, 1}}};
    if (length == 1 && !is_known(phrase)) {
      if (auto meant = vocabulary.nearest(phrase); !meant.empty() && synonyms.of(phrase).empty()) {
        phrase = meant;
        if (kEmptyWords.contains(phrase)) continue;
        term.alternatives.push_back({std::move(meant), kCorrectionWeight});
      }
    }
    for (auto& other : synonyms.of(phrase))
      term.alternatives.push_back({std::move(other), kSynonymWeight, false});
    terms.push_back(std::move(term));
  }
  return terms;
}

}  // namespace jeton::portal
