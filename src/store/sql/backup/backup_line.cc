#include "store/sql/backup/backup_line.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "base/json_text.h"

namespace jeton::store::sql {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;

Error wrong(std::string message) {
  return Error::invalid("backup", std::move(message));
}

json::value to_value(const BackupHead& head) {
  return {{"jeton", "backup"},
          {"version", kBackupVersion},
          {"schema", head.schema},
          {"madeAt", base::format_utc(head.made_at)}};
}

json::value to_value(const TableHead& head) {
  return {{"table", head.table}, {"columns", json::array(head.columns.begin(), head.columns.end())}};
}

json::value to_value(const Row& row) {
  json::array cells;
  cells.reserve(row.size());
  for (const auto& cell : row) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      cells.emplace_back(*number);
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
      cells.emplace_back(*text);
    } else {
      cells.emplace_back(nullptr);
    }
  }
  return cells;
}

json::value to_value(const BackupEnd& end) {
  return {{"rows", end.rows}, {"sha256", end.digest}};
}

const json::value* member(const json::object& object, std::string_view name, json::kind kind) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->kind() == kind ? value : nullptr;
}

Result<BackupLine> parse_head(const json::object& object) {
  const auto* name = member(object, "jeton", json::kind::string);
  const auto* version = member(object, "version", json::kind::int64);
  if (name == nullptr || name->get_string() != "backup" || version == nullptr)
    return wrong("is not a backup of Jeton");
  if (version->get_int64() != kBackupVersion) return wrong("is of a format that this program does not know");
  const auto* schema = member(object, "schema", json::kind::int64);
  const auto* made = member(object, "madeAt", json::kind::string);
  const auto at = made == nullptr ? std::nullopt : base::parse_utc(std::string_view{made->get_string()});
  if (schema == nullptr || schema->get_int64() < 1 || schema->get_int64() > 1'000'000 || !at) {
    return wrong("does not say when it was made and of which schema it is");
  }
  return BackupHead{*at, static_cast<int>(schema->get_int64())};
}

Result<BackupLine> parse_table(const json::object& object) {
  const auto* table = member(object, "table", json::kind::string);
  const auto* columns = member(object, "columns", json::kind::array);
  if (table == nullptr || columns == nullptr) return wrong("has a table without a name or without columns");
  TableHead head{std::string{std::string_view{table->get_string()}}, {}};
  for (const auto& column : columns->get_array()) {
    if (!column.is_string()) return wrong("has a column whose name is no text");
    head.columns.emplace_back(std::string_view{column.get_string()});
  }
  return head;
}

Result<BackupLine> parse_end(const json::object& object) {
  const auto* rows = member(object, "rows", json::kind::int64);
  const auto* digest = member(object, "sha256", json::kind::string);
  if (rows == nullptr || rows->get_int64() < 0 || digest == nullptr)
    return wrong("has a line of no known kind");
  return BackupEnd{rows->get_int64(), std::string{std::string_view{digest->get_string()}}};
}

Result<BackupLine> parse_row(const json::array& array) {
  Row row;
  row.reserve(array.size());
  for (const auto& cell : array) {
    if (cell.is_null()) {
      row.emplace_back();
    } else if (cell.is_int64()) {
      row.emplace_back(cell.get_int64());
    } else if (cell.is_string()) {
      row.emplace_back(std::string{std::string_view{cell.get_string()}});
    } else {
      return wrong("has a value that is neither null nor a whole number nor a text");
    }
  }
  return row;
}

}  // namespace

std::string to_text(const BackupLine& line) {
  return json::serialize(std::visit([](const auto& kind) { return to_value(kind); }, line)) + "\n";
}

Result<BackupLine> parse_backup_line(std::string_view text) {
  JETON_TRY(const auto value, base::parse_json({text, "The line", "backup"}));
  if (const auto* row = value.if_array()) return parse_row(*row);
  const auto* object = value.if_object();
  if (object == nullptr) return wrong("has a line of no known kind");
  if (object->contains("jeton")) return parse_head(*object);
  if (object->contains("table")) return parse_table(*object);
  return parse_end(*object);
}

}  // namespace jeton::store::sql
