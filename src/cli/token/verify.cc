#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/input_file.h"
#include "cli/printable.h"
#include "cli/remote.h"
#include "cli/resource/help.h"
#include "cli/resource/object_text.h"
#include "cli/token/commands.h"
#include "credential/token_text.h"

namespace jeton::cli {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using base::Secret;

/// The longest text, and a line end.
constexpr std::size_t kTokenFileBytesMax = 1024;

constexpr const char* kTokenVerifyAbout =
    R"(Asks the server as the token itself. The text comes from JETON_TOKEN or from a file, and is never an argument:
those are in the shell's history and in the list of processes. A token that is not in force ends with 3.)";

Result<Secret> presented(const Io& io, const std::string& file) {
  if (!file.empty()) return read_token_file({file, kTokenFileBytesMax}, io);
  if (!io.has_variable("JETON_TOKEN")) {
    return Error::invalid("--token-file", "Name a file, or set JETON_TOKEN to the text.");
  }
  return token_of_environment(io);
}

Error not_in_force() {
  return {ErrorKind::kUnauthenticated, "The token is not valid."};
}

/// A token may always read itself, so one that cannot is invalid (spec A-107).
Result<boost::json::object> read_itself(const Io& io, Secret token) {
  // To ask for the object of that name; the server decides about the rest.
  const auto parts = credential::take_apart(token.reveal());
  if (!parts) return Error{ErrorKind::kUnauthenticated, "That is not the text of a token."};
  const std::string id{parts->id};
  JETON_TRY(const auto client, connect_with(io, std::move(token)));
  client::ListQuery query;
  query.select = "-token";
  auto found = client.get({"accounts/api-tokens", id}, query);
  if (found.has_error()) {
    const auto kind = found.error().kind();
    const bool is_refused = kind == ErrorKind::kUnauthenticated || kind == ErrorKind::kNotFound;
    return is_refused ? not_in_force() : found.error();
  }
  if (text_at(found->object, "status") != "Active") return not_in_force();
  return std::move(found->object);
}

ExitCode run_verify(const Io& io, const std::string& file, OutputFormat format) {
  auto token = presented(io, file);
  if (token.has_error()) return report_usage(io, token.error());
  const auto found = read_itself(io, *std::move(token));
  if (found.has_error()) return report(io, found.error());
  if (format == OutputFormat::kJson) {
    print_json(io, *found);
  } else {
    io.out << printable(text_at(*found, "id")) << ' ' << printable(text_at(*found, "name"))
           << " is valid. Account: " << printable(text_at(*found, "account"))
           << ". Modules: " << printable(text_at(*found, "modules.name")) << ".\n";
  }
  return ExitCode::kOk;
}

}  // namespace

void add_token_verify(CLI::App& parent, Chosen& chosen) {
  auto& command = add_remote_command(parent, {.name = "verify",
                                              .meaning = "Check whether a token is valid",
                                              .about = kTokenVerifyAbout,
                                              .examples = {"", "--token-file /run/secrets/billing-token",
                                                           "--token-file - < token.txt && echo good"}});
  auto file = std::make_shared<std::string>();
  auto format = std::make_shared<OutputFormat>(OutputFormat::kTable);
  command.add_option("--token-file", *file, "File with the text; - for standard input")->type_name("FILE");
  add_output_option(command, *format);
  command.callback([&chosen, file, format] {
    chosen = [file, format](Io& io) { return run_verify(io, *file, *format); };
  });
}

}  // namespace jeton::cli
