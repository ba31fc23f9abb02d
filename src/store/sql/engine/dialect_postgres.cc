#include "store/sql/engine/dialect_postgres.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <random>
#include <system_error>
#include <utility>

#include "base/ascii.h"
#include "store/sql/engine/change_listener.h"

namespace jeton::store::sql {
namespace {

/// Changes per transaction: a million. The 43 bits left hold more transactions than a cluster will ever see.
constexpr int kOrdinalBits = 20;
/// Any number that other programs are not likely to lock in the same database.
constexpr std::int64_t kMigrationLock = 0x4a65746f6e;
/// What each of our transactions that writes holds, shared, from before it has an id: by it the change feed
/// tells our writers from strangers.
constexpr std::int64_t kWriterLock = 0x4a65746f6f;
/// Limits of time go with every BEGIN, in one message: what is set for a session is lost, or left to someone
/// else, where a pooler runs each transaction in another one. A unit that was forgotten would hold its locks,
/// and the change feed, for ever.
constexpr std::string_view kBeginRead =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = '10s';"
    " SET LOCAL statement_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'";
const std::string kBeginWrite = fmt::format(
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '10s';"
    " SELECT pg_advisory_xact_lock_shared({}); SET LOCAL statement_timeout = '30s';"
    " SET LOCAL idle_in_transaction_session_timeout = '60s'",
    kWriterLock);

/// Behind the commit, in a transaction of its own: in the one that writes, PostgreSQL would let only one of
/// all writers commit at a time.
const std::string kAnnounce = fmt::format("NOTIFY {}", kChangeChannel);

std::string as_number(std::string_view transaction_id) {
  return fmt::format("CAST(CAST({} AS text) AS bigint)", transaction_id);
}

/// `strangers`: those of the transactions in the snapshot's list, which has the whole cluster's, that are not
/// our writers and so hold back no change. A stranger holds its id but not the writers' lock, and is still
/// running after both were looked up: a writer that has just ended lets its locks go one by one. Prepared
/// transactions have no process, and are never ours. What is in doubt is no stranger; the next look is
/// clearer.
std::string with_strangers() {
  // CASE keeps the order: the locks are read as a whole before the first status is asked for.
  return fmt::format(
      "WITH running AS MATERIALIZED (SELECT x AS id FROM pg_snapshot_xip(pg_current_snapshot()) AS x),"
      " ids AS MATERIALIZED (SELECT transactionid AS id, pid FROM pg_locks"
      " WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted),"
      " writers AS MATERIALIZED (SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
      " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
      " AND classid = {} AND objid = {} AND objsubid = 1),"
      " strangers AS MATERIALIZED (SELECT running.id FROM running JOIN ids ON ids.id = CAST(running.id AS "
      "xid)"
      " WHERE CASE WHEN ids.pid IS NULL THEN TRUE"
      " WHEN EXISTS (SELECT 1 FROM writers WHERE writers.pid = ids.pid) THEN FALSE"
      " ELSE pg_xact_status(running.id) = 'in progress' END) ",
      kWriterLock >> 32U, kWriterLock & 0xffffffff);
}

/// The lowest transaction id whose changes may still come: of a writer that is running, of this transaction,
/// or else of the next that begins.
std::string first_to_come() {
  return fmt::format(
      "least({}, {}, (SELECT min({}) FROM running"
      " WHERE NOT EXISTS (SELECT 1 FROM strangers WHERE strangers.id = running.id)))",
      as_number("pg_snapshot_xmax(pg_current_snapshot())"), as_number("pg_current_xact_id_if_assigned()"),
      as_number("running.id"));
}

/// Below this many rows the count is exact and costs nothing; above it the planner's figure will do, as ids
/// grow longer at millions of rows.
constexpr int kCountedRowsMax = 100;

std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char character : text) {
    const bool plain =
        base::is_ascii_letter_or_digit(character) || character == '-' || character == '_' || character == '.';
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
  if (address.settings.find("connect_timeout") == address.settings.end()) text += "&connect_timeout=3";
  if (address.settings.find("tcp_user_timeout") == address.settings.end()) text += "&tcp_user_timeout=15000";
  return text + "&fallback_application_name=jeton";
}

void throw_if_failed(const PGresult* result, ExecStatusType expected) {
  if (PQresultStatus(result) == expected) return;
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  throw soci::postgresql_soci_error{PQresultErrorMessage(result), state == nullptr ? "" : state};
}

/// SOCI numbers the statements of each session from 0, so in a session that turns out to be shared another
/// program's statement could answer under the name of ours: a token would be unknown because something else
/// was asked. From a random number on, there is none of that name, which is an error.
int random_first_number() {
  return static_cast<int>(std::random_device{}() >> 2U);
}

void drop_notice(void* /*unused*/, const PGresult* /*notice*/) {}

/// Shuts the socket down: whatever waits for the server, TLS included, sees the connection end. Asking the
/// server to cancel would take another answer of a server that gives none.
class SocketBrake final : public Brake {
 public:
  /// A descriptor of its own: libpq closes the other one inside a call that fails, and its number may then be
  /// anybody's.
  explicit SocketBrake(int socket) : socket_{::fcntl(socket, F_DUPFD_CLOEXEC, 0)} {
    if (socket_ < 0) throw std::system_error{errno, std::generic_category(), "no descriptor is left"};
  }
  ~SocketBrake() override { ::close(socket_); }
  SocketBrake(const SocketBrake&) = delete;
  SocketBrake& operator=(const SocketBrake&) = delete;
  void pull() noexcept override { (void)::shutdown(socket_, SHUT_RDWR); }

 private:
  int socket_;
};

class PostgresDialect final : public Dialect {
 public:
  explicit PostgresDialect(const StoreAddress& address)
      : connection_text_{connection_text(address)}, display_{address.display()} {}

  Engine engine() const noexcept override { return Engine::kPostgres; }

  std::unique_ptr<soci::session> connect() const override {
    return std::make_unique<soci::session>(*soci::factory_postgresql(),
                                           std::string{connection_text_.reveal()});
  }

  std::unique_ptr<Brake> brake_of(soci::session& session) const override {
    auto* backend = static_cast<soci::postgresql_session_backend*>(session.get_backend());
    return std::make_unique<SocketBrake>(PQsocket(backend->conn_));
  }

  void set_up(soci::session& session, Access /*access*/) const override {
    auto* backend = static_cast<soci::postgresql_session_backend*>(session.get_backend());
    // The detail of an error repeats the row it is about, secrets included.
    PQsetErrorVerbosity(backend->conn_, PQERRORS_TERSE);
    // libpq prints notices on stderr, between our own log lines.
    PQsetNoticeReceiver(backend->conn_, &drop_notice, nullptr);
    note_pooler(*backend);
  }

  bool owns_sessions() const noexcept override { return owns_sessions_; }

  std::size_t column_count(soci::statement& statement) const override {
    auto* backend = static_cast<soci::postgresql_statement_backend*>(statement.get_backend());
    // One that has no name is not kept, so it is described under the empty one.
    if (backend->statementName_.empty()) {
      const std::unique_ptr<PGresult, decltype(&PQclear)> parsed{
          PQprepare(backend->session_.conn_, "", backend->query_.c_str(), 0, nullptr), &PQclear};
      throw_if_failed(parsed.get(), PGRES_COMMAND_OK);
    }
    const std::unique_ptr<PGresult, decltype(&PQclear)> described{
        PQdescribePrepared(backend->session_.conn_, backend->statementName_.c_str()), &PQclear};
    throw_if_failed(described.get(), PGRES_COMMAND_OK);
    return static_cast<std::size_t>(PQnfields(described.get()));
  }

  Failure translate(const soci::soci_error& thrown) const override {
    const auto* error = dynamic_cast<const soci::postgresql_soci_error*>(&thrown);
    // what() would add the bound values.
    auto message = thrown.get_error_message();
    if (error == nullptr) {
      // Only connecting fails without an SQLSTATE.
      return {fmt::format("{}: {}", display_, message), meaning_of_sqlstate({})};
    }
    const auto state = error->sqlstate();
    const auto meaning = meaning_of_sqlstate(state);
    if (meaning.session_shared) owns_sessions_ = false;
    return {fmt::format("[{}] {}", state, message), meaning};
  }

  bool has_one_writer() const noexcept override { return false; }
  bool needs_declared_cursors() const noexcept override { return true; }
  std::string_view begin_read() const noexcept override { return kBeginRead; }
  std::string_view begin_write() const noexcept override { return kBeginWrite; }

  std::string why_read_only() const override { return {}; }
  std::string why_gone() const override { return {}; }
  std::uintmax_t held_bytes() const noexcept override { return 0; }
  std::uintmax_t held_bytes_max() const noexcept override { return 0; }

  Statement takes_changes() const override {
    return {"schema.takes_changes",
            "SELECT CASE WHEN pg_is_in_recovery() OR current_setting(CAST(? AS text)) = ? THEN 0 ELSE 1 END",
            Parameters::of("transaction_read_only", "on")};
  }

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
                    kOrdinalBits, as_number("pg_current_xact_id()"))};
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

  Statement has_column(std::string_view table, std::string_view column) const override {
    return {"schema.has_column",
            "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass(CAST(? AS text))"
            " AND attname = CAST(? AS name) AND NOT attisdropped",
            Parameters::of(table, column)};
  }

  Statement columns_of(std::string_view table) const override {
    return {"schema.columns",
            "SELECT column_name, CASE WHEN data_type = ? THEN 0 ELSE 1 END FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position",
            Parameters::of("text", table)};
  }
  std::string_view with_own_numbers() const noexcept override { return " OVERRIDING SYSTEM VALUE"; }
  std::optional<Statement> number_on(std::string_view table, std::string_view column) const override {
    return Statement{
        "schema.number_on",
        fmt::format("SELECT setval(pg_get_serial_sequence(?, ?), coalesce(max({}), 0) + 1, false) FROM {}",
                    column, table),
        Parameters::of(table, column)};
  }
  Statement count_tables() const override {
    return {"schema.count_tables",
            "SELECT count(*) FROM pg_class c WHERE c.relnamespace = to_regnamespace(current_schema())"
            " AND c.relkind IN (CAST(? AS char), CAST(? AS char)) AND NOT EXISTS (SELECT 1 FROM pg_depend d"
            " WHERE d.objid = c.oid AND d.deptype = CAST(? AS char))",
            Parameters::of("r", "p", "e")};
  }

  Statement approximate_count(std::string_view table) const override {
    return {fmt::format("{}.approximate_count", table),
            fmt::format("SELECT CASE WHEN c.reltuples >= {1} THEN CAST(c.reltuples AS bigint) ELSE"
                        " (SELECT count(*) FROM (SELECT 1 FROM {0} LIMIT {1}) AS counted) END"
                        " FROM pg_class c WHERE c.oid = to_regclass('{0}')",
                        table, kCountedRowsMax),
            {}};
  }

  Statement insert_changes(std::int64_t ordinal,
                           std::span<const domain::ChangeEntry> entries) const override {
    Statement statement{
        "changes.insert",
        fmt::format("INSERT INTO changes (position, object_type, object_id, revision)"
                    " SELECT ((b.base + {}) << {}) + n.column1, n.column2, n.column3, n.column4"
                    " FROM change_base b, (VALUES",
                    as_number("pg_current_xact_id()"), kOrdinalBits),
        {}};
    for (const auto& entry : entries) {
      // The first row settles the types.
      statement.sql += statement.parameters.list().empty()
                           ? " (CAST(? AS bigint), CAST(? AS text), CAST(? AS text), CAST(? AS bigint))"
                           : ", (?, ?, ?, ?)";
      statement.parameters.append(
          Parameters::of(ordinal++, domain::to_string(entry.object_type), entry.object_id, entry.revision));
    }
    statement.sql += ") AS n";
    return statement;
  }

  Statement read_changes(std::int64_t position, std::int64_t limit, std::int64_t /*own*/) const override {
    return read_changes("changes.read_after", "<", position, limit);
  }

  std::optional<Statement> read_held_back(std::int64_t position, std::int64_t limit) const override {
    return read_changes("changes.read_held_back", ">=", position, limit);
  }

  std::string_view announce_changes() const noexcept override { return kAnnounce; }

  Statement change_position(std::int64_t /*own*/) const override {
    return {"changes.position",
            fmt::format("{}SELECT ((b.base + {}) << {}) - 1 FROM change_base b", with_strangers(),
                        first_to_come(), kOrdinalBits),
            {}};
  }

 private:
  /// Those before (`<`) or from (`>=`) the first transaction that may still come.
  static Statement read_changes(std::string_view name, std::string_view side, std::int64_t position,
                                std::int64_t limit) {
    return {std::string{name},
            fmt::format("{}SELECT position, object_type, object_id, revision FROM changes"
                        " WHERE position > ? AND position {} (SELECT (b.base + {}) << {} FROM change_base b)"
                        " ORDER BY position LIMIT ?",
                        with_strangers(), side, first_to_come(), kOrdinalBits),
            Parameters::of(position, limit)};
  }

  /// A pooler gives its clients a key of its own to cancel with, which names no process of the server.
  void note_pooler(soci::postgresql_session_backend& backend) const {
    backend.statementCount_ = random_first_number();
    const std::unique_ptr<PGresult, decltype(&PQclear)> asked{
        PQexec(backend.conn_, "SELECT pg_backend_pid()"), &PQclear};
    throw_if_failed(asked.get(), PGRES_TUPLES_OK);
    if (PQgetvalue(asked.get(), 0, 0) != std::to_string(PQbackendPID(backend.conn_))) {
      owns_sessions_ = false;
      require_transactions(backend.conn_);
    }
  }

  /// A pooler that runs each statement by itself refuses BEGIN and hangs up; the refusal comes first.
  static void require_transactions(PGconn* connection) {
    PQsendQuery(connection, "BEGIN");
    const std::unique_ptr<PGresult, decltype(&PQclear)> begun{PQgetResult(connection), &PQclear};
    while (PGresult* more = PQgetResult(connection)) PQclear(more);
    throw_if_failed(begun.get(), PGRES_COMMAND_OK);
    if (PQtransactionStatus(connection) != PQTRANS_INTRANS) {
      throw soci::postgresql_soci_error{"transactions are lost in statement pooling mode", "08P01"};
    }
    PQclear(PQexec(connection, "ROLLBACK"));
  }

  base::Secret connection_text_;
  std::string display_;
  mutable std::atomic<bool> owns_sessions_ = true;
};

}  // namespace

std::unique_ptr<ChangeListener> make_change_listener(const StoreAddress& address,
                                                     std::function<void()> on_change, const base::Log* log) {
  return std::make_unique<ChangeListener>(base::Secret{connection_text(address)}, std::move(on_change), log);
}

std::unique_ptr<Dialect> make_postgres_dialect(const StoreAddress& address) {
  return std::make_unique<PostgresDialect>(address);
}

}  // namespace jeton::store::sql
