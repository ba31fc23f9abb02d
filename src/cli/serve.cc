#include <pthread.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <ostream>

#include "cli/command.h"
#include "cli/settings.h"
#include "server/server.h"

namespace jeton::cli {
namespace {

constexpr const char* kServeFooter =
    R"(Without any setting: an embedded database in ./data, on http://127.0.0.1:8080. Prints its address on
stdout once it listens; logs are JSON lines on stderr. SIGTERM and SIGINT let requests under way end,
for up to 10 seconds; a second one ends at once. SIGHUP does nothing.

Examples:
  jeton serve
  jeton serve --data /var/lib/jeton --listen 127.0.0.1:9000
  JETON_DATABASE=postgres://jeton:secret@db.example/jeton jeton serve --key-file /etc/jeton/keys
  jeton serve --listen 127.0.0.1:8080,[::1]:8080 --metrics-listen off
  jeton serve --listen 0.0.0.0:8080 --trusted-proxies 10.0.0.0/8 --base-url https://tokens.example

Plain HTTP is answered on loopback alone, or through a proxy that is listed and ends TLS.

Exit codes: 0 stopped by a signal; 1 could not start; 2 wrong usage)";

/// Holds SIGTERM and SIGINT back from this thread and those it starts, until it dies.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  }
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  void wait_for_one() const {
    int signal = 0;
    sigwait(&signals_, &signal);
  }

 private:
  sigset_t signals_{};
  sigset_t before_{};
};

/// Signals that end a process unless it says otherwise, and must not end a server: SIGPIPE, when the reader
/// of its log goes, and SIGHUP, when the terminal does. Until it dies.
class IgnoredSignals {
 public:
  IgnoredSignals() : pipe_{std::signal(SIGPIPE, SIG_IGN)}, hangup_{std::signal(SIGHUP, SIG_IGN)} {}
  ~IgnoredSignals() {
    std::signal(SIGPIPE, pipe_);
    std::signal(SIGHUP, hangup_);
  }
  IgnoredSignals(const IgnoredSignals&) = delete;
  IgnoredSignals& operator=(const IgnoredSignals&) = delete;

 private:
  using Disposition = void (*)(int);

  Disposition pipe_;
  Disposition hangup_;
};

ExitCode run_serve(const Io& io, const SettingFlags& flags) {
  const auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  const IgnoredSignals ignored;
  auto dependencies = server::open_dependencies(loaded->config);
  if (dependencies.has_error()) return report(io, dependencies.error());

  std::optional<HeldSignals> held{std::in_place};
  server::Server server{loaded->config, *std::move(dependencies)};
  if (auto started = server.start(); started.has_error()) return report(io, started.error());
  io.out << "jeton is listening on " << server.base_url() << std::endl;
  held->wait_for_one();
  // A second signal is not held back: it ends the process although requests are under way.
  held.reset();
  server.stop();
  return ExitCode::kOk;
}

}  // namespace

void add_serve(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("serve", "Run the server: REST API, gateway checks, console");
  command->footer(kServeFooter);
  auto flags = add_setting_flags(*command, SettingScope::kServer);
  command->callback([&chosen, flags] { chosen = [flags](Io& io) { return run_serve(io, *flags); }; });
}

}  // namespace jeton::cli
