#include "cli/run.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/account/commands.h"
#include "cli/audit/commands.h"
#include "cli/command.h"
#include "cli/group/commands.h"
#include "cli/keys/commands.h"
#include "cli/member/commands.h"
#include "cli/module/commands.h"
#include "cli/token/commands.h"
#include "cli/user/commands.h"

namespace jeton::cli {
namespace {

constexpr const char* kJetonFooter = R"(First steps:
  jeton init                                  the operations account and its administrator
  jeton apply -f deploy/examples/platform.yaml --dry-run
  jeton serve                                 server and console on http://127.0.0.1:8080
  jeton user sign-in-link EMAIL               a link that signs this person in once

Environment:
  Every setting has a variable: JETON_LISTEN for --listen and so on. `jeton config` shows them all.
  JETON_URL, JETON_TOKEN                      the server and the token of the commands that use the REST API
                                              (default: http://127.0.0.1:8080)
  JETON_CA_FILE                               authorities to trust in place of the system's
  HTTPS_PROXY, HTTP_PROXY, ALL_PROXY          the proxy on the way to JETON_URL
  NO_PROXY                                    where none is used: hosts, addresses, networks

Exit codes:
  0 done   1 error   2 wrong usage   3 not authenticated   4 denied   5 not found

`jeton COMMAND --help` tells more about each.)";

int to_int(ExitCode code) {
  return static_cast<int>(code);
}

/// `--help` and mistakes. CLI11 prints them itself; its own codes are not ours.
int end_of_parsing(const CLI::App& app, const CLI::ParseError& ended, const Io& io) {
  const int code = app.exit(ended, io.out, io.err);
  return to_int(code == 0 ? ExitCode::kOk : ExitCode::kUsage);
}

}  // namespace

void add_output_option(CLI::App& command, OutputFormat& format) {
  const std::map<std::string, OutputFormat> names{{"table", OutputFormat::kTable},
                                                  {"json", OutputFormat::kJson}};
  command
      .add_option_function<std::string>(
          "--output", [&format, names](const std::string& name) { format = names.at(name); },
          "How to print it: table or json (default: table)")
      ->check(CLI::IsMember({"table", "json"}, CLI::ignore_case))
      ->type_name("FORMAT");
}

void add_commands(CLI::App& app, Chosen& chosen) {
  add_serve(app, chosen);
  add_init(app, chosen);
  add_apply(app, chosen);
  add_migrate(app, chosen);
  add_config(app, chosen);
  add_token_commands(app, chosen);
  add_account_commands(app, chosen);
  add_user_commands(app, chosen);
  add_keys_commands(app, chosen);
  add_member_commands(app, chosen);
  add_group_commands(app, chosen);
  add_module_commands(app, chosen);
  add_audit_commands(app, chosen);
  add_completion(app, chosen);
  add_version(app, chosen);
}

int run(int argc, const char* const* argv, Io& io) {
  CLI::App app{"Jeton: API tokens for a platform with many accounts.", "jeton"};
  app.footer(kJetonFooter);
  app.require_subcommand(1);
  app.get_formatter()->column_width(32);
  Chosen chosen;
  add_commands(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& ended) {
    return end_of_parsing(app, ended, io);
  }
  const auto code = chosen(io);
  io.out.flush();
  if (!io.out) {
    io.err << "jeton: the output could not be written.\n";
    return to_int(ExitCode::kError);
  }
  return to_int(code);
}

}  // namespace jeton::cli
