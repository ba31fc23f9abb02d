#include "store/sql/lists/query_sql.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "store/sql/lists/text_range.h"

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;
using domain::Comparison;
using domain::Predicate;
using domain::Property;
using domain::PropertyType;
using domain::QueryValue;
using domain::TextMatch;

constexpr std::string_view kTrue = "1 = 1";
constexpr std::string_view kFalse = "1 = 0";
/// Longer rows of AND or OR are halved: SQLite refuses trees deeper than 1000, and a filter may have more
/// terms than that.
constexpr std::size_t kJoinedMax = 8;
/// From here on a page finds its keys first and only then reads rows. PostgreSQL would read every row that it
/// passes over, an index has the keys. Nearer to the start that is not worth the second look-up.
constexpr std::int64_t kFarOffset = 1000;

/// Which way round a condition is written. NULL makes a condition of SQL neither true nor false, so that NOT
/// would let it stay unmatched; every condition is turned around by itself instead.
enum class Sense : std::uint8_t { kPositive, kNegative };

Sense opposite(Sense sense) {
  return sense == Sense::kPositive ? Sense::kNegative : Sense::kPositive;
}

std::string_view operator_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::kEqual: return "=";
    case Comparison::kNotEqual: return "<>";
    case Comparison::kGreater: return ">";
    case Comparison::kGreaterOrEqual: return ">=";
    case Comparison::kLess: return "<";
    case Comparison::kLessOrEqual: return "<=";
  }
  return "=";
}

Comparison inverse(Comparison comparison) {
  switch (comparison) {
    case Comparison::kEqual: return Comparison::kNotEqual;
    case Comparison::kNotEqual: return Comparison::kEqual;
    case Comparison::kGreater: return Comparison::kLessOrEqual;
    case Comparison::kGreaterOrEqual: return Comparison::kLess;
    case Comparison::kLess: return Comparison::kGreaterOrEqual;
    case Comparison::kLessOrEqual: return Comparison::kGreater;
  }
  return comparison;
}

template <class T>
bool holds(Comparison comparison, const T& left, const T& right) {
  switch (comparison) {
    case Comparison::kEqual: return left == right;
    case Comparison::kNotEqual: return left != right;
    case Comparison::kGreater: return left > right;
    case Comparison::kGreaterOrEqual: return left >= right;
    case Comparison::kLess: return left < right;
    case Comparison::kLessOrEqual: return left <= right;
  }
  return false;
}

bool is_equality(Comparison comparison) {
  return comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
}

bool is_value_of(PropertyType type, const QueryValue& value) {
  switch (type) {
    case PropertyType::kText:
    case PropertyType::kEnumeration:
    case PropertyType::kTokenText: return std::holds_alternative<std::string>(value);
    case PropertyType::kInteger:
    case PropertyType::kInstant: return std::holds_alternative<std::int64_t>(value);
    case PropertyType::kBoolean: return std::holds_alternative<bool>(value);
    case PropertyType::kReference:
    case PropertyType::kCollection: break;
  }
  return false;
}

bool is_empty_text(const QueryValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && text->empty();
}

bool may_be_empty(const ColumnSource& column) {
  return column.presence == Presence::kEmptyIsNull || column.presence == Presence::kNullableOrEmpty;
}

/// `(a AND b)`. `parts` is not empty.
std::string joined(std::span<const std::string> parts, std::string_view by) {
  if (parts.size() == 1) return parts.front();
  if (parts.size() <= kJoinedMax) return fmt::format("({})", fmt::join(parts, by));
  const auto half = parts.size() / 2;
  return fmt::format("({}{}{})", joined(parts.first(half), by), by, joined(parts.subspan(half), by));
}

/// The joins that the statements of one source need.
class Joins {
 public:
  explicit Joins(const QuerySource& source) : source_{&source} {}

  /// False for an alias that the source does not have.
  bool need(std::string_view alias) {
    if (alias.empty()) return true;
    const auto has = [alias](const JoinSource* join) { return join->alias == alias; };
    if (std::any_of(used_.begin(), used_.end(), has)) return true;
    for (const auto& join : source_->joins) {
      if (join.alias != alias) continue;
      if (!need(join.needs)) return false;
      used_.push_back(&join);
      return true;
    }
    return false;
  }

  [[nodiscard]] std::string sql() const {
    std::string text;
    for (const auto* join : used_) text += fmt::format(" {}", join->sql);
    return text;
  }

 private:
  const QuerySource* source_;
  std::vector<const JoinSource*> used_;
};

/// Writes conditions. What a function returns is self-contained (a comparison, or in parentheses), and its
/// values have been added in the order of its question marks.
class ConditionWriter {
 public:
  ConditionWriter(const Dialect& dialect, const QuerySource& source, Joins& joins, Parameters& parameters,
                  std::optional<Error>& bug)
      : dialect_{dialect}, source_{source}, joins_{joins}, parameters_{parameters}, bug_{bug} {}

  std::string write(const Predicate& predicate, Sense sense);
  /// The column of a property, its join noted. Null, and an error, when the source has none.
  const ColumnSource* column_of(const Property* property);
  /// Whether all that was written is about columns that `QuerySource::counts` has.
  [[nodiscard]] bool counted() const noexcept { return counted_; }

 private:
  std::string junction(const Predicate& predicate, bool all, Sense sense);
  std::string on_column(const Predicate& predicate, Sense sense);
  std::string condition(const Predicate& predicate, const ColumnSource& column, Sense sense);
  std::string compare(const Predicate& predicate, const ColumnSource& column, Sense sense);
  std::string compare_properties(const Predicate& predicate, const ColumnSource& column, Sense sense);
  std::string in(const Predicate& predicate, const ColumnSource& column, Sense sense);
  std::string match(const Predicate& predicate, const ColumnSource& column, Sense sense);
  std::string starts_with(std::string_view text, const std::string& prefix, Sense sense);
  std::string exists(const Predicate& predicate, Sense outer, Sense inner);

  std::string is_null(const ColumnSource& column);
  std::string is_present(const ColumnSource& column);
  std::string one_of(std::string_view column, const Property& property, const std::vector<QueryValue>& values,
                     Sense sense);
  std::string ordered_names(const Property& property, Comparison comparison, std::string_view left,
                            std::string_view right);
  std::string with_nulls(std::string text, const ColumnSource& column, Sense sense, bool matches_empty);

  std::string operand(const Property& property, const QueryValue& value);
  std::string refuse(std::string_view what) {
    if (!bug_) bug_ = Error::internal(fmt::format("a query of {}: {}", source_.name, what));
    return std::string{kFalse};
  }

  const Dialect& dialect_;
  const QuerySource& source_;
  Joins& joins_;
  Parameters& parameters_;
  std::optional<Error>& bug_;
  bool counted_ = true;
};

/// `?`, its value added; or the name of an enumerator as its table spells it.
std::string ConditionWriter::operand(const Property& property, const QueryValue& value) {
  if (property.type == PropertyType::kEnumeration) {
    const auto name = std::find(property.values.begin(), property.values.end(), std::get<std::string>(value));
    if (name != property.values.end()) return fmt::format("'{}'", *name);
  }
  std::visit([this](const auto& each) { parameters_.add(each); }, value);
  return "?";
}

const ColumnSource* ConditionWriter::column_of(const Property* property) {
  if (property == nullptr) {
    refuse("a condition without a property");
    return nullptr;
  }
  for (const auto& column : source_.columns) {
    if (column.path != property->path) continue;
    if (!joins_.need(column.join)) refuse(fmt::format("no join {}", column.join));
    counted_ = counted_ && column.counted;
    return &column;
  }
  refuse(fmt::format("no column for {}", property->path));
  return nullptr;
}

std::string ConditionWriter::write(const Predicate& predicate, Sense sense) {
  switch (predicate.kind) {
    case Predicate::Kind::kAll: return junction(predicate, true, sense);
    case Predicate::Kind::kAny: return junction(predicate, false, sense);
    case Predicate::Kind::kNot:
      if (predicate.children.size() != 1) return refuse("a negation of nothing");
      return write(predicate.children.front(), opposite(sense));
    case Predicate::Kind::kHasElement: return exists(predicate, sense, Sense::kPositive);
    // None that does not satisfy it.
    case Predicate::Kind::kEveryElement: return exists(predicate, opposite(sense), Sense::kNegative);
    case Predicate::Kind::kCompare:
    case Predicate::Kind::kCompareProperties:
    case Predicate::Kind::kIsNull:
    case Predicate::Kind::kIn:
    case Predicate::Kind::kMatch: break;
  }
  return on_column(predicate, sense);
}

/// Not all is some not, and the other way round.
std::string ConditionWriter::junction(const Predicate& predicate, bool all, Sense sense) {
  const bool conjunction = all == (sense == Sense::kPositive);
  if (predicate.children.empty()) return std::string{conjunction ? kTrue : kFalse};
  std::vector<std::string> parts;
  parts.reserve(predicate.children.size());
  for (const auto& child : predicate.children) parts.push_back(write(child, sense));
  return joined(parts, conjunction ? " AND " : " OR ");
}

std::string ConditionWriter::on_column(const Predicate& predicate, Sense sense) {
  const auto* column = column_of(predicate.property);
  if (column == nullptr) return std::string{kFalse};
  for (const auto& value : predicate.values) {
    if (!is_value_of(predicate.property->type, value)) {
      return refuse(fmt::format("{} is compared with a value of another type", column->path));
    }
  }
  if (column->lookup.empty()) return condition(predicate, *column, sense);
  return fmt::format("{} {} ({} {})", column->lookup_key, sense == Sense::kPositive ? "IN" : "NOT IN",
                     column->lookup, condition(predicate, *column, Sense::kPositive));
}

std::string ConditionWriter::condition(const Predicate& predicate, const ColumnSource& column, Sense sense) {
  if (predicate.kind == Predicate::Kind::kIsNull) {
    return sense == Sense::kPositive ? is_null(column) : is_present(column);
  }
  if (predicate.kind == Predicate::Kind::kCompareProperties) {
    return compare_properties(predicate, column, sense);
  }
  if (predicate.values.empty()) return refuse("a comparison with nothing");
  if (predicate.kind == Predicate::Kind::kIn) return in(predicate, column, sense);
  if (predicate.kind == Predicate::Kind::kMatch) return match(predicate, column, sense);
  return compare(predicate, column, sense);
}

std::string ConditionWriter::is_null(const ColumnSource& column) {
  if (column.presence == Presence::kAlways) return std::string{kFalse};
  if (column.presence == Presence::kNullable) return fmt::format("{} IS NULL", column.column);
  parameters_.add("");
  if (column.presence == Presence::kEmptyIsNull) return fmt::format("{} = ?", column.column);
  return fmt::format("({0} IS NULL OR {0} = ?)", column.column);
}

std::string ConditionWriter::is_present(const ColumnSource& column) {
  if (column.presence == Presence::kAlways) return std::string{kTrue};
  if (column.presence == Presence::kNullable) return fmt::format("{} IS NOT NULL", column.column);
  parameters_.add("");
  return fmt::format("{} <> ?", column.column);
}

/// Completes a condition on the bare column: without a value the positive one is false, the negative one
/// true. NULL sees to the positive one by itself; an empty text only where it would match.
std::string ConditionWriter::with_nulls(std::string text, const ColumnSource& column, Sense sense,
                                        bool matches_empty) {
  if (sense == Sense::kPositive) {
    if (!matches_empty || !may_be_empty(column)) return text;
    return fmt::format("({} AND {})", text, is_present(column));
  }
  if (column.presence == Presence::kAlways) return text;
  return fmt::format("({} OR {})", text, is_null(column));
}

std::string ConditionWriter::one_of(std::string_view column, const Property& property,
                                    const std::vector<QueryValue>& values, Sense sense) {
  const bool positive = sense == Sense::kPositive;
  if (values.empty()) return std::string{positive ? kFalse : kTrue};
  std::vector<std::string> operands;
  operands.reserve(values.size());
  for (const auto& value : values) operands.push_back(operand(property, value));
  if (values.size() == 1) return fmt::format("{} {} {}", column, positive ? "=" : "<>", operands.front());
  return fmt::format("{} {} ({})", column, positive ? "IN" : "NOT IN", fmt::join(operands, ", "));
}

std::string ConditionWriter::compare(const Predicate& predicate, const ColumnSource& column, Sense sense) {
  const auto& value = predicate.values.front();
  const auto comparison = predicate.comparison;
  if (predicate.property->type == PropertyType::kEnumeration && !is_equality(comparison)) {
    // The order of declaration (spec section 5), which no column has.
    const auto names = predicate.property->values;
    const auto bound = std::find(names.begin(), names.end(), std::get<std::string>(value));
    std::vector<QueryValue> matching;
    for (auto name = names.begin(); name != names.end(); ++name) {
      if (holds(comparison, name, bound)) matching.emplace_back(std::string{*name});
    }
    return with_nulls(one_of(column.column, *predicate.property, matching, sense), column, sense, false);
  }
  const bool positive = sense == Sense::kPositive;
  auto text = fmt::format("{} {} {}", column.column, operator_of(positive ? comparison : inverse(comparison)),
                          operand(*predicate.property, value));
  const auto* compared = std::get_if<std::string>(&value);
  const bool matches_empty = compared != nullptr && holds(comparison, std::string{}, *compared);
  return with_nulls(std::move(text), column, sense, matches_empty);
}

/// Two enumerators in the order of their declaration.
std::string ConditionWriter::ordered_names(const Property& property, Comparison comparison,
                                           std::string_view left, std::string_view right) {
  std::vector<std::string> parts;
  for (const auto& name : property.values) {
    std::vector<QueryValue> others;
    for (const auto& other : property.values) {
      if (holds(comparison, &name, &other)) others.emplace_back(std::string{other});
    }
    parts.push_back(
        fmt::format("({} = '{}' AND {})", left, name, one_of(right, property, others, Sense::kPositive)));
  }
  return joined(parts, " OR ");
}

std::string ConditionWriter::compare_properties(const Predicate& predicate, const ColumnSource& column,
                                                Sense sense) {
  const auto* other = column_of(predicate.other);
  if (other == nullptr) return std::string{kFalse};
  if (predicate.property->type != predicate.other->type || !other->lookup.empty()) {
    return refuse("properties of two types are compared");
  }
  const bool positive = sense == Sense::kPositive;
  const auto comparison = positive ? predicate.comparison : inverse(predicate.comparison);
  std::vector<std::string> parts;
  if (predicate.property->type == PropertyType::kEnumeration && !is_equality(comparison)) {
    parts.push_back(ordered_names(*predicate.property, comparison, column.column, other->column));
  } else {
    parts.push_back(fmt::format("{} {} {}", column.column, operator_of(comparison), other->column));
  }
  for (const auto* each : {&column, other}) {
    if (positive && may_be_empty(*each)) parts.push_back(is_present(*each));
    if (!positive && each->presence != Presence::kAlways) parts.push_back(is_null(*each));
  }
  return joined(parts, positive ? " AND " : " OR ");
}

std::string ConditionWriter::in(const Predicate& predicate, const ColumnSource& column, Sense sense) {
  auto values = predicate.values;
  // An empty text is no value there, so it is in no list.
  if (may_be_empty(column))
    values.erase(std::remove_if(values.begin(), values.end(), is_empty_text), values.end());
  return with_nulls(one_of(column.column, *predicate.property, values, sense), column, sense, false);
}

/// As a half-open range, which an index serves; LIKE would read its own wildcards into the text, and not
/// every engine and collation lets an index serve it.
std::string ConditionWriter::starts_with(std::string_view text, const std::string& prefix, Sense sense) {
  const auto end = text_after_prefix(prefix);
  const bool positive = sense == Sense::kPositive;
  parameters_.add(prefix);
  if (!end) return fmt::format("{} {} ?", text, positive ? ">=" : "<");
  parameters_.add(*end);
  if (positive) return fmt::format("({0} >= ? AND {0} < ?)", text);
  return fmt::format("({0} < ? OR {0} >= ?)", text);
}

std::string ConditionWriter::match(const Predicate& predicate, const ColumnSource& column, Sense sense) {
  if (predicate.property->type != PropertyType::kText) return refuse("a match of something that is not text");
  const auto& pattern = std::get<std::string>(predicate.values.front());
  const bool positive = sense == Sense::kPositive;
  auto form = predicate.match;
  if (form != TextMatch::kEquals && pattern.empty()) form = TextMatch::kAny;
  if (form == TextMatch::kAny) return positive ? is_present(column) : is_null(column);

  std::string text{column.column};
  if (predicate.ignore_case) text = column.folded.empty() ? fmt::format("lower({})", text) : column.folded;
  const auto needle = predicate.ignore_case ? base::fold_case(pattern) : pattern;
  std::string written;
  switch (form) {
    case TextMatch::kStartsWith: written = starts_with(text, needle, sense); break;
    case TextMatch::kEndsWith:
      parameters_.add(base::count_code_points(needle).value_or(0));
      parameters_.add(needle);
      written = fmt::format("{} {} ?", dialect_.suffix_of(text), positive ? "=" : "<>");
      break;
    case TextMatch::kContains:
      parameters_.add(needle);
      written = fmt::format("{} {} 0", dialect_.position_in(text), positive ? ">" : "=");
      break;
    case TextMatch::kEquals:
    case TextMatch::kAny:
      parameters_.add(needle);
      written = fmt::format("{} {} ?", text, positive ? "=" : "<>");
      break;
  }
  return with_nulls(std::move(written), column, sense, needle.empty());
}

std::string ConditionWriter::exists(const Predicate& predicate, Sense outer, Sense inner) {
  const auto found =
      std::find_if(source_.collections.begin(), source_.collections.end(), [&](const CollectionSource& each) {
        return predicate.property != nullptr && each.path == predicate.property->path;
      });
  if (found == source_.collections.end()) return refuse("no such collection");
  counted_ = false;
  for (const auto value : found->owner_values) parameters_.add(value);
  Joins joins{found->elements};
  std::string condition;
  if (!predicate.children.empty()) {
    ConditionWriter elements{dialect_, found->elements, joins, parameters_, bug_};
    condition = " AND " + elements.write(predicate.children.front(), inner);
  } else if (inner == Sense::kNegative) {
    return refuse("every element satisfies nothing");
  }
  return fmt::format("{} (SELECT 1 FROM {}{} WHERE {}{})",
                     outer == Sense::kPositive ? "EXISTS" : "NOT EXISTS", found->elements.from, joins.sql(),
                     found->owner, condition);
}

/// Texts sort without case first, then by code point; what has no value comes first when ascending.
std::string order_by(const std::vector<domain::Order>& orders, const QuerySource& source,
                     ConditionWriter& columns, Parameters& parameters) {
  std::string text = " ORDER BY ";
  for (const auto& order : orders) {
    const auto* column = columns.column_of(order.property);
    if (column == nullptr) break;
    std::string suffix = order.descending ? " DESC" : " ASC";
    // Only where there are nulls: PostgreSQL leaves an index aside for an order that it was not built for.
    if (column->presence == Presence::kNullable) suffix += order.descending ? " NULLS LAST" : " NULLS FIRST";
    for (const auto name : {column->folded, column->column}) {
      if (name.empty()) continue;
      if (column->presence == Presence::kNullableOrEmpty) {
        // NULL and an empty text are the same nothing.
        parameters.add("");
        text += fmt::format("coalesce({}, ?){}, ", name, suffix);
      } else {
        text += fmt::format("{}{}, ", name, suffix);
      }
    }
  }
  return text + fmt::format("{} ASC", source.key);
}

std::string where(std::string_view scope, std::string_view filter) {
  if (scope.empty() && filter.empty()) return {};
  if (scope.empty() || filter.empty()) return fmt::format(" WHERE {}{}", scope, filter);
  return fmt::format(" WHERE {} AND {}", scope, filter);
}

/// The parts of a list's statements.
struct ListText {
  std::string_view columns;
  std::string from;  ///< With the joins.
  std::string condition;
  std::string order;
  Parameters parameters;  ///< Of condition and order.
};

Statement all_of(const QuerySource& source, const ListText& text) {
  return {fmt::format("{}.list_all", source.name),
          fmt::format("SELECT {} FROM {}{}{}", text.columns, text.from, text.condition, text.order),
          text.parameters};
}

Statement page_of(const QuerySource& source, const ListText& text, const domain::Query& query) {
  auto page = all_of(source, text);
  page.name = fmt::format("{}.list", source.name);
  page.parameters.add(query.limit);
  page.parameters.add(query.offset);
  constexpr std::string_view kPage = " LIMIT ? OFFSET ?";
  if (query.offset < kFarOffset) {
    page.sql += kPage;
    return page;
  }
  // SQLite takes the tables of a cross join in the order in which they are written, whatever its estimates.
  page.sql = fmt::format(
      "SELECT {0} FROM (SELECT {1} AS place FROM {2}{3}{4}{5}) far CROSS JOIN {2}{6} {1} = far.place{4}",
      text.columns, source.key, text.from, text.condition, text.order, kPage,
      text.condition.empty() ? " WHERE" : text.condition + " AND");
  for (const auto& parameter : text.parameters.list()) page.parameters.add(parameter);
  return page;
}

}  // namespace

std::string and_within(const Condition& scope) {
  return scope.sql.empty() ? std::string{} : fmt::format(" AND ({})", scope.sql);
}

Result<ListStatements> list_statements(const Dialect& dialect, const QuerySource& source,
                                       const Condition& scope, const domain::Query& query,
                                       std::string_view columns) {
  std::optional<Error> bug;
  Joins joins{source};
  auto parameters = scope.from_parameters;
  parameters.append(scope.parameters);
  ConditionWriter writer{dialect, source, joins, parameters, bug};
  for (const auto alias : scope.joins) {
    if (!joins.need(alias)) return Error::internal(fmt::format("{}: no join {}", source.name, alias));
  }
  const bool everything = query.filter.kind == Predicate::Kind::kAll && query.filter.children.empty();
  const auto filter = everything ? std::string{} : writer.write(query.filter, Sense::kPositive);
  const auto condition = where(scope.sql, filter);

  ListStatements list;
  // How many there are: without the joins that only the order needs.
  const bool short_way =
      !source.counts.from.empty() && (scope.counted || scope.sql.empty()) && writer.counted();
  list.count = {fmt::format("{}.count", source.name),
                fmt::format("SELECT {} FROM {}{}{}", short_way ? source.counts.number : "count(*)",
                            short_way ? source.counts.from : source.from, joins.sql(), condition),
                parameters};
  ListText text{columns, {}, condition, order_by(query.order, source, writer, parameters), {}};
  if (bug) return *std::move(bug);
  text.from = fmt::format("{}{}", source.from, joins.sql());
  text.parameters = std::move(parameters);
  list.page = page_of(source, text, query);
  list.all = all_of(source, text);
  return list;
}

}  // namespace jeton::store::sql
