#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cli/io.h"

namespace CLI {  // NOLINT(readability-identifier-naming): it is CLI11's
class App;
}

namespace jeton::cli {

/// What a flag makes of its text.
enum class FieldKind : std::uint8_t {
  kText,
  kBoolean,     ///< `true` or `false`
  kReference,   ///< `{"id": …}`
  kReferences,  ///< An array of those; the flag may be repeated.
  kObjectFile,  ///< The JSON object in a file.
};

/// A flag that sets a field of a body.
struct Field {
  std::string flag;  ///< `--name`
  std::string path;  ///< `name`, `address.city`
  FieldKind kind = FieldKind::kText;
  std::string value;  ///< What the help calls the value, such as `TEXT`.
  std::string meaning;
  std::vector<std::string> choices{};  ///< Anything, if there are none.
};

/// `--account` of what is created for an account.
Field owner_field();

/// The values given by the flags of one command line.
struct StatedBody {
  boost::json::object fields;
  std::vector<std::pair<std::string, std::string>> object_files;  ///< Path and file.
  std::vector<std::string> cleared;
  std::string file;  ///< Of the whole body.
};

/// Adds a flag for each of `fields`, `--clear` for `clearable` ones, and `--body` for a file with more.
std::shared_ptr<StatedBody> add_body_options(CLI::App& command, const std::vector<Field>& fields,
                                             const std::vector<std::string>& clearable);

/// The file's object with the values of the flags. Errors: invalid at the flag whose file cannot be read
/// or is not a JSON object.
base::Result<boost::json::object> make_body(const StatedBody& stated, const Io& io);

}  // namespace jeton::cli
