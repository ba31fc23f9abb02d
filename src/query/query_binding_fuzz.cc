#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "domain/token_properties.h"
#include "query/query_binding.h"

namespace {

using jeton::domain::Predicate;

/// What the stores rely on.
void check(const Predicate& predicate) {
  switch (predicate.kind) {
    case Predicate::Kind::kAll:
    case Predicate::Kind::kAny: break;
    case Predicate::Kind::kNot: JETON_ASSERT(predicate.children.size() == 1); break;
    case Predicate::Kind::kHasElement: JETON_ASSERT(predicate.children.size() <= 1); break;
    case Predicate::Kind::kEveryElement: JETON_ASSERT(predicate.children.size() == 1); break;
    case Predicate::Kind::kCompareProperties:
      JETON_ASSERT(predicate.other != nullptr && predicate.other->type == predicate.property->type);
      break;
    case Predicate::Kind::kIsNull: JETON_ASSERT(predicate.property != nullptr); break;
    case Predicate::Kind::kCompare:
    case Predicate::Kind::kIn:
    case Predicate::Kind::kMatch:
      JETON_ASSERT(predicate.property != nullptr && !predicate.values.empty());
      break;
  }
  for (const auto& child : predicate.children) check(child);
}

}  // namespace

// Any filter and order, the two lines of the input: a query or a list of errors.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};
  const auto line = input.find('\n');
  const auto order = line == std::string_view::npos ? std::string_view{} : input.substr(line + 1);
  const auto bound = jeton::query::bind_query(
      jeton::domain::token_properties(), jeton::query::Audience::kEveryone, input.substr(0, line), order);
  if (bound.has_value()) {
    check(bound->filter);
    return 0;
  }
  // A copy that lives as long as the loop: `error()` answers by value.
  const auto error = bound.error();
  JETON_ASSERT(error.kind() == jeton::base::ErrorKind::kInvalid && !error.fields().empty());
  for (const auto& field : error.fields()) JETON_ASSERT(!field.path.empty() && !field.message.empty());
  return 0;
}
