#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <ostream>

#include "cli/printable.h"
#include "cli/remote.h"
#include "cli/resource/help.h"
#include "cli/resource/object_text.h"
#include "cli/resource/progress.h"
#include "cli/resource/resource.h"
#include "cli/resource/selection.h"

namespace jeton::cli {
namespace {

namespace json = boost::json;
using base::Result;

/// Enough that columns seldom move after them, and soon there.
constexpr std::size_t kRowsHeldBack = 200;

constexpr const char* kAbout =
    R"(A filter is written as the API takes it: status=Active, ilike(name,'*sync*'), any(modules,id=MOD-5231); with
, or & between two that must both hold, | where one is enough. JSON is the API's page, and with --all one
object on each line, of the list as it was when it began.)";

struct ListOptions {
  client::ListQuery query;
  bool all = false;
  OutputFormat format = OutputFormat::kTable;
};

std::vector<std::string> cells_of(const std::vector<Column>& columns, const json::object& object) {
  std::vector<std::string> cells;
  cells.reserve(columns.size());
  for (const auto& column : columns) cells.push_back(text_at(object, column.path));
  return cells;
}

std::vector<std::string> header_of(const std::vector<Column>& columns) {
  std::vector<std::string> header;
  header.reserve(columns.size());
  for (const auto& column : columns) header.push_back(column.header);
  return header;
}

/// All but ids and the text of a token, which are there to be copied.
CutColumns cut_columns(const std::vector<Column>& columns) {
  CutColumns cut;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& path = columns[i].path;
    const auto name = path.substr(path.rfind('.') + 1);
    if (name != "id" && name != "token" && !name.ends_with("Id")) cut.insert(i);
  }
  return cut;
}

/// A member of the page's `$meta.pagination`, or nothing in an answer that lacks it.
std::int64_t number_in_pagination(const json::object& page, std::string_view name) {
  const auto text = text_at(page, "$meta.pagination." + std::string{name});
  return text.empty() ? 0 : std::strtoll(text.c_str(), nullptr, 10);
}

ExitCode print_page(const Io& io, const Resource& resource, const ListOptions& options,
                    const json::object& page) {
  if (options.format == OutputFormat::kJson) {
    print_json(io, page);
    return ExitCode::kOk;
  }
  const auto columns = columns_for(resource.columns, options.query.select);
  Table table{io, header_of(columns), std::numeric_limits<std::size_t>::max(), cut_columns(columns)};
  std::int64_t shown = 0;
  const auto* found = page.if_contains("data");
  const auto* objects = found == nullptr ? nullptr : found->if_array();
  for (const auto& value : objects == nullptr ? json::array{} : *objects) {
    if (!value.is_object()) continue;
    table.add(cells_of(columns, value.get_object()));
    ++shown;
  }
  table.finish();
  const auto total = number_in_pagination(page, "total");
  const auto next = number_in_pagination(page, "offset") + shown;
  if (shown < total) {
    io.err << shown << " of " << total << ' ' << resource.nouns << '.';
    if (shown > 0 && next < total) io.err << " --offset " << next << " shows the next page, --all shows all.";
    io.err << '\n';
  }
  return ExitCode::kOk;
}

ExitCode print_all(const Io& io, const client::JetonClient& client, const Resource& resource,
                   const ListOptions& options) {
  const auto columns = columns_for(resource.columns, options.query.select);
  std::optional<Table> table;
  if (options.format == OutputFormat::kTable) {
    table.emplace(io, header_of(columns), kRowsHeldBack, cut_columns(columns));
  }
  bool any = false;
  Result<void> streamed;
  {
    Progress progress{io, resource.nouns};
    streamed = client.stream(resource.collection, options.query, [&](const json::object& object) {
      if (table) {
        table->add(cells_of(columns, object));
      } else {
        print_json(io, object);
      }
      any = true;
      progress.count();
      return io.out ? Result<void>{} : base::Error::internal("the output cannot be written");
    });
  }
  // What came before an error is printed too: it is what there is.
  if (table && (streamed.has_value() || any)) table->finish();
  return streamed.has_error() ? report(io, streamed.error()) : ExitCode::kOk;
}

ExitCode run_list(const Io& io, const Resource& resource, ListOptions options) {
  if (options.all && (options.query.limit || options.query.offset)) {
    return report_usage(io, base::Error::invalid("--all", "Cannot be combined with --limit or --offset."));
  }
  const auto [client, ended] = connect(io);
  if (!client) return ended;
  if (options.query.order.empty()) options.query.order = resource.order;
  if (options.all) return print_all(io, *client, resource, options);
  const auto page = client->list(resource.collection, options.query);
  if (page.has_error()) return report(io, page.error());
  return print_page(io, resource, options, *page);
}

/// Without a name, which the help would show beside the option's.
CLI::Validator whole_number() {
  return CLI::Validator{[](std::string& text) -> std::string {
                          const bool is_one =
                              !text.empty() && text.find_first_not_of("0123456789") == text.npos;
                          return is_one ? "" : "A whole number, 0 or more.";
                        },
                        ""};
}

std::vector<std::string> examples_of(const Resource& resource) {
  return {"", "--filter \"" + resource.filter_example + "\" --limit 10", "--all --output json | jq -r .id"};
}

}  // namespace

void add_list(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated) {
  auto described = stated;
  described.about += (described.about.empty() ? "" : "\n\n") + std::string{kAbout};
  auto& command = add_remote_command(parent, described);
  auto options = std::make_shared<ListOptions>();
  auto& query = options->query;
  command.add_option("--filter", query.filter, "Filter, such as " + resource.filter_example)
      ->type_name("RQL");
  const auto usual = resource.order.empty() ? std::string{"id"} : resource.order;
  command
      .add_option("--order", query.order,
                  "Fields to sort by; - before one reverses it (default: " + usual + ")")
      ->type_name("FIELDS");
  command.add_option("--select", query.select, "Fields to show besides the usual ones; -FIELD omits one")
      ->type_name("FIELDS");
  command.add_option("--limit", query.limit, "How many, at most 100 (default: 100)")
      ->check(whole_number())
      ->type_name("N");
  command.add_option("--offset", query.offset, "How many to skip (default: 0)")
      ->check(whole_number())
      ->type_name("N");
  command.add_flag("--all", options->all, "All of them, however many, as a stream");
  if (resource.renders) command.add_flag("--render", query.render, "Fill the placeholders of texts");
  add_output_option(command, options->format);
  command.callback([&chosen, &resource, options] {
    chosen = [&resource, options](Io& io) { return run_list(io, resource, *options); };
  });
}

void add_list(CLI::App& parent, Chosen& chosen, const Resource& resource) {
  add_list(parent, chosen, resource,
           {.name = "list", .meaning = "List " + resource.nouns, .examples = examples_of(resource)});
}

}  // namespace jeton::cli
