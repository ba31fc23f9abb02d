#include <CLI/CLI.hpp>

#include "cli/remote.h"
#include "cli/resource/help.h"
#include "cli/resource/object_text.h"
#include "cli/resource/resource.h"
#include "cli/resource/selection.h"

namespace jeton::cli {
namespace {

struct ShowOptions {
  client::ListQuery query;
  OutputFormat format = OutputFormat::kTable;
};

ExitCode run_show(const Io& io, const Resource& resource, const std::string& id, ShowOptions options) {
  const auto [client, ended] = connect(io);
  if (!client) return ended;
  options.query.select = select_with(resource.hidden, options.query.select);
  const auto found = client->get({resource.collection, id}, options.query);
  if (found.has_error()) return report(io, found.error());
  print_object(io, options.format, found->object);
  return ExitCode::kOk;
}

Command show_command(const Resource& resource) {
  Command command{.name = "show", .meaning = "Show one " + resource.noun};
  command.examples = {resource.id_example, resource.id_example + " --select audit --output json"};
  if (resource.hidden == "-token") {
    command.about =
        "The text of the token is shown only on request, and only if its account allows that. Each\n"
        "time it is shown is recorded in the audit trail.";
    command.examples.push_back(resource.id_example + " --select token");
  }
  return command;
}

}  // namespace

void add_show(CLI::App& parent, Chosen& chosen, const Resource& resource) {
  auto& command = add_remote_command(parent, show_command(resource));
  auto id = add_id(command, resource);
  auto options = std::make_shared<ShowOptions>();
  command
      .add_option("--select", options->query.select,
                  "Fields to show besides the usual ones; -FIELD omits one")
      ->type_name("FIELDS");
  if (resource.renders) {
    command.add_flag("--render", options->query.render, "Fill the placeholders of texts");
  }
  add_output_option(command, options->format);
  command.callback([&chosen, &resource, id, options] {
    chosen = [&resource, id, options](Io& io) { return run_show(io, resource, *id, *options); };
  });
}

}  // namespace jeton::cli
