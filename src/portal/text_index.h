#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jeton::portal {

/// A full-text index in memory (SQLite's FTS5), filled once. Words count by their stems. Whatever text is
/// asked for is words to it, never syntax. Safe from any thread once it is filled.
class TextIndex {
 public:
  struct Row {
    std::string title;
    std::string heading;
    std::string body;
  };
  struct Match {
    std::size_t row = 0;
    double score = 0;  ///< BM25: higher is better.
  };

  TextIndex();
  ~TextIndex();
  TextIndex(const TextIndex&) = delete;
  TextIndex& operator=(const TextIndex&) = delete;

  /// Rows are numbered from 0. After `finish` none may be added.
  void add(const Row& row);
  void finish();

  /// The rows that hold the words of `phrase` next to each other. None for a text without words.
  [[nodiscard]] std::vector<Match> find(std::string_view phrase) const;
  /// The words of a text as the index compares them, in their order.
  [[nodiscard]] std::vector<std::string> stems_of(std::string_view text) const;

 private:
  class Database;
  std::unique_ptr<Database> database_;
};

}  // namespace jeton::portal
