#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

class SqlChanges final : public domain::ChangeFeed {
 public:
  explicit SqlChanges(Transaction& transaction) : transaction_{transaction} {}

  base::Result<std::vector<domain::ChangeEntry>> read_after(std::int64_t position,
                                                            std::int64_t limit) override {
    return transaction_.read_changes(position, limit);
  }

 private:
  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::ChangeFeed> make_changes(Transaction& transaction) {
  return std::make_unique<SqlChanges>(transaction);
}

}  // namespace jeton::store::sql
