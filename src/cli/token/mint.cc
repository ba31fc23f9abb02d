#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/token/commands.h"
#include "credential/token_text.h"
#include "crypto/random.h"

namespace jeton::cli {
namespace {

constexpr const char* kTokenMintFooter =
    R"(Prints a fresh value for a token id, for a platform file to take from the environment. It works
offline, and takes effect when the file is applied.

Examples:
  export BILLING_TOKEN=$(jeton token mint TKN-8857-1729)
  jeton apply -f platform.yaml

Exit codes: 0 printed; 2 not a token id)";

ExitCode run_mint(const Io& io, const std::string& text) {
  const auto id = domain::TokenId::parse(text);
  if (!id) return report_usage(io, base::Error::invalid("ID", "A token's id has the form TKN-1234-5678."));
  crypto::SystemRandom random;
  io.out << credential::mint(*id, random).text().reveal() << '\n';  // it is what was asked for
  return ExitCode::kOk;
}

}  // namespace

void add_token_mint(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("mint", "Print a fresh value for a token id, offline");
  command->footer(kTokenMintFooter);
  auto id = std::make_shared<std::string>();
  command->add_option("ID", *id, "Token id, such as TKN-8857-1729")->required()->type_name("");
  command->callback([&chosen, id] { chosen = [id](Io& io) { return run_mint(io, *id); }; });
}

}  // namespace jeton::cli
