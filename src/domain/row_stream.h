#pragma once

#include <vector>

#include "base/result.h"

namespace jeton::domain {

/// A list that is read in pieces, for answers of any length. Belongs to the read unit that opened it, and
/// dies before it does. Its rows and their order are fixed when it opens; other calls on the unit may come
/// between two pieces, and see the same snapshot.
template <class Row>
class RowStream {
 public:
  RowStream() = default;
  virtual ~RowStream() = default;
  RowStream(const RowStream&) = delete;
  RowStream& operator=(const RowStream&) = delete;

  /// The next rows, no more than the stream was opened for; none at the end. After an error the stream
  /// can only be destroyed.
  virtual base::Result<std::vector<Row>> next() = 0;
};

}  // namespace jeton::domain
