#include "cli/run.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <iostream>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/account/commands.h"
#include "cli/audit/commands.h"
#include "cli/backup/commands.h"
#include "cli/command.h"
#include "cli/docs/commands.h"
#include "cli/group/commands.h"
#include "cli/keys/commands.h"
#include "cli/member/commands.h"
#include "cli/module/commands.h"
#include "cli/token/commands.h"
#include "cli/unknown_word.h"
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
  JETON_CA_FILE                               certificate authorities to trust instead of the system's
  HTTPS_PROXY, HTTP_PROXY, ALL_PROXY          the proxy on the way to JETON_URL
  NO_PROXY                                    where none is used: hosts, addresses, networks
  COLUMNS                                     how wide tables on a terminal may be

Exit codes:
  0 done   1 error   2 wrong usage   3 not authenticated   4 denied   5 not found

`jeton help COMMAND` tells more about each.)";

int to_int(ExitCode code) {
  return static_cast<int>(code);
}

/// Whether everything has reached `io.out`. Says so if not, unless a reader that has seen enough is the
/// reason: `jeton token list | head -1` is not an error.
bool is_written(const Io& io) {
  errno = 0;
  const bool wrote = io.out.good();
  // Also after a write that failed: only another one tells why.
  if (io.out.rdbuf()->pubsync() == 0 && wrote) return true;
  if (errno != EPIPE) io.err << "jeton: the output could not be written.\n";
  return false;
}

int ended_with(const Io& io, ExitCode code) {
  return to_int(is_written(io) || code != ExitCode::kOk ? code : ExitCode::kError);
}

int report_mistake(const Io& io, std::string_view message) {
  return to_int(report_usage(io, base::Error{base::ErrorKind::kInvalid, std::string{message}}));
}

/// `--help`, `--version` and mistakes. CLI11 prints the first two itself; its own codes are not ours.
int end_of_parsing(const CLI::App& app, const CLI::ParseError& ended, const Io& io) {
  const int code = app.exit(ended, io.out, io.err);
  return ended_with(io, code == 0 ? ExitCode::kOk : ExitCode::kUsage);
}

/// The words behind the program's name. `help` before a command is `--help` behind it.
std::vector<std::string> words_of(int argc, const char* const* argv) {
  std::vector<std::string> words{argv + std::min(argc, 1), argv + argc};
  if (words.empty() || words.front() != "help") return words;
  words.erase(words.begin());
  words.emplace_back("--help");
  return words;
}

}  // namespace

void add_output_option(CLI::App& command, OutputFormat& format) {
  const std::map<std::string, OutputFormat> names{{"table", OutputFormat::kTable},
                                                  {"json", OutputFormat::kJson}};
  command
      .add_option_function<std::string>(
          "--output", [&format, names](const std::string& name) { format = names.at(name); },
          "How to print it: table or json (default: table)")
      // Not a check, which would leave the words as they were typed.
      ->transform(CLI::IsMember({"table", "json"}, CLI::ignore_case))
      ->type_name("FORMAT");
}

void add_commands(CLI::App& app, Chosen& chosen) {
  add_serve(app, chosen);
  add_init(app, chosen);
  add_apply(app, chosen);
  add_migrate(app, chosen);
  add_backup_commands(app, chosen);
  add_config(app, chosen);
  add_token_commands(app, chosen);
  add_account_commands(app, chosen);
  add_user_commands(app, chosen);
  add_keys_commands(app, chosen);
  add_member_commands(app, chosen);
  add_group_commands(app, chosen);
  add_module_commands(app, chosen);
  add_audit_commands(app, chosen);
  add_docs_commands(app, chosen);
  add_completion(app, chosen);
  add_version(app, chosen);
}

int run(int argc, const char* const* argv, Io& io) {
  CLI::App app{"Jeton: API tokens for a platform with many accounts.", "jeton"};
  app.footer(kJetonFooter);
  app.require_subcommand(1);
  app.set_version_flag("--version", "jeton " JETON_VERSION, "Print the version");
  app.get_formatter()->column_width(32);
  Chosen chosen;
  add_commands(app, chosen);
  auto words = words_of(argc, argv);
  // What is sent to a server and shown in messages is text.
  for (const auto& word : words) {
    if (!base::count_code_points(word)) return report_mistake(io, "An argument is not UTF-8: " + word);
  }
  if (const auto unknown = find_unknown_word(app, words)) return report_mistake(io, *unknown);
  try {
    // CLI11 takes them from the back.
    std::reverse(words.begin(), words.end());
    app.parse(words);
  } catch (const CLI::ParseError& ended) {
    return end_of_parsing(app, ended, io);
  }
  return ended_with(io, chosen(io));
}

}  // namespace jeton::cli
