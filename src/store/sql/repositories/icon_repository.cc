#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::Icon;

class SqlIcons final : public domain::IconRepository {
 public:
  explicit SqlIcons(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<Icon>> find(std::string_view object_id) override {
    // The picture of one object. Index: primary key.
    JETON_TRY(const auto rows,
              transaction_.query({"icons.find", "SELECT media_type, bytes_hex FROM icons WHERE object_id = ?",
                                  Parameters::of(object_id)}));
    return read_first(rows, [](RowReader& row) {
      auto media_type = row.text();
      return Icon{std::move(media_type), row.bytes()};
    });
  }

  Result<void> put(std::string_view object_id, const Icon& icon) override {
    // Adds or replaces a picture. Index: primary key.
    JETON_CHECK(transaction_.execute(
        {"icons.put",
         "INSERT INTO icons (object_id, media_type, bytes_hex) VALUES (?, ?, ?) ON CONFLICT (object_id)"
         " DO UPDATE SET media_type = excluded.media_type, bytes_hex = excluded.bytes_hex",
         Parameters::of(object_id, icon.media_type, to_hex(icon.bytes))}));
    return {};
  }

  Result<void> remove(std::string_view object_id) override {
    // Index: primary key.
    JETON_CHECK(transaction_.execute(
        {"icons.remove", "DELETE FROM icons WHERE object_id = ?", Parameters::of(object_id)}));
    return {};
  }

 private:
  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::IconRepository> make_icons(Transaction& transaction) {
  return std::make_unique<SqlIcons>(transaction);
}

}  // namespace jeton::store::sql
