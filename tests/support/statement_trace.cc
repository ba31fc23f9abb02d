#include "support/statement_trace.h"

#include <sqlite3.h>

#include <mutex>
#include <utility>

#include "base/check.h"

namespace jeton::tests {
namespace {

struct Traced {
  std::mutex mutex;
  std::vector<std::string> lines;
};

/// SQLite calls back without an object of ours, for connections that it opens itself.
Traced& traced() {
  static Traced all;
  return all;
}

int on_event(unsigned event, void* /*context*/, void* /*statement*/, void* text) {
  // A trigger that begins is traced as the statement that set it off, with a comment for its text.
  const auto* sql = event == SQLITE_TRACE_ROW ? "(a row)" : static_cast<const char*>(text);
  const std::lock_guard lock{traced().mutex};
  traced().lines.emplace_back(sql == nullptr ? "" : sql);
  return 0;
}

int on_open(sqlite3* connection, const char** /*error*/, const sqlite3_api_routines* /*api*/) {
  return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT | SQLITE_TRACE_ROW, &on_event, nullptr);
}

/// The type that `sqlite3_auto_extension` takes for functions of `on_open`'s type, as its manual says.
using AnyFunction = void (*)();

AnyFunction opener() {
  return reinterpret_cast<AnyFunction>(&on_open);
}

}  // namespace

StatementTrace::StatementTrace() {
  JETON_ASSERT(sqlite3_auto_extension(opener()) == SQLITE_OK);
  (void)take();
}

StatementTrace::~StatementTrace() {
  sqlite3_cancel_auto_extension(opener());
}

std::vector<std::string> StatementTrace::take() {
  const std::lock_guard lock{traced().mutex};
  return std::exchange(traced().lines, {});
}

}  // namespace jeton::tests
