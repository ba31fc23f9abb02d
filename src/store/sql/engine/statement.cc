#include "store/sql/engine/statement.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hex.h"
#include "base/text.h"

namespace jeton::store::sql {
namespace {

constexpr std::size_t kChunkMax = 512;
/// PostgreSQL takes 65535 parameters, and the widest row has sixty.
constexpr std::size_t kRowsAtOnceMax = 64;

}  // namespace

Assignments& Assignments::set_stamp(std::string_view event, const std::optional<domain::Stamp>& stamp) {
  std::optional<base::Timestamp> at;
  std::optional<std::string> kind;
  std::optional<std::string> id;
  std::optional<std::string> name;
  std::optional<std::string> of;
  if (stamp) {
    at = stamp->at;
    kind = to_stored(stamp->by.kind);
    id = stamp->by.id;
    name = stamp->by.name;
    if (stamp->of) of = stamp->of->str();
  }
  set(fmt::format("{}_at", event), at);
  set(fmt::format("{}_by_kind", event), kind);
  set(fmt::format("{}_by_id", event), id);
  set(fmt::format("{}_by_name", event), name);
  return set(fmt::format("{}_of", event), of);
}

Assignments& Assignments::set_listed_stamp(std::string_view event,
                                           const std::optional<domain::Stamp>& stamp) {
  std::optional<std::string> folded;
  if (stamp) folded = base::fold_case(stamp->by.name);
  set(fmt::format("{}_by_name_folded", event), folded);
  return set_stamp(event, stamp);
}

Statement Assignments::insert_into(std::string_view table) const {
  return {fmt::format("{}.insert", table),
          fmt::format("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING", table,
                      fmt::join(columns_, ", "), placeholders(columns_.size())),
          parameters_};
}

Statement Assignments::insert_all(std::string_view table, std::span<const Assignments> rows,
                                  std::string_view returned) {
  const auto& columns = rows.front().columns_;
  const auto row = fmt::format("({})", placeholders(columns.size()));
  Statement statement{fmt::format("{}.insert", table),
                      fmt::format("INSERT INTO {} ({}) VALUES {}", table, fmt::join(columns, ", "), row),
                      {}};
  for (std::size_t i = 1; i < rows.size(); ++i) statement.sql += ", " + row;
  statement.sql += fmt::format(" ON CONFLICT DO NOTHING RETURNING {}", returned);
  for (const auto& each : rows) statement.parameters.append(each.parameters_);
  return statement;
}

Statement Assignments::update(std::string_view table, const std::string& id, std::int64_t revision) const {
  auto parameters = parameters_;
  parameters.add(id);
  parameters.add(revision - 1);
  return {
      fmt::format("{}.update", table),
      fmt::format("UPDATE {} SET {} = ? WHERE id = ? AND revision = ?", table, fmt::join(columns_, " = ?, ")),
      std::move(parameters)};
}

void Parameters::insert(std::size_t index, base::Timestamp value) {
  Parameters one;
  one.add(value);
  list_.insert(list_.begin() + static_cast<std::ptrdiff_t>(index), std::move(one.list_.front()));
}

Statement with_now(Statement statement, base::Timestamp now) {
  constexpr std::string_view kNow = ":now";
  std::size_t earlier = 0;
  std::size_t counted = 0;
  for (auto at = statement.sql.find(kNow); at != std::string::npos; at = statement.sql.find(kNow, at)) {
    const auto& sql = statement.sql;
    earlier += static_cast<std::size_t>(std::count(sql.begin() + static_cast<std::ptrdiff_t>(counted),
                                                   sql.begin() + static_cast<std::ptrdiff_t>(at), '?'));
    counted = at;
    statement.sql.replace(at, kNow.size(), "?");
    statement.parameters.insert(earlier, now);
  }
  return statement;
}

std::string placeholders(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
  return text;
}

std::size_t rows_at_once(std::size_t left) noexcept {
  std::size_t count = kRowsAtOnceMax;
  while (count > left) count /= 2;
  return count;
}

std::vector<std::vector<std::string>> padded_chunks(std::vector<std::string> all) {
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::vector<std::vector<std::string>> chunks;
  for (std::size_t begin = 0; begin < all.size(); begin += kChunkMax) {
    const auto end = std::min(begin + kChunkMax, all.size());
    std::vector<std::string> chunk{all.begin() + static_cast<std::ptrdiff_t>(begin),
                                   all.begin() + static_cast<std::ptrdiff_t>(end)};
    std::size_t size = 1;
    while (size < chunk.size()) size *= 2;
    const auto last = chunk.back();
    chunk.resize(size, last);
    chunks.push_back(std::move(chunk));
  }
  return chunks;
}

std::string_view to_stored(domain::ActorKind kind) noexcept {
  switch (kind) {
    case domain::ActorKind::kUser: return "user";
    case domain::ActorKind::kToken: return "token";
    case domain::ActorKind::kSystem: return "system";
  }
  return "system";
}

bool is_storable(std::string_view text) noexcept {
  return text.find('\0') == text.npos && base::count_code_points(text).has_value();
}

std::string to_hex(std::string_view bytes) {
  return base::to_hex(std::as_bytes(std::span{bytes}));
}

std::optional<std::string> from_hex(std::string_view text) {
  std::string bytes(text.size() / 2, '\0');
  if (!base::from_hex(text, std::as_writable_bytes(std::span{bytes}))) return std::nullopt;
  return bytes;
}

}  // namespace jeton::store::sql
