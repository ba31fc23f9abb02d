#include "portal/text_index.h"

#include <sqlite3.h>

#include <mutex>

#include "base/ascii.h"
#include "base/check.h"

namespace jeton::portal {
namespace {

void succeed(int code) {
  // In memory, of text that is bounded: what fails here is the memory of the machine, or this file.
  JETON_ASSERT(code == SQLITE_OK);
}

int append_token(void* into, int /*flags*/, const char* token, int size, int /*start*/, int /*end*/) {
  static_cast<std::vector<std::string>*>(into)->emplace_back(token, static_cast<std::size_t>(size));
  return SQLITE_OK;
}

}  // namespace

class TextIndex::Database {
 public:
  Database() {
    succeed(sqlite3_open_v2(":memory:", &connection_,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr));
    // Without content of its own: the sections have the text already.
    run("CREATE VIRTUAL TABLE sections USING fts5(title, heading, body, content = '', "
        "tokenize = 'porter unicode61')");
    run("BEGIN");
    insert_ = prepare("INSERT INTO sections (rowid, title, heading, body) VALUES (?, ?, ?, ?)");
    // What FTS5 calls rank is negative: lower is better.
    match_ = prepare("SELECT rowid, -bm25(sections, 3.0, 5.0, 1.0) FROM sections WHERE sections MATCH ?");
    find_tokenizer();
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() {
    tokenizer_.xDelete(stemmer_);
    sqlite3_finalize(insert_);
    sqlite3_finalize(match_);
    sqlite3_close(connection_);
  }

  void add(const Row& row) {
    sqlite3_bind_int64(insert_, 1, rows_);
    bind(insert_, 2, row.title);
    bind(insert_, 3, row.heading);
    bind(insert_, 4, row.body);
    const auto stepped = sqlite3_step(insert_);
    JETON_ASSERT(stepped == SQLITE_DONE);
    sqlite3_reset(insert_);
    ++rows_;
  }

  void finish() { run("COMMIT"); }

  std::vector<Match> find(std::string_view phrase) {
    // Letters and digits between quotes are nothing but words to FTS5.
    std::string quoted = "\"";
    for (const char c : phrase) quoted += base::is_ascii_letter_or_digit(c) || c < 0 ? c : ' ';
    quoted += '"';
    const std::scoped_lock lock{mutex_};
    bind(match_, 1, quoted);
    std::vector<Match> matches;
    while (sqlite3_step(match_) == SQLITE_ROW) {
      matches.push_back(
          {static_cast<std::size_t>(sqlite3_column_int64(match_, 0)), sqlite3_column_double(match_, 1)});
    }
    sqlite3_reset(match_);
    return matches;
  }

  std::vector<std::string> stems_of(std::string_view text) {
    const std::scoped_lock lock{mutex_};
    std::vector<std::string> stems;
    succeed(tokenizer_.xTokenize(stemmer_, &stems, FTS5_TOKENIZE_DOCUMENT, text.data(),
                                 static_cast<int>(text.size()), append_token));
    return stems;
  }

 private:
  void run(const char* sql) { succeed(sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr)); }

  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    succeed(sqlite3_prepare_v2(connection_, sql, -1, &statement, nullptr));
    return statement;
  }

  static void bind(sqlite3_stmt* statement, int at, const std::string& text) {
    succeed(sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
  }

  /// The one that the table uses, so that both see the same words.
  void find_tokenizer() {
    fts5_api* api = nullptr;
    auto* statement = prepare("SELECT fts5(?1)");
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
    JETON_ASSERT(api != nullptr);
    void* context = nullptr;
    succeed(api->xFindTokenizer(api, "porter", &context, &tokenizer_));
    const char* below = "unicode61";
    succeed(tokenizer_.xCreate(context, &below, 1, &stemmer_));
  }

  sqlite3* connection_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  sqlite3_stmt* match_ = nullptr;
  fts5_tokenizer tokenizer_{};
  Fts5Tokenizer* stemmer_ = nullptr;
  sqlite3_int64 rows_ = 0;
  std::mutex mutex_;
};

TextIndex::TextIndex() : database_{std::make_unique<Database>()} {}
TextIndex::~TextIndex() = default;

void TextIndex::add(const Row& row) {
  database_->add(row);
}

void TextIndex::finish() {
  database_->finish();
}

std::vector<TextIndex::Match> TextIndex::find(std::string_view phrase) const {
  return database_->find(phrase);
}

std::vector<std::string> TextIndex::stems_of(std::string_view text) const {
  return database_->stems_of(text);
}

}  // namespace jeton::portal
