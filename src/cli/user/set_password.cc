#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <istream>
#include <ostream>

#include "app/command/system_caller.h"
#include "app/people/users.h"
#include "base/limits.h"
#include "cli/input_file.h"
#include "cli/printable.h"
#include "cli/settings.h"
#include "cli/user/commands.h"

namespace jeton::cli {
namespace {

constexpr const char* kUserSetPasswordFooter =
    R"(Asks for the password without showing it, or reads it from a file whose line ends are dropped. It is never an
argument: those are in the shell's history and in the list of processes. The user's sessions end.

Examples:
  jeton user set-password ada@alder-freight.example
  jeton user set-password ada@alder-freight.example --password-file /run/secrets/ada
  pass show ada | jeton user set-password ada@alder-freight.example --password-file -

Exit codes: 0 set; 1 the password breaks the rule; 2 wrong usage; 5 no such user)";

/// Four bytes a character, a byte order mark and some line ends.
constexpr std::size_t kPasswordFileBytesMax = base::kPasswordLengthMax * 4 + 64;

/// The terminal without echo, until it dies.
class SilentTerminal {
 public:
  SilentTerminal() : changed_{::tcgetattr(STDIN_FILENO, &before_) == 0} {
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~SilentTerminal() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

 private:
  termios before_{};
  bool changed_;
};

base::Secret ask(const Io& io, std::string_view question) {
  io.err << question << std::flush;
  std::string text;
  {
    const SilentTerminal silent;
    std::getline(io.in, text);
  }
  io.err << '\n';
  return take_password(text);
}

base::Result<base::Secret> read_password(const Io& io, const std::string& file) {
  if (!file.empty()) return read_password_file({file, kPasswordFileBytesMax}, io);
  auto password = ask(io, "New password: ");
  const auto again = ask(io, "Again: ");
  if (password.reveal() != again.reveal()) {  // to see that both were typed alike
    return base::Error::invalid("password", "The passwords do not match.");
  }
  return password;
}

ExitCode run_set_password(const Io& io, const SettingFlags& flags, const std::string& email,
                          const std::string& file) {
  auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  if (file.empty() && !io.in_is_terminal) {
    return report_usage(
        io, base::Error::invalid("--password-file",
                                 "There is no terminal to ask on: name a file, or - for standard input."));
  }
  const auto password = read_password(io, file);
  if (password.has_error()) return report(io, password.error());
  const auto workplace = Workplace::open(*std::move(loaded));
  if (workplace.has_error()) return report(io, workplace.error());
  const auto set = app::set_password(workplace->services(), app::system_caller(), email, *password);
  if (set.has_error()) return report(io, set.error());
  io.out << "The password of " << printable(email) << " is set, and all sessions of the user have ended.\n";
  return ExitCode::kOk;
}

}  // namespace

void add_user_set_password(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("set-password", "Set the password of a user");
  command->footer(kUserSetPasswordFooter);
  auto email = std::make_shared<std::string>();
  auto file = std::make_shared<std::string>();
  command->add_option("EMAIL", *email, "E-mail address")->required()->type_name("");
  command->add_option("--password-file", *file, "File with the password; - for standard input")
      ->type_name("FILE");
  auto flags = add_setting_flags(*command, SettingScope::kDatabase);
  command->callback([&chosen, flags, email, file] {
    chosen = [flags, email, file](Io& io) { return run_set_password(io, *flags, *email, *file); };
  });
}

}  // namespace jeton::cli
