#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <ostream>

#include "base/limits.h"
#include "cli/input_file.h"
#include "cli/printable.h"
#include "cli/remote.h"
#include "cli/resource/help.h"
#include "cli/resource/object_text.h"
#include "cli/resource/resource.h"
#include "cli/resource/selection.h"

namespace jeton::cli {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;
using client::JetonClient;

/// What a command asks of the server; what comes back is printed.
using Ask = std::function<Result<json::object>(const JetonClient&)>;

ExitCode run_change(const Io& io, OutputFormat format, const Ask& ask) {
  const auto [client, ended] = connect(io);
  if (!client) return ended;
  const auto answer = ask(*client);
  if (answer.has_error()) return report(io, answer.error());
  print_object(io, format, *answer);
  return ExitCode::kOk;
}

/// What create and edit have in common.
struct StatedChange {
  std::shared_ptr<StatedBody> body;
  std::string picture_file;
  OutputFormat format = OutputFormat::kTable;
};

/// What is sent: the object, and its picture if there is one.
struct Sent {
  json::object object;
  std::optional<client::Picture> picture;
};

Result<Sent> make_sent(const Io& io, const PictureForm& form, const StatedChange& stated) {
  Sent sent;
  JETON_TRY(sent.object, make_body(*stated.body, io));
  if (!stated.picture_file.empty()) {
    auto bytes = read_input({stated.picture_file, base::kLogoBytesMax}, io);
    if (bytes.has_error()) return Error::invalid(form.flag, bytes.error().fields().front().message);
    sent.picture = client::Picture{form.object_part, form.picture_part, *std::move(bytes)};
  }
  return sent;
}

const client::Picture* picture_of(const Sent& sent) {
  return sent.picture ? &*sent.picture : nullptr;
}

ExitCode run_create(const Io& io, const Resource& resource, const StatedChange& stated) {
  const auto sent = make_sent(io, resource.picture, stated);
  if (sent.has_error()) return report_usage(io, sent.error());
  return run_change(io, stated.format, [&](const JetonClient& client) {
    return client.add(resource.collection, sent->object, new_idempotency_key(), picture_of(*sent));
  });
}

/// The changes, unless someone else changed it since it was read.
Result<json::object> put_changes(const JetonClient& client, const Resource& resource, const std::string& id,
                                 const Sent& sent) {
  client::ListQuery as_read;
  as_read.select = select_with("-*", resource.hidden);
  JETON_TRY(const auto found, client.get({resource.collection, id}, as_read));
  auto changed =
      client.update({resource.collection, id}, sent.object,
                    {.if_match = found.etag, .select = resource.hidden, .picture = picture_of(sent)});
  if (changed.has_error() && changed.error().kind() == base::ErrorKind::kPreconditionFailed) {
    return Error{
        base::ErrorKind::kPreconditionFailed,
        "Someone else changed " + id + " in the meantime. Nothing was changed: look at it and try again."};
  }
  return changed;
}

ExitCode run_edit(const Io& io, const Resource& resource, const std::string& id, const StatedChange& stated) {
  const auto sent = make_sent(io, resource.picture, stated);
  if (sent.has_error()) return report_usage(io, sent.error());
  if (sent->object.empty() && !sent->picture) {
    return report_usage(io,
                        Error{base::ErrorKind::kInvalid, "No change was given: see --help for the flags."});
  }
  return run_change(io, stated.format,
                    [&](const JetonClient& client) { return put_changes(client, resource, id, *sent); });
}

ExitCode run_action(const Io& io, const Resource& resource, const std::string& action, const std::string& id,
                    OutputFormat format) {
  return run_change(io, format, [&](const JetonClient& client) {
    return client.act({resource.collection, id}, action, {.if_match = {}, .select = resource.hidden});
  });
}

ExitCode run_removal(const Io& io, const Resource& resource, const std::string& id, const std::string& ended,
                     OutputFormat format) {
  const auto connection = connect(io);
  if (!connection.client) return connection.ended;
  const auto removed = connection.client->remove({resource.collection, id});
  if (removed.has_error()) return report(io, removed.error());
  if (format == OutputFormat::kJson) {
    print_json(io, json::object{{"id", id}});
  } else {
    io.out << printable(id) << " is " << ended << ".\n";
  }
  return ExitCode::kOk;
}

std::shared_ptr<OutputFormat> add_output(CLI::App& command) {
  auto format = std::make_shared<OutputFormat>(OutputFormat::kTable);
  add_output_option(command, *format);
  return format;
}

std::shared_ptr<StatedChange> add_change_options(CLI::App& command, const Resource& resource,
                                                 const std::vector<Field>& fields,
                                                 const std::vector<std::string>& clearable) {
  auto change = std::make_shared<StatedChange>();
  change->body = add_body_options(command, fields, clearable);
  if (!resource.picture.flag.empty()) {
    command
        .add_option(resource.picture.flag, change->picture_file,
                    "PNG or JPEG of at most 5 MB; - for standard input")
        ->type_name("FILE");
  }
  add_output_option(command, change->format);
  return change;
}

/// A command that says which object and nothing else.
using RunOnOne = std::function<ExitCode(const Io& io, const std::string& id, OutputFormat format)>;

void add_on_one(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated,
                const RunOnOne& run) {
  auto described = stated;
  described.examples = {resource.id_example};
  auto& command = add_remote_command(parent, described);
  auto id = add_id(command, resource);
  auto format = add_output(command);
  command.callback(
      [&chosen, run, id, format] { chosen = [run, id, format](Io& io) { return run(io, *id, *format); }; });
}

}  // namespace

void add_create(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated,
                const std::vector<Field>& fields) {
  auto& command = add_remote_command(parent, stated);
  auto change = add_change_options(command, resource, fields, {});
  command.callback([&chosen, &resource, change] {
    chosen = [&resource, change](Io& io) { return run_create(io, resource, *change); };
  });
}

void add_edit(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated,
              const std::vector<Field>& fields, const std::vector<std::string>& clearable) {
  auto described = stated;
  described.about += (described.about.empty() ? "" : " ") +
                     std::string{
                         "Fields that are not given stay as they are. If someone else changes the object\n"
                         "at the same moment, nothing is changed."};
  auto& command = add_remote_command(parent, described);
  auto id = add_id(command, resource);
  auto change = add_change_options(command, resource, fields, clearable);
  command.callback([&chosen, &resource, id, change] {
    chosen = [&resource, id, change](Io& io) { return run_edit(io, resource, *id, *change); };
  });
}

void add_action(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated) {
  add_on_one(parent, chosen, resource, stated,
             [&resource, action = stated.name](const Io& io, const std::string& id, OutputFormat format) {
               return run_action(io, resource, action, id, format);
             });
}

void add_removal(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated,
                 const std::string& ended) {
  add_on_one(parent, chosen, resource, stated,
             [&resource, ended](const Io& io, const std::string& id, OutputFormat format) {
               return run_removal(io, resource, id, ended, format);
             });
}

}  // namespace jeton::cli
