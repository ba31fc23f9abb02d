#pragma once

#include <string>
#include <vector>

namespace jeton::tests {

/// What SQLite is asked in this process while the object lives: every statement with its text (without the
/// bound values), and a line for each row that it answers. Connections that are open already are not seen, so
/// it is made before the server. One at a time.
class StatementTrace {
 public:
  StatementTrace();
  ~StatementTrace();
  StatementTrace(const StatementTrace&) = delete;
  StatementTrace& operator=(const StatementTrace&) = delete;

  /// What was asked since the last call, by any connection.
  std::vector<std::string> take();
};

}  // namespace jeton::tests
