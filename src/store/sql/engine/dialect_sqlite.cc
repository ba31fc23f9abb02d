#include "store/sql/engine/dialect_sqlite.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

constexpr std::int64_t kLockWaitMs = 10'000;
constexpr std::int64_t kKeptLogBytes = std::int64_t{64} * 1024 * 1024;

std::string replace_all(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

/// Makes sure that there is a file. SQLite gives its side files the mode of the database, so it is enough to
/// create that one. A file that is there is not opened, and so not closed: that would end every lock that
/// other connections of this process have on it (POSIX), and the next process to close the database would
/// take the write-ahead log from under them.
Result<void> ensure_private_file(const std::string& path, WhenMissing missing) {
  if (::faccessat(AT_FDCWD, path.c_str(), R_OK | W_OK, AT_EACCESS) == 0) return {};
  int reason = errno;
  if (reason == ENOENT && missing == WhenMissing::kRefuse) {
    return Error{base::ErrorKind::kUnavailable,
                 fmt::format("There is no database at {}. Correct the path, or create the database there "
                             "with jeton init.",
                             path)};
  }
  if (reason == ENOENT) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    reason = errno;
    if (file >= 0) ::close(file);
    // Another process may be a moment faster.
    if (file >= 0 || reason == EEXIST) return {};
  }
  return Error::unavailable(fmt::format("the file {} cannot be opened: {}", path, std::strerror(reason)));
}

/// Which file a name leads to.
struct FileId {
  dev_t device = 0;
  ino_t number = 0;
  bool operator==(const FileId&) const = default;
};

std::optional<FileId> file_at(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return FileId{status.st_dev, status.st_ino};
}

class Interrupt final : public Brake {
 public:
  explicit Interrupt(sqlite_api::sqlite3* connection) : connection_{connection} {}
  void pull() noexcept override { sqlite_api::sqlite3_interrupt(connection_); }

 private:
  sqlite_api::sqlite3* connection_;
};

class SqliteDialect final : public Dialect {
 public:
  SqliteDialect(std::string path, std::uintmax_t held_bytes_max)
      : path_{std::move(path)}, held_bytes_max_{held_bytes_max}, file_{file_at(path_)} {}

  Engine engine() const noexcept override { return Engine::kSqlite; }

  std::unique_ptr<soci::session> connect() const override {
    return std::make_unique<soci::session>(*soci::factory_sqlite3(),
                                           fmt::format("db=\"{}\" timeout={}", path_, kLockWaitMs / 1000));
  }

  std::unique_ptr<Brake> brake_of(soci::session& session) const override {
    return std::make_unique<Interrupt>(
        static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_);
  }

  void set_up(soci::session& session, Access access) const override {
    // Here and not among SOCI's options: a file that is no database fails at the first of these, and in
    // SOCI's constructor that would leave the file open.
    session << "PRAGMA synchronous = FULL";
    session << "PRAGMA journal_mode = WAL";
    session << "PRAGMA foreign_keys = ON";
    // What a burst of changes has made the write-ahead log grow to is given back.
    session << fmt::format("PRAGMA journal_size_limit = {}", kKeptLogBytes);
    if (access == Access::kRead) session << "PRAGMA query_only = ON";
    // A statement that fires triggers keeps the old pages until it is done, and one that adds a token touches
    // more of them than SQLite keeps in memory by itself: it would make a file for each, at twice the price.
    // Not for readers, who may sort millions of rows.
    if (access == Access::kWrite) session << "PRAGMA temp_store = MEMORY";
  }

  bool owns_sessions() const noexcept override { return true; }

  std::size_t column_count(soci::statement& statement) const override {
    auto* backend = static_cast<soci::sqlite3_statement_backend*>(statement.get_backend());
    return static_cast<std::size_t>(sqlite3_column_count(backend->stmt_));
  }

  Failure translate(const soci::soci_error& thrown) const override {
    // what() would add the bound values.
    auto detail = thrown.get_error_message();
    const auto* error = dynamic_cast<const soci::sqlite3_soci_error*>(&thrown);
    return {std::move(detail), meaning_of_sqlite_code(error == nullptr ? SQLITE_ERROR : error->result())};
  }

  bool has_one_writer() const noexcept override { return true; }

  /// An open file can be written after its mode has changed, or not: what is certain is that the next
  /// connection could not open it. The folder takes the side files.
  std::string why_read_only() const override {
    const auto folder = std::filesystem::absolute(path_).parent_path();
    for (const auto& path : {std::filesystem::path{path_}, folder}) {
      if (::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0) continue;
      return fmt::format("{} cannot be written: {}", path.string(), std::strerror(errno));
    }
    return {};
  }

  /// A file that is open stays what it is when its name goes to another, or to none: what is written then is
  /// lost to everybody who opens the name.
  std::string why_gone() const override {
    const auto file = file_at(path_);
    if (!file) return fmt::format("{} has been removed", path_);
    if (file != file_) return fmt::format("{} is another file than the one that was opened", path_);
    return {};
  }

  std::uintmax_t held_bytes() const noexcept override {
    struct stat status {};
    return ::stat((path_ + "-wal").c_str(), &status) == 0 ? static_cast<std::uintmax_t>(status.st_size) : 0;
  }
  std::uintmax_t held_bytes_max() const noexcept override { return held_bytes_max_; }

  /// SQLite opens the file for a real question only.
  Statement takes_changes() const override {
    return {"schema.takes_changes", "SELECT count(*) >= 0 FROM sqlite_master", {}};
  }

  bool needs_declared_cursors() const noexcept override { return false; }
  std::string_view begin_read() const noexcept override { return "BEGIN"; }
  /// Not a plain BEGIN: a transaction that turns into a writer halfway fails at once when another one wrote
  /// in between, without waiting.
  std::string_view begin_write() const noexcept override { return "BEGIN IMMEDIATE"; }
  ShortWait short_wait(std::chrono::milliseconds at_most) const override {
    const auto wait = [](std::int64_t ms) { return fmt::format("PRAGMA busy_timeout = {}", ms); };
    return {wait(at_most.count()), {}, wait(kLockWaitMs)};
  }
  std::vector<std::string> lock_for_migration() const override { return {}; }
  std::vector<std::string> finish_migration() const override { return {}; }
  std::string lock_clause(domain::Lock /*lock*/, std::string_view /*alias*/) const override { return {}; }

  std::string position_in(std::string_view text) const override { return fmt::format("instr({}, ?)", text); }
  std::string suffix_of(std::string_view text) const override { return fmt::format("substr({}, -?)", text); }

  std::string schema_text(std::string_view portable) const override {
    auto text = replace_all(std::string{portable}, "{text}", "TEXT");
    text = replace_all(std::move(text), "{sequence}", "INTEGER PRIMARY KEY AUTOINCREMENT");
    return replace_all(std::move(text), "{position}", "INTEGER PRIMARY KEY AUTOINCREMENT");
  }

  std::vector<std::string> keep_tally(const Tally& tally) const override {
    const auto by = fmt::format("{}", fmt::join(tally.by, ", "));
    std::string is_removed;
    std::string moves = "OLD.id <> NEW.id";
    for (const auto column : tally.by) {
      is_removed += fmt::format("{0} = OLD.{0} AND ", column);
      moves += fmt::format(" OR OLD.{0} <> NEW.{0}", column);
    }
    const auto add = fmt::format(
        "INSERT INTO {0} ({1}, slot, tally) VALUES (NEW.{2}, substr(NEW.id, -1), 1)"
        " ON CONFLICT ({1}, slot) DO UPDATE SET tally = tally + 1;",
        tally.table, by, fmt::join(tally.by, ", NEW."));
    const auto remove = fmt::format("UPDATE {} SET tally = tally - 1 WHERE {}slot = substr(OLD.id, -1);",
                                    tally.table, is_removed);
    return {
        fmt::format("CREATE TRIGGER {}_added AFTER INSERT ON {} BEGIN {} END", tally.table, tally.rows, add),
        fmt::format("CREATE TRIGGER {}_moved AFTER UPDATE OF id, {} ON {} WHEN {} BEGIN {} {} END",
                    tally.table, by, tally.rows, moves, remove, add),
        fmt::format("CREATE TRIGGER {}_removed AFTER DELETE ON {} BEGIN {} END", tally.table, tally.rows,
                    remove)};
  }

  Statement has_column(std::string_view table, std::string_view column) const override {
    return {"schema.has_column", "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?",
            Parameters::of(table, column)};
  }

  Statement columns_of(std::string_view table) const override {
    return {"schema.columns", "SELECT name, type <> ? FROM pragma_table_info(?) ORDER BY cid",
            Parameters::of("TEXT", table)};
  }
  std::string_view with_own_numbers() const noexcept override { return {}; }
  std::optional<Statement> number_on(std::string_view /*table*/, std::string_view /*column*/) const override {
    return std::nullopt;
  }
  Statement count_tables() const override {
    return {"schema.count_tables",
            "SELECT count(*) FROM sqlite_master WHERE type = ? AND substr(name, 1, 7) <> ?",
            Parameters::of("table", "sqlite_")};
  }

  /// The highest rowid: rows of the tables it is asked for are never removed.
  Statement approximate_count(std::string_view table) const override {
    return {fmt::format("{}.approximate_count", table),
            fmt::format("SELECT coalesce(max(rowid), 0) FROM {}", table),
            {}};
  }

  Statement insert_changes(std::int64_t /*ordinal*/,
                           std::span<const domain::ChangeEntry> entries) const override {
    Statement statement{
        "changes.insert", "INSERT INTO changes (object_type, object_id, revision) VALUES (?, ?, ?)", {}};
    for (std::size_t i = 1; i < entries.size(); ++i) statement.sql += ", (?, ?, ?)";
    for (const auto& entry : entries) {
      statement.parameters.append(
          Parameters::of(domain::to_string(entry.object_type), entry.object_id, entry.revision));
    }
    return statement;
  }

  /// One writer at a time: the order of positions is the order of commits, and the newest `own` of them are
  /// the asking transaction's.
  Statement read_changes(std::int64_t position, std::int64_t limit, std::int64_t own) const override {
    return {"changes.read_after",
            "SELECT position, object_type, object_id, revision FROM changes WHERE position > ?"
            " AND position <= (SELECT coalesce(max(position), 0) FROM changes) - ?"
            " ORDER BY position LIMIT ?",
            Parameters::of(position, own, limit)};
  }

  std::optional<Statement> read_held_back(std::int64_t /*position*/, std::int64_t /*limit*/) const override {
    return std::nullopt;
  }

  std::string_view announce_changes() const noexcept override { return {}; }

  Statement change_position(std::int64_t own) const override {
    return {"changes.position", "SELECT coalesce(max(position), ?) - ? FROM changes",
            Parameters::of(own, own)};
  }

 private:
  std::string path_;
  std::uintmax_t held_bytes_max_;
  std::optional<FileId> file_;
};

}  // namespace

Result<std::unique_ptr<Dialect>> make_sqlite_dialect(const std::string& path, WhenMissing missing,
                                                     std::uintmax_t held_bytes_max) {
  JETON_CHECK(ensure_private_file(path, missing));
  return std::unique_ptr<Dialect>{std::make_unique<SqliteDialect>(path, held_bytes_max)};
}

}  // namespace jeton::store::sql
