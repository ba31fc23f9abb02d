#include "net/form.h"

#include <boost/url/parse_query.hpp>

#include "base/text.h"

namespace jeton::net {
namespace {

std::string decoded(boost::urls::pct_string_view text) {
  boost::urls::encoding_opts options;
  options.space_as_plus = true;
  return text.decode(options);
}

}  // namespace

base::Result<std::vector<FormField>> parse_form(std::string_view body) {
  const auto invalid = base::Error::invalid("body", "It is not a form in URL encoding.");
  std::vector<FormField> fields;
  if (body.empty()) return fields;
  const auto parsed = boost::urls::parse_query({body.data(), body.size()});
  if (parsed.has_error()) return invalid;
  for (const auto& parameter : *parsed) {
    FormField field{decoded(parameter.key), decoded(parameter.value)};
    if (!base::count_code_points(field.name) || !base::count_code_points(field.value)) return invalid;
    fields.push_back(std::move(field));
  }
  return fields;
}

}  // namespace jeton::net
