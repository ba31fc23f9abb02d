#include "cli/audit/commands.h"

#include <CLI/CLI.hpp>

#include "cli/resource/resource.h"

namespace jeton::cli {
namespace {

const Resource& records() {
  static const Resource kRecords{.noun = "audit record",
                                 .nouns = "audit records",
                                 .collection = "audit/records",
                                 .id_example = "AUD-3310-8826-5402-7719",
                                 .columns = {{"ID", "id"},
                                             {"TIME", "timestamp"},
                                             {"OBJECT", "object.id"},
                                             {"ACTOR", "actor.name"},
                                             {"SUMMARY", "summary"}},
                                 .filter_example = "object.id='TKN-8857-1729',ge(timestamp,2026-01-31)",
                                 .order = "-timestamp",
                                 .renders = true};
  return kRecords;
}

const Resource& event_types() {
  static const Resource kEventTypes{.noun = "event type",
                                    .nouns = "event types",
                                    .collection = "audit/event-types",
                                    .id_example = "AET-2203-9475",
                                    .columns = {{"ID", "id"}, {"KEY", "key"}, {"NAME", "name"}},
                                    .filter_example = "ilike(key,'*apiToken*')"};
  return kEventTypes;
}

std::vector<Field> fields_of_record() {
  return {
      {"--event", "event", FieldKind::kText, "KEY", "What happened: extensions.YOURS.WHAT"},
      {"--object", "object.id", FieldKind::kText, "ID", "Id of the object"},
      {"--object-name", "object.name", FieldKind::kText, "NAME", "Name of the object at the time"},
      {"--summary", "summary", FieldKind::kText, "TEXT", "Short summary"},
      {"--details", "details", FieldKind::kText, "TEXT",
       "Full text, with placeholders such as {{actor.name}}"},
      {"--documents", "documents", FieldKind::kObjectFile, "FILE",
       "JSON object that fills the placeholders; - for standard input"},
      {"--type", "type", FieldKind::kText, "TYPE", "Private is for operations only", {"Public", "Private"}}};
}

void add_event_type_commands(CLI::App& audit, Chosen& chosen) {
  add_list(audit, chosen, event_types(),
           {.name = "event-types",
            .meaning = "List event types",
            .examples = {"", "--filter \"" + event_types().filter_example + "\""}});
  auto* event_type = audit.add_subcommand("event-type", "Show, name and describe an event type");
  event_type->require_subcommand(1);
  add_show(*event_type, chosen, event_types());
  add_edit(*event_type, chosen, event_types(),
           {.name = "edit",
            .meaning = "Name or describe an event type",
            .examples = {"AET-2203-9475 --name \"Export finished\""}},
           {{"--name", "name", FieldKind::kText, "NAME", "Up to 500 characters"},
            {"--description", "description", FieldKind::kText, "TEXT", "Up to 2000 characters"}},
           {});
}

}  // namespace

void add_audit_commands(CLI::App& parent, Chosen& chosen) {
  auto* audit = parent.add_subcommand("audit", "Read the audit trail and add to it");
  audit->require_subcommand(1);
  add_list(
      *audit, chosen, records(),
      {.name = "list",
       .meaning = "List audit records, newest first",
       .examples = {"--render --limit 20", "--filter \"object.id='TKN-8857-1729'\" --select details --render",
                    "--filter \"ge(timestamp,2026-01-31)\" --all --output json > january.jsonl"}});
  add_show(*audit, chosen, records());
  add_create(
      *audit, chosen, records(),
      {.name = "submit",
       .meaning = "Add a record of what a program did",
       .about =
           "Vendors can add records about objects that they already have records of, operations about any.",
       .examples =
           {"--event extensions.ledger.export_finished --object TKN-8857-1729 \\\n"
            "      --summary \"Export finished\" --details \"{{actor.name}} exported 214 invoices.\""}},
      fields_of_record());
  add_event_type_commands(*audit, chosen);
}

}  // namespace jeton::cli
