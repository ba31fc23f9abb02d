#include "store/sql/engine/connection.h"

#include <fmt/format.h>
#include <soci/soci.h>

#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "base/database_limits.h"
#include "store/sql/engine/prepared.h"

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

/// Statements kept per connection. The repositories have about a hundred; lists with conditions and orders
/// come and go beyond that.
constexpr std::size_t kPreparedMax = 256;

/// Parameters of different kinds need their own binding, so the kinds are part of the key.
std::string key_of(const Statement& statement) {
  std::string key;
  key.reserve(statement.sql.size() + statement.parameters.list().size());
  for (const auto& parameter : statement.parameters.list()) {
    key += parameter.kind == Parameter::Kind::kInteger ? 'i' : 't';
  }
  return key += statement.sql;
}

}  // namespace

struct Connection::State {
  struct Entry {
    std::string key;
    std::unique_ptr<Prepared> prepared;
  };

  std::unique_ptr<soci::session> session;
  std::optional<WatchedCalls> calls;
  std::list<Entry> recent;  ///< Most recently used first.
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key;
};

Connection::Connection(const Dialect& dialect) : dialect_{dialect}, state_{std::make_unique<State>()} {}

Connection::~Connection() {
  // Statements are taken back one by one: on a connection that is silent, each would wait.
  if (lost_ && !retired_ && state_->calls) state_->calls->pull_brake();
  const auto call = timed();
  state_->recent.clear();
}

WatchedCalls::Call Connection::timed() {
  return WatchedCalls::Call{state_->calls ? &*state_->calls : nullptr};
}

void Connection::set_call_time_max(std::chrono::milliseconds time_max) noexcept {
  if (state_->calls) state_->calls->set_time_max(time_max);
}

bool Connection::timed_out() const noexcept {
  return state_->calls && state_->calls->was_ended();
}

Result<std::unique_ptr<Connection>> Connection::open(const Dialect& dialect, Access access,
                                                     Availability* availability) {
  std::unique_ptr<Connection> connection{new Connection{dialect}};
  auto& state = *connection->state_;
  try {
    state.session = dialect.connect();
    if (availability != nullptr) {
      state.calls.emplace(*availability, dialect.brake_of(*state.session), base::kDatabaseCallMax);
    }
    const auto call = connection->timed();
    dialect.set_up(*state.session, access);
  } catch (const std::exception& thrown) {
    auto error = connection->fail("connect", thrown);
    // Nobody can tell a caller more than that the database cannot be reached.
    return Error::unavailable(error.detail());
  }
  return connection;
}

Error Connection::fail(std::string_view name, const std::exception& thrown) {
  const auto* driver = dynamic_cast<const soci::soci_error*>(&thrown);
  if (driver == nullptr) return Error::internal(fmt::format("{}: {}", name, thrown.what()));
  const auto failure = dialect_.translate(*driver);
  if (timed_out()) {
    lost_ = true;
    return Error::unavailable(fmt::format("{}: the database did not answer in time", name));
  }
  lost_ = lost_ || failure.meaning.connection_lost;
  writes_refused_ = writes_refused_ || failure.meaning.refuses_writes;
  auto detail = fmt::format("{}: {}", name, failure.detail);
  return failure.meaning.kind == base::ErrorKind::kUnavailable ? Error::unavailable(std::move(detail))
                                                               : Error::internal(std::move(detail));
}

Result<Prepared*> Connection::prepare(const Statement& statement) {
  auto key = key_of(statement);
  if (const auto found = state_->by_key.find(key); found != state_->by_key.end()) {
    state_->recent.splice(state_->recent.begin(), state_->recent, found->second);
    return found->second->prepared.get();
  }
  try {
    auto prepared = prepare_statement(*state_->session, dialect_, statement);
    if (state_->recent.size() >= kPreparedMax) {
      state_->by_key.erase(state_->recent.back().key);
      state_->recent.pop_back();
    }
    state_->recent.push_front({std::move(key), std::move(prepared)});
    state_->by_key.emplace(state_->recent.front().key, state_->recent.begin());
    return state_->recent.front().prepared.get();
  } catch (const std::exception& thrown) {
    return fail(statement.name, thrown);
  }
}

Result<Rows> Connection::query(const Statement& statement) {
  const auto call = timed();
  JETON_TRY(auto* prepared, prepare(statement));
  JETON_CHECK(bind(*prepared, statement.parameters));
  Rows rows;
  rows.columns = prepared->out.size();
  // Taken for a question without an answer, it would say that there is no such row.
  if (rows.columns == 0) return Error::internal(fmt::format("{}: answers with no columns", statement.name));
  try {
    for (bool got = prepared->statement.execute(true); got; got = prepared->statement.fetch()) {
      take_row(*prepared, rows);
    }
  } catch (const std::exception& thrown) {
    unbind_failed(*prepared);
    return fail(statement.name, thrown);
  }
  unbind(*prepared);
  return rows;
}

Result<std::int64_t> Connection::execute(const Statement& statement) {
  const auto call = timed();
  JETON_TRY(auto* prepared, prepare(statement));
  JETON_CHECK(bind(*prepared, statement.parameters));
  try {
    prepared->statement.execute(true);
    unbind(*prepared);
    return static_cast<std::int64_t>(prepared->statement.get_affected_rows());
  } catch (const std::exception& thrown) {
    unbind_failed(*prepared);
    return fail(statement.name, thrown);
  }
}

Result<std::unique_ptr<Cursor>> Connection::open_cursor(const Statement& statement, std::size_t batch) {
  JETON_ASSERT(batch > 0);
  // Not among the kept statements: the same one may be asked again before the cursor has ended.
  std::unique_ptr<Cursor> cursor{new Cursor{*this, statement.name, batch}};
  const auto call = timed();
  auto first = statement;
  if (dialect_.needs_declared_cursors()) {
    cursor->declared_ = fmt::format("jeton_cursor_{}", ++cursors_);
    first.sql = fmt::format("DECLARE {} NO SCROLL CURSOR FOR {}", cursor->declared_, statement.sql);
  }
  try {
    auto prepared = prepare_statement(*state_->session, dialect_, first);
    JETON_CHECK(bind(*prepared, first.parameters));
    // Without an explicit start the snapshot would be taken by the first piece.
    cursor->has_row_ = prepared->statement.execute(true);
    if (dialect_.needs_declared_cursors()) {
      prepared = prepare_statement(
          *state_->session, dialect_,
          {statement.name, fmt::format("FETCH FORWARD {} FROM {}", batch, cursor->declared_), {}});
    }
    cursor->prepared_ = std::move(prepared);
    return cursor;
  } catch (const std::exception& thrown) {
    return fail(statement.name, thrown);
  }
}

Result<void> Connection::run(std::string_view name, std::string_view sql) {
  const auto call = timed();
  try {
    *state_->session << std::string{sql};
    return {};
  } catch (const std::exception& thrown) {
    return fail(name, thrown);
  }
}

}  // namespace jeton::store::sql
