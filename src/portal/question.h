#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "portal/synonyms.h"

namespace jeton::portal {

/// Words that may stand for a word of a question.
struct Alternative {
  std::string phrase;
  double weight = 1;   ///< How surely it is what is meant.
  bool is_own = true;  ///< A word of the question, or what a mistyped one was meant to be.
};

/// One thing that a question names.
struct Term {
  std::vector<Alternative> alternatives;  ///< The words of the question first.
};

/// The words that a set of pages has.
class Vocabulary {
 public:
  void add(std::string_view text);
  /// Once, after all texts.
  void finish();

  /// The most frequent word with the fewest mistakes between, or empty: one mistake in words of four letters
  /// and more, two in words of eight and more. A mistake is a letter more, less, different, or exchanged with
  /// the next.
  [[nodiscard]] std::string nearest(const std::string& word) const;

 private:
  struct Word {
    std::string text;
    std::size_t count = 0;
  };

  std::vector<std::string> added_;
  std::vector<Word> words_;  ///< Sorted by text.
};

/// What a question asks about: its words without those that say nothing, with what else they may be called,
/// and with what a mistyped one may have been. `is_known` says of a word whether pages have it in any of its
/// forms.
std::vector<Term> terms_of(std::string_view question, const Synonyms& synonyms, const Vocabulary& vocabulary,
                           const std::function<bool(const std::string&)>& is_known);

}  // namespace jeton::portal
