#include <unistd.h>

#include <CLI/CLI.hpp>
#include <ostream>

#include "base/database_limits.h"
#include "base/log.h"
#include "base/read_file.h"
#include "cli/command.h"
#include "cli/settings.h"
#include "cli/signals.h"
#include "server/https.h"
#include "server/server.h"

namespace jeton::cli {
namespace {

constexpr const char* kServeFooter =
    R"(Without any setting: an embedded database in ./data, on http://127.0.0.1:8080. Prints its address on
stdout once it listens; logs are JSON lines on stderr. SIGTERM and SIGINT let requests in progress
finish, for up to 10 seconds; a second one stops it at once, and so does a shutdown
that takes 20 seconds. SIGHUP opens the log file again and reloads the log level, the trusted proxies and
the certificate.

Examples:
  jeton serve
  jeton serve --data /var/lib/jeton --listen 127.0.0.1:9000
  JETON_DATABASE=postgres://jeton:secret@db.example/jeton jeton serve --key-file /etc/jeton/keys
  jeton serve --listen 127.0.0.1:8080,[::1]:8080 --metrics-listen off
  jeton serve --gateway-listen 127.0.0.1:8081
  jeton serve --docs handbook --docs guides=/srv/guides
  jeton serve --listen 0.0.0.0:8080 --trusted-proxies 10.0.0.0/8 --base-url https://tokens.example

  jeton serve --listen 0.0.0.0:443 --tls-certificate cert.pem --tls-key key.pem

Plain HTTP is answered only on loopback, or through a listed proxy that terminates TLS.

Exit codes: 0 stopped by a signal; 1 could not start; 2 wrong usage)";

/// A file that was renamed is let go, and settings that are wrong change nothing.
void reload(server::Server& server, base::Log& log, const SettingFlags& flags, const Io& io) {
  if (const auto opened = log.reopen(); opened.has_error()) {
    const auto words = base::words_of(opened.error());
    log.error("log.not_reopened", {{"detail", std::string_view{words}}});
  }
  const auto loaded = load_settings(flags, io);
  if (loaded.has_value()) return server.reload(loaded->config);
  const auto words = base::words_of(loaded.error());
  log.error("config.not_reloaded", {{"detail", std::string_view{words}}});
}

ExitCode run_serve(const Io& io, const SettingFlags& flags) {
  const auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  const IgnoredSignals ignored;
  // Before the database, which is made where there is none.
  auto certificate = server::open_certificate(loaded->config);
  if (certificate.has_error()) return report_usage(io, certificate.error());
  auto dependencies = server::open_dependencies(loaded->config);
  if (dependencies.has_error()) return report(io, dependencies.error());
  dependencies->certificate = *std::move(certificate);

  const auto log = dependencies->log;
  std::optional<HeldSignals> held{std::in_place};
  server::Server server{loaded->config, *std::move(dependencies)};
  if (auto started = server.start(); started.has_error()) return report(io, started.error());
  io.out << "jeton is listening on " << server.base_url() << std::endl;
  while (held->wait_for_one() == SIGHUP) reload(server, *log, flags, io);
  // A second signal is not held back: it ends the process although requests are under way.
  held.reset();
  // Whatever it still waits for, such as a disk that does not answer: its default action ends the process.
  ::alarm(static_cast<unsigned>(base::kShutdownMax.count()));
  server.stop();
  ::alarm(0);
  return ExitCode::kOk;
}

}  // namespace

void add_serve(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("serve", "Run the server: REST API, gateway checks, console, documentation");
  command->footer(kServeFooter);
  auto flags = add_setting_flags(*command, SettingScope::kServer);
  command->callback([&chosen, flags] { chosen = [flags](Io& io) { return run_serve(io, *flags); }; });
}

}  // namespace jeton::cli
