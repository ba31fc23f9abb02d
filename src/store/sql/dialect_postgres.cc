#include "store/sql/dialect_postgres.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <utility>

namespace jeton::store::sql {
namespace {

using base::Error;

/// Changes per transaction: a million. The 43 bits left hold more transactions than a cluster will ever see.
constexpr int kOrdinalBits = 20;
/// Any number that other programs are not likely to lock in the same database.
constexpr std::int64_t kMigrationLock = 0x4a65746f6e;
/// Below this many rows the count is exact and costs nothing; above it the planner's figure will do, as ids
/// grow longer at millions of rows.
constexpr int kCountedRowsMax = 100;

std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char character : text) {
    const bool plain = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                       (character >= '0' && character <= '9') || character == '-' || character == '_' ||
                       character == '.';
    if (plain) {
      encoded += character;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(character));
    }
  }
  return encoded;
}

/// A URI rather than `name=value` pairs: SOCI takes the text apart at blanks and knows none of libpq's
/// quotes. Everything is percent-encoded, and there is always one `=`, without which it would add one.
std::string connection_text(const StoreAddress& address) {
  std::string text = "postgresql://";
  if (!address.user.empty()) text += percent_encode(address.user);
  // The password goes into the driver's connection text, its only way in.
  if (!address.password.empty()) text += ":" + percent_encode(address.password.reveal());
  if (!address.user.empty() || !address.password.empty()) text += "@";
  text += "/" + percent_encode(address.database) + "?client_encoding=UTF8";
  if (!address.host.empty()) text += "&host=" + percent_encode(address.host);
  if (!address.port.empty()) text += "&port=" + percent_encode(address.port);
  for (const auto& [name, value] : address.settings) {
    text += fmt::format("&{}={}", percent_encode(name), percent_encode(value));
  }
  if (address.settings.find("connect_timeout") == address.settings.end()) text += "&connect_timeout=5";
  if (address.settings.find("tcp_user_timeout") == address.settings.end()) text += "&tcp_user_timeout=15000";
  return text + "&fallback_application_name=jeton";
}

void drop_notice(void* /*unused*/, const PGresult* /*notice*/) {}

class PostgresDialect final : public Dialect {
 public:
  explicit PostgresDialect(const StoreAddress& address)
      : connection_text_{connection_text(address)}, display_{address.display()} {}

  std::unique_ptr<soci::session> connect(Access /*access*/) const override {
    auto session =
        std::make_unique<soci::session>(*soci::factory_postgresql(), std::string{connection_text_.reveal()});
    auto* backend = static_cast<soci::postgresql_session_backend*>(session->get_backend());
    // The detail of an error repeats the row it is about, secrets included.
    PQsetErrorVerbosity(backend->conn_, PQERRORS_TERSE);
    // libpq prints notices on stderr, between our own log lines.
    PQsetNoticeReceiver(backend->conn_, &drop_notice, nullptr);
    *session << "SET lock_timeout = '10s'";
    *session << "SET statement_timeout = '30s'";
    // A unit that was forgotten would hold its locks, and the change feed, for ever.
    *session << "SET idle_in_transaction_session_timeout = '60s'";
    return session;
  }

  std::size_t column_count(soci::statement& statement) const override {
    auto* backend = static_cast<soci::postgresql_statement_backend*>(statement.get_backend());
    const std::unique_ptr<PGresult, decltype(&PQclear)> described{
        PQdescribePrepared(backend->session_.conn_, backend->statementName_.c_str()), &PQclear};
    if (PQresultStatus(described.get()) != PGRES_COMMAND_OK) {
      throw soci::postgresql_soci_error{"the statement cannot be described", "08000"};
    }
    return static_cast<std::size_t>(PQnfields(described.get()));
  }

  Failure translate(const soci::soci_error& thrown) const override {
    const auto* error = dynamic_cast<const soci::postgresql_soci_error*>(&thrown);
    // what() would add the bound values.
    auto message = thrown.get_error_message();
    if (error == nullptr) {
      // Only connecting fails without an SQLSTATE.
      return {Error::unavailable(fmt::format("{}: {}", display_, message)), true};
    }
    const auto state = error->sqlstate();
    auto detail = fmt::format("[{}] {}", state, message);
    if (state.compare(0, 2, "08") == 0 || state.compare(0, 3, "57P") == 0) {
      return {Error::unavailable(std::move(detail)), true};
    }
    // Out of resources, lock timeout, statement timeout, serialization failure, deadlock: all may pass.
    const bool may_pass = state.compare(0, 2, "53") == 0 || state == "55P03" || state == "57014" ||
                          state == "40001" || state == "40P01";
    if (may_pass) return {Error::unavailable(std::move(detail)), false};
    // The server ended the session while it was idle in a transaction.
    if (state == "25P03") return {Error::unavailable(std::move(detail)), true};
    return {Error::internal(std::move(detail)), false};
  }

  bool has_one_writer() const noexcept override { return false; }
  bool needs_declared_cursors() const noexcept override { return true; }
  std::string_view begin_read() const noexcept override {
    return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
  }
  std::string_view begin_write() const noexcept override { return "BEGIN ISOLATION LEVEL READ COMMITTED"; }

  ShortWait short_wait(std::chrono::milliseconds at_most) const override {
    return {{}, fmt::format("SET LOCAL lock_timeout = {}", at_most.count()), {}};
  }

  std::vector<std::string> lock_for_migration() const override {
    return {"SET LOCAL lock_timeout = '10min'", "SET LOCAL statement_timeout = 0",
            fmt::format("SELECT pg_advisory_xact_lock({})", kMigrationLock)};
  }

  std::vector<std::string> finish_migration() const override {
    return {
        fmt::format("UPDATE change_base SET base = last.id FROM"
                    " (SELECT coalesce(max(position), 0) >> {0} AS id FROM changes) AS last"
                    " WHERE last.id > change_base.base + {1}",
                    kOrdinalBits, "CAST(CAST(pg_current_xact_id() AS text) AS bigint)")};
  }

  std::string lock_clause(domain::Lock lock, std::string_view alias) const override {
    switch (lock) {
      case domain::Lock::kNone: return {};
      case domain::Lock::kShared: return fmt::format(" FOR SHARE OF {}", alias);
      case domain::Lock::kExclusive: return fmt::format(" FOR UPDATE OF {}", alias);
      case domain::Lock::kIfFree: return fmt::format(" FOR UPDATE OF {} SKIP LOCKED", alias);
    }
    return {};
  }

  std::string position_in(std::string_view text) const override { return fmt::format("strpos({}, ?)", text); }
  std::string suffix_of(std::string_view text) const override { return fmt::format("right({}, ?)", text); }

  std::string schema_text(std::string_view portable) const override {
    return fmt::format(fmt::runtime(portable), fmt::arg("text", "TEXT COLLATE \"C\""),
                       fmt::arg("sequence", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
                       fmt::arg("position", "BIGINT PRIMARY KEY"));
  }

  std::vector<std::string> keep_tally(const Tally& tally) const override {
    const auto by = fmt::format("{}", fmt::join(tally.by, ", "));
    // Always in the same order: two transactions that move a row to and fro would wait for each other.
    const auto keep = [&](std::string_view event, std::string_view changes) {
      return fmt::format(
          "CREATE FUNCTION {0}_{1}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
          " INSERT INTO {0} ({2}, slot, tally) SELECT {2}, slot, sum(n) FROM ({3}) changes"
          " GROUP BY {2}, slot HAVING sum(n) <> 0 ORDER BY {2}, slot"
          " ON CONFLICT ({2}, slot) DO UPDATE SET tally = {0}.tally + excluded.tally; RETURN NULL; END $$",
          tally.table, event, by, changes);
    };
    const auto row = [&](std::string_view which, int n) {
      return fmt::format("SELECT {0}.{1}, right({0}.id, 1) AS slot, {2} AS n", which,
                         fmt::join(tally.by, fmt::format(", {}.", which)), n);
    };
    const auto rows = [&](std::string_view of, int n) {
      return fmt::format("SELECT {}, right(id, 1) AS slot, {} AS n FROM {}", by, n, of);
    };
    // Rows come and go in masses, which one statement adds up; they move one by one, and most updates move
    // nothing.
    return {keep("added", rows("added", 1)),
            keep("moved", row("OLD", -1) + " UNION ALL " + row("NEW", 1)),
            keep("removed", rows("removed", -1)),
            fmt::format("CREATE TRIGGER {0}_added AFTER INSERT ON {1} REFERENCING NEW TABLE AS added"
                        " FOR EACH STATEMENT EXECUTE FUNCTION {0}_added()",
                        tally.table, tally.rows),
            fmt::format("CREATE TRIGGER {0}_moved AFTER UPDATE OF id, {2} ON {1} FOR EACH ROW"
                        " WHEN ((OLD.id, OLD.{3}) IS DISTINCT FROM (NEW.id, NEW.{4}))"
                        " EXECUTE FUNCTION {0}_moved()",
                        tally.table, tally.rows, by, fmt::join(tally.by, ", OLD."),
                        fmt::join(tally.by, ", NEW.")),
            fmt::format("CREATE TRIGGER {0}_removed AFTER DELETE ON {1} REFERENCING OLD TABLE AS removed"
                        " FOR EACH STATEMENT EXECUTE FUNCTION {0}_removed()",
                        tally.table, tally.rows)};
  }

  Statement table_exists(std::string_view table) const override {
    return {"schema.exists", "SELECT count(*) FROM pg_class WHERE oid = to_regclass(CAST(? AS text))",
            Parameters::of(table)};
  }

  Statement approximate_count(std::string_view table) const override {
    return {fmt::format("{}.approximate_count", table),
            fmt::format("SELECT CASE WHEN c.reltuples >= {1} THEN CAST(c.reltuples AS bigint) ELSE"
                        " (SELECT count(*) FROM (SELECT 1 FROM {0} LIMIT {1}) AS counted) END"
                        " FROM pg_class c WHERE c.oid = to_regclass('{0}')",
                        table, kCountedRowsMax),
            {}};
  }

  Statement insert_change(std::int64_t ordinal, const domain::ChangeEntry& entry) const override {
    return {"changes.insert",
            fmt::format("INSERT INTO changes (position, object_type, object_id, revision)"
                        " SELECT ((b.base + CAST(CAST(pg_current_xact_id() AS text) AS bigint)) << {})"
                        " + CAST(? AS bigint), CAST(? AS text), CAST(? AS text), CAST(? AS bigint)"
                        " FROM change_base b",
                        kOrdinalBits),
            Parameters::of(ordinal, domain::to_string(entry.object_type), entry.object_id, entry.revision)};
  }

  Statement read_changes(std::int64_t position, std::int64_t limit, std::int64_t /*own*/) const override {
    return {"changes.read_after",
            fmt::format("SELECT position, object_type, object_id, revision FROM changes"
                        " WHERE position > ? AND position < (SELECT (b.base + CAST(CAST("
                        "pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)) << {}"
                        " FROM change_base b) ORDER BY position LIMIT ?",
                        kOrdinalBits),
            Parameters::of(position, limit)};
  }

 private:
  base::Secret connection_text_;
  std::string display_;
};

}  // namespace

std::unique_ptr<Dialect> make_postgres_dialect(const StoreAddress& address) {
  return std::make_unique<PostgresDialect>(address);
}

}  // namespace jeton::store::sql
