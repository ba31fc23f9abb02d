#include "store/sql/connection.h"

#include <fmt/format.h>
#include <soci/soci.h>

#include <algorithm>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/text.h"

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

/// Statements kept per connection. The repositories have about a hundred; lists with conditions and orders
/// come and go beyond that.
constexpr std::size_t kPreparedMax = 256;

/// SOCI knows parameters by name only: each question mark gets one.
std::string with_names(std::string_view sql) {
  std::string text;
  text.reserve(sql.size() + 64);
  int number = 0;
  for (const char character : sql) {
    if (character == '?') {
      text += fmt::format(":p{}", ++number);
    } else {
      text += character;
    }
  }
  return text;
}

/// Parameters of different kinds need their own binding, so the kinds are part of the key.
std::string key_of(const Statement& statement) {
  std::string key;
  key.reserve(statement.sql.size() + statement.parameters.list().size());
  for (const auto& parameter : statement.parameters.list()) {
    key += parameter.kind == Parameter::Kind::kInteger ? 'i' : 't';
  }
  return key += statement.sql;
}

/// Both engines must refuse the same texts. A NUL would end the text early on PostgreSQL without an error.
bool is_storable(std::string_view text) {
  return text.find('\0') == text.npos && base::count_code_points(text).has_value();
}

}  // namespace

/// SOCI binds to addresses, so the bound cells live as long as the statement.
struct Connection::Prepared {
  struct Cell {
    std::string text;
    long long integer = 0;
    soci::indicator indicator = soci::i_ok;
  };

  explicit Prepared(soci::session& session) : statement{session} {}

  std::vector<Cell> in;
  std::vector<Cell> out;
  soci::statement statement;
};

struct Connection::State {
  struct Entry {
    std::string key;
    std::unique_ptr<Prepared> prepared;
  };

  std::unique_ptr<soci::session> session;
  std::list<Entry> recent;  ///< Most recently used first.
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key;
};

Connection::Connection(const Dialect& dialect) : dialect_{dialect}, state_{std::make_unique<State>()} {}

Connection::~Connection() = default;

Result<std::unique_ptr<Connection>> Connection::open(const Dialect& dialect, Access access) {
  std::unique_ptr<Connection> connection{new Connection{dialect}};
  try {
    connection->state_->session = dialect.connect(access);
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
  auto failure = dialect_.translate(*driver);
  lost_ = lost_ || failure.connection_lost;
  auto detail = fmt::format("{}: {}", name, failure.error.detail());
  return std::move(failure.error).with_detail(std::move(detail));
}

Result<Connection::Prepared*> Connection::prepare(const Statement& statement) {
  auto key = key_of(statement);
  if (const auto found = state_->by_key.find(key); found != state_->by_key.end()) {
    state_->recent.splice(state_->recent.begin(), state_->recent, found->second);
    return found->second->prepared.get();
  }
  try {
    auto prepared = std::make_unique<Prepared>(*state_->session);
    auto& soci_statement = prepared->statement;
    soci_statement.alloc();
    soci_statement.prepare(with_names(statement.sql));
    prepared->out.resize(dialect_.column_count(soci_statement));
    for (auto& cell : prepared->out) soci_statement.exchange(soci::into(cell.text, cell.indicator));
    prepared->in.resize(statement.parameters.list().size());
    for (std::size_t i = 0; i < prepared->in.size(); ++i) {
      auto& cell = prepared->in[i];
      if (statement.parameters.list()[i].kind == Parameter::Kind::kInteger) {
        soci_statement.exchange(soci::use(cell.integer, cell.indicator));
      } else {
        soci_statement.exchange(soci::use(cell.text, cell.indicator));
      }
    }
    soci_statement.define_and_bind();
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

namespace {

template <class Cells>
Result<void> fill(Cells& cells, const Parameters& parameters) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& parameter = parameters.list()[i];
    if (!is_storable(parameter.text)) {
      return Error::invalid("text", "Text must be well-formed UTF-8 and must not hold the character U+0000.");
    }
    cells[i].text = parameter.text;
    cells[i].integer = parameter.integer;
    cells[i].indicator = parameter.null ? soci::i_null : soci::i_ok;
  }
  return {};
}

/// Bound texts are not kept longer than they are needed: some are hashes and sealed secrets.
template <class Cells>
void clear(Cells& cells) {
  for (auto& cell : cells) cell.text.clear();
}

}  // namespace

Result<Rows> Connection::query(const Statement& statement) {
  JETON_TRY(auto* prepared, prepare(statement));
  JETON_CHECK(fill(prepared->in, statement.parameters));
  Rows rows;
  rows.columns = prepared->out.size();
  try {
    for (bool got = prepared->statement.execute(true); got; got = prepared->statement.fetch()) {
      for (auto& cell : prepared->out) {
        if (cell.indicator == soci::i_null) {
          rows.cells.emplace_back();
        } else {
          rows.cells.emplace_back(std::move(cell.text));
        }
        cell.text.clear();
      }
    }
  } catch (const std::exception& thrown) {
    clear(prepared->in);
    return fail(statement.name, thrown);
  }
  clear(prepared->in);
  return rows;
}

Result<std::int64_t> Connection::execute(const Statement& statement) {
  JETON_TRY(auto* prepared, prepare(statement));
  JETON_CHECK(fill(prepared->in, statement.parameters));
  try {
    prepared->statement.execute(true);
    clear(prepared->in);
    return static_cast<std::int64_t>(prepared->statement.get_affected_rows());
  } catch (const std::exception& thrown) {
    clear(prepared->in);
    return fail(statement.name, thrown);
  }
}

Result<void> Connection::run(std::string_view name, std::string_view sql) {
  try {
    *state_->session << std::string{sql};
    return {};
  } catch (const std::exception& thrown) {
    return fail(name, thrown);
  }
}

}  // namespace jeton::store::sql
