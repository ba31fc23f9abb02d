#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "api/select.h"
#include "base/check.h"

// Any `select`: an error, or an object with an id, never more than that.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  namespace json = boost::json;
  const auto selection =
      jeton::api::Selection::parse(std::string_view{reinterpret_cast<const char*>(bytes), size});
  if (selection.has_error()) return 0;
  const std::vector<jeton::api::FieldDefault> fields{{"id"}, {"account"}, {"modules", false}};
  const json::object full{{"id", "TKN-1"},
                          {"account", json::object{{"id", "ACC-1"}, {"name", "Birch"}}},
                          {"modules", json::array{json::object{{"id", "MOD-1"}, {"code", "billing"}}}}};
  std::vector<std::string> omitted;
  const auto kept = selection->prune(full, fields, &omitted);
  JETON_ASSERT(kept.contains("id"));
  JETON_ASSERT(kept.size() + omitted.size() == fields.size());
  return 0;
}
