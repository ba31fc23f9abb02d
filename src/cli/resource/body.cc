#include "cli/resource/body.h"

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>

#include "base/json_text.h"
#include "base/limits.h"
#include "cli/input_file.h"

namespace jeton::cli {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;

/// Sets `value` at the dotted path, making the objects on the way.
void put(json::object& object, std::string_view path, json::value value) {
  auto* at = &object;
  for (auto dot = path.find('.'); dot != path.npos; dot = path.find('.')) {
    auto& inner = (*at)[json::string_view{path.data(), dot}];
    if (!inner.is_object()) inner = json::object{};
    at = &inner.get_object();
    path.remove_prefix(dot + 1);
  }
  (*at)[json::string_view{path.data(), path.size()}] = std::move(value);
}

/// Writes `stated` over `object`, member by member.
void merge(json::object& object, const json::object& stated) {
  for (const auto& member : stated) {
    auto& there = object[member.key()];
    if (there.is_object() && member.value().is_object()) {
      merge(there.get_object(), member.value().get_object());
    } else {
      there = member.value();
    }
  }
}

json::value value_of(const Field& field, const std::vector<std::string>& texts) {
  switch (field.kind) {
    case FieldKind::kText: return json::string{texts.front()};
    case FieldKind::kBoolean: return texts.front() == "true";
    case FieldKind::kReference: return json::object{{"id", texts.front()}};
    case FieldKind::kReferences:
    case FieldKind::kObjectFile: break;
  }
  json::array references;
  for (const auto& id : texts) references.push_back(json::object{{"id", id}});
  return references;
}

void add_field(CLI::App& command, const Field& field, const std::shared_ptr<StatedBody>& stated) {
  auto* option = command.add_option_function<std::vector<std::string>>(
      field.flag,
      [stated, field](const std::vector<std::string>& texts) {
        if (field.kind == FieldKind::kObjectFile) {
          stated->object_files.emplace_back(field.path, texts.front());
        } else {
          put(stated->fields, field.path, value_of(field, texts));
        }
      },
      field.meaning);
  option->type_name(field.value)->type_size(1)->allow_extra_args(false);
  if (field.kind != FieldKind::kReferences) {
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::Throw);
  }
  if (field.kind == FieldKind::kBoolean)
    option->transform(CLI::IsMember({"true", "false"}, CLI::ignore_case));
  if (!field.choices.empty()) option->transform(CLI::IsMember(field.choices, CLI::ignore_case));
}

Result<json::object> read_object(const char* flag, const std::string& file, const Io& io) {
  const auto text = read_input({file, base::kJsonBodyBytesMax}, io);
  if (text.has_error()) return Error::invalid(flag, text.error().fields().front().message);
  JETON_TRY(auto value, base::parse_json({*text, file, flag}));
  if (!value.is_object()) return Error::invalid(flag, file + " must be a JSON object.");
  return std::move(value.get_object());
}

}  // namespace

Field owner_field() {
  return {"--account", "account", FieldKind::kReference, "ACC-ID",
          "Account it belongs to (default: the account of JETON_TOKEN)"};
}

std::shared_ptr<StatedBody> add_body_options(CLI::App& command, const std::vector<Field>& fields,
                                             const std::vector<std::string>& clearable) {
  auto stated = std::make_shared<StatedBody>();
  for (const auto& field : fields) add_field(command, field, stated);
  if (!clearable.empty()) {
    command
        .add_option_function<std::vector<std::string>>(
            "--clear", [stated](const std::vector<std::string>& paths) { stated->cleared = paths; },
            "Clear the value of a field; may be repeated")
        ->type_name("FIELD")
        ->type_size(1)
        ->allow_extra_args(false)
        ->transform(CLI::IsMember(clearable, CLI::ignore_case));
  }
  command
      .add_option(
          "--body", stated->file,
          "JSON object with these and other fields of the API; - for standard input. Flags override it")
      ->type_name("FILE");
  return stated;
}

Result<json::object> make_body(const StatedBody& stated, const Io& io) {
  json::object body;
  if (!stated.file.empty()) {
    JETON_TRY(body, read_object("--body", stated.file, io));
  }
  for (const auto& path : stated.cleared) put(body, path, nullptr);
  merge(body, stated.fields);
  for (const auto& [path, file] : stated.object_files) {
    JETON_TRY(auto object, read_object(("--" + path).c_str(), file, io));
    put(body, path, std::move(object));
  }
  return body;
}

}  // namespace jeton::cli
