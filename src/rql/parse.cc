#include "rql/parse.h"

#include <string>
#include <tao/pegtl.hpp>
#include <utility>

#include "base/check.h"
#include "rql/actions.h"
#include "rql/grammar.h"

namespace jeton::rql {
namespace {

namespace pegtl = tao::pegtl;

template <class Rule>
using Control = pegtl::must_if<grammar::Messages, pegtl::normal, false>::control<Rule>;

}  // namespace

base::Result<Node> parse_terms(const Source& source) {
  TreeBuilder tree{source.names};
  // Lazy: lines and columns, which are not needed, are not counted while reading.
  pegtl::memory_input<pegtl::tracking_mode::lazy> input{source.text.data(),
                                                        source.text.data() + source.text.size(), ""};
  try {
    const bool matched = pegtl::parse<grammar::text, grammar::Action, Control>(input, tree);
    JETON_ASSERT(matched);
  } catch (const pegtl::parse_error& error) {
    return base::Error::invalid(std::string{source.part}, std::string{error.message()});
  }
  return std::move(tree).finish();
}

}  // namespace jeton::rql
