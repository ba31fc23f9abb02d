#include "cli/docs/commands.h"

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "base/read_file.h"
#include "cli/printable.h"
#include "cli/signals.h"
#include "net/listen_address.h"
#include "portal/space.h"
#include "server/docs_server.h"

namespace jeton::cli {
namespace {

namespace json = boost::json;

constexpr const char* kCheckFooter =
    R"(Reports links, anchors and pictures that lead nowhere, blocks that are never closed, pages that cannot be reached
from SUMMARY.md, and files that are refused, each with its file and line.

Examples:
  jeton docs check docs
  jeton docs check docs --allow-outside          links from docs to source code beside it are fine
  jeton docs check docs --output json

Exit codes: 0 nothing is wrong; 1 something is, or the folder cannot be read; 2 wrong usage)";

constexpr const char* kServeFooter =
    R"(For those who write: no database, no API, and each request shows the files as they are now. Prints its address on
stdout once it listens. SIGTERM and SIGINT end it.

Examples:
  jeton docs serve docs
  jeton docs serve docs --listen 127.0.0.1:0

Exit codes: 0 stopped by a signal; 1 could not start; 2 wrong usage)";

struct CheckOptions {
  std::string folder;
  bool allows_outside = false;
  OutputFormat format = OutputFormat::kTable;
};

void print_problem(const Io& io, const std::string& folder, const portal::Problem& problem) {
  io.out << printable(folder) << '/' << printable(problem.file) << ':';
  if (problem.line > 0) io.out << problem.line << ':';
  io.out << ' ' << printable(problem.message) << " (" << to_string(problem.kind) << ")\n";
}

json::value to_json(const portal::Problem& problem) {
  return json::object{{"file", problem.file},
                      {"line", problem.line},
                      {"kind", to_string(problem.kind)},
                      {"message", problem.message}};
}

ExitCode run_check(const Io& io, const CheckOptions& options) {
  const auto space = portal::Space::load(portal::open_disk_folder(options.folder),
                                         {.may_lead_outside = options.allows_outside});
  if (space.has_error()) {
    return report(io, base::Error::invalid(options.folder, base::words_of(space.error())));
  }
  const auto& problems = (*space)->problems();
  if (options.format == OutputFormat::kJson) {
    json::array all;
    for (const auto& problem : problems) all.push_back(to_json(problem));
    print_json(io, all);
  } else {
    for (const auto& problem : problems) print_problem(io, options.folder, problem);
    io.err << (*space)->pages().size() << " page(s), "
           << (problems.empty() ? std::string{"nothing is wrong"}
                                : std::to_string(problems.size()) + " problem(s)")
           << ".\n";
  }
  return problems.empty() ? ExitCode::kOk : ExitCode::kError;
}

struct ServeOptions {
  std::string folder;
  std::string listen = "127.0.0.1:8080";
};

ExitCode run_serve(const Io& io, const ServeOptions& options) {
  const auto listen = net::parse_listen_address(options.listen);
  if (listen.has_error()) return report_usage(io, listen.error());
  if (!listen->address.is_loopback()) {
    return report_usage(io, base::Error::invalid("listen",
                                                 "must be an address of this machine alone, such as "
                                                 "127.0.0.1:8080. jeton serve --docs serves others"));
  }
  const IgnoredSignals ignored;
  std::optional<HeldSignals> held{std::in_place};
  server::DocsServer server{options.folder, *listen};
  if (auto started = server.start(); started.has_error()) return report(io, started.error());
  io.out << "jeton shows " << printable(options.folder) << " on " << server.base_url() << "/docs"
         << std::endl;
  while (held->wait_for_one() == SIGHUP) continue;
  // A second signal is not held back: it ends the process although requests are under way.
  held.reset();
  server.stop();
  return ExitCode::kOk;
}

}  // namespace

void add_docs_commands(CLI::App& parent, Chosen& chosen) {
  auto* docs = parent.add_subcommand("docs", "Check a folder of documentation, or show it");
  docs->require_subcommand(1);

  auto* check = docs->add_subcommand("check", "Report what is broken in a folder of pages");
  check->footer(kCheckFooter);
  auto options = std::make_shared<CheckOptions>();
  check->add_option("FOLDER", options->folder, "Folder of Markdown files")->required()->type_name("FOLDER");
  check->add_flag("--allow-outside", options->allows_outside,
                  "Links to files outside the folder are fine if these exist");
  add_output_option(*check, options->format);
  check->callback([&chosen, options] { chosen = [options](Io& io) { return run_check(io, *options); }; });

  auto* serve = docs->add_subcommand("serve", "Show a folder of pages while you write them");
  serve->footer(kServeFooter);
  auto served = std::make_shared<ServeOptions>();
  serve->add_option("FOLDER", served->folder, "Folder of Markdown files")->required()->type_name("FOLDER");
  serve
      ->add_option("--listen", served->listen,
                   "Where to listen (default: 127.0.0.1:8080; port 0: a free one)")
      ->type_name("HOST:PORT");
  serve->callback([&chosen, served] { chosen = [served](Io& io) { return run_serve(io, *served); }; });
}

}  // namespace jeton::cli
