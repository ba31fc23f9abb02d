#include "store/sql/engine/rows.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <charconv>

#include "base/check.h"
#include "store/sql/engine/statement.h"

namespace jeton::store::sql {
namespace {

std::optional<domain::ActorKind> parse_kind(std::string_view text) {
  using domain::ActorKind;
  for (const auto kind : {ActorKind::kUser, ActorKind::kToken, ActorKind::kSystem}) {
    if (to_stored(kind) == text) return kind;
  }
  return std::nullopt;
}

std::optional<std::vector<std::string>> parse_list(const std::string& text) {
  boost::system::error_code failed;
  const auto parsed = boost::json::parse(text, failed);
  if (failed || !parsed.is_array()) return std::nullopt;
  std::vector<std::string> list;
  for (const auto& item : parsed.get_array()) {
    if (!item.is_string()) return std::nullopt;
    list.emplace_back(item.get_string());
  }
  return list;
}

}  // namespace

const std::optional<std::string>* RowReader::cell() {
  JETON_ASSERT(next_ < rows_->cells.size());
  return &rows_->cells[next_++];
}

std::optional<std::string> RowReader::optional_text() {
  return *cell();
}

std::string RowReader::text() {
  auto value = optional_text();
  if (!value) broken_ = true;
  return std::move(value).value_or(std::string{});
}

std::optional<std::int64_t> RowReader::optional_integer() {
  const auto* value = cell();
  if (!*value) return std::nullopt;
  std::int64_t number = 0;
  const char* end = (*value)->data() + (*value)->size();
  const auto [stop, failed] = std::from_chars((*value)->data(), end, number);
  if (failed != std::errc{} || stop != end) broken_ = true;
  return number;
}

std::int64_t RowReader::integer() {
  const auto value = optional_integer();
  if (!value) broken_ = true;
  return value.value_or(0);
}

std::optional<base::Timestamp> RowReader::optional_time() {
  const auto value = optional_integer();
  if (!value) return std::nullopt;
  return base::Timestamp{std::chrono::milliseconds{*value}};
}

std::string RowReader::bytes() {
  auto value = from_hex(text());
  if (!value) broken_ = true;
  return std::move(value).value_or(std::string{});
}

domain::Digest RowReader::digest() {
  domain::Digest digest{};
  const auto stored = bytes();
  if (stored.size() != digest.size()) {
    broken_ = true;
    return digest;
  }
  std::transform(stored.begin(), stored.end(), digest.begin(),
                 [](char byte) { return static_cast<std::byte>(byte); });
  return digest;
}

std::optional<std::vector<std::string>> RowReader::optional_list() {
  const auto* value = cell();
  if (!*value) return std::nullopt;
  auto list = parse_list(**value);
  if (!list) broken_ = true;
  return list;
}

std::vector<std::string> RowReader::list() {
  auto value = optional_list();
  if (!value) broken_ = true;
  return std::move(value).value_or(std::vector<std::string>{});
}

std::optional<domain::Stamp> RowReader::optional_stamp() {
  const auto at = optional_time();
  const auto kind = optional_text();
  auto id = optional_text();
  auto name = optional_text();
  auto of = optional_id<domain::AccountId>();
  if (!at) return std::nullopt;
  const auto known = kind ? parse_kind(*kind) : std::nullopt;
  if (!known || !id || !name) {
    broken_ = true;
    return std::nullopt;
  }
  return domain::Stamp{*at, {*known, *std::move(id), *std::move(name)}, std::move(of)};
}

domain::ActorRef RowReader::actor() {
  const auto kind = enumerator(parse_kind);
  auto id = text();
  return {kind, std::move(id), text()};
}

domain::Stamp RowReader::stamp() {
  auto value = optional_stamp();
  if (!value) broken_ = true;
  return std::move(value).value_or(domain::Stamp{});
}

std::string to_list_text(const std::vector<std::string>& list) {
  boost::json::array array;
  for (const auto& item : list) array.emplace_back(item);
  return boost::json::serialize(array);
}

}  // namespace jeton::store::sql
