#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "portal/question.h"
#include "portal/section.h"
#include "portal/space.h"
#include "portal/synonyms.h"
#include "portal/text_index.h"

namespace jeton::portal {

struct Question {
  std::string ask;
  std::string goal;            ///< What it is asked for; may be empty.
  const Page* page = nullptr;  ///< The page that it is asked on, which counts more than others; may be null.
};

/// Where something is said.
struct Source {
  const Page* page = nullptr;
  std::string id;
  std::string heading;

  bool operator==(const Source&) const = default;
};

struct Excerpt {
  std::string text;
  Source source;
};

/// An answer is made of what pages say, word for word.
struct Answer {
  bool is_answered = false;
  std::string text;
  std::vector<Excerpt> excerpts;  ///< The best first.
  std::vector<Source> nearest;    ///< When nothing answers it.
};

/// Answers questions from the sections of a space, found by the stems of words, by synonyms, and by what a
/// mistyped word may have been. Text of pages and of questions is data, and nothing of it is run. Hidden
/// pages answer nothing. The space outlives it. Safe from any thread.
class AnswerIndex {
 public:
  explicit AnswerIndex(const Space& space);

  [[nodiscard]] Answer answer(const Question& question) const;

 private:
  friend class Ranking;

  using Stems = std::vector<std::uint32_t>;  ///< Sorted, each once.

  struct Indexed {
    Section section;
    Stems heading;  ///< With those above and the page's title.
    Stems own_heading;
    std::vector<Stems> blocks;
  };

  void add(Section section);
  Stems stems_of(std::string_view text);

  const Synonyms& synonyms_;
  Vocabulary vocabulary_;
  TextIndex text_;
  std::vector<Indexed> sections_;
  std::unordered_map<std::string, std::uint32_t> stems_;
};

}  // namespace jeton::portal
