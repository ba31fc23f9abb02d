#pragma once

#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/resource/body.h"

/// Commands on a collection of the REST API, from a table that says what is particular about it. A `Resource`
/// and what else is passed by reference outlives the parsing and the command.
namespace jeton::cli {

struct Column {
  std::string header;
  std::string path;  ///< As in `select`: `account.name`, `modules.name`.
};

/// How a picture is sent with an object (spec ).
struct PictureForm {
  std::string flag{};         ///< `--logo`; empty: there is none.
  std::string object_part{};  ///< `apiToken`
  std::string picture_part{};
};

struct Resource {
  std::string noun;        ///< `token`
  std::string nouns;       ///< `tokens`
  std::string collection;  ///< `accounts/api-tokens`, below `/public/v1/`.
  std::string id_example;
  std::vector<Column> columns;  ///< Of a list.
  std::string filter_example;
  std::string order{};   ///< Of a list, unless another is stated.
  std::string hidden{};  ///< A select of what is shown only to those who name it, such as `-token`.
  bool renders = false;  ///< Whether texts have placeholders (`--render`).
  PictureForm picture{};
};

/// A command's name and what the help says about it.
struct Command {
  std::string name;
  std::string meaning;                  ///< On one line.
  std::string about{};                  ///< What else there is to know.
  std::vector<std::string> examples{};  ///< What follows the command's name.
};

/// `list`, or under another name: a page, or with `--all` everything.
void add_list(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated);
void add_list(CLI::App& parent, Chosen& chosen, const Resource& resource);

void add_show(CLI::App& parent, Chosen& chosen, const Resource& resource);

/// Posts what `fields` make, once (`Idempotency-Key`).
void add_create(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated,
                const std::vector<Field>& fields);

/// Puts what is stated, if the object is still the one that was read (`If-Match`).
void add_edit(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated,
              const std::vector<Field>& fields, const std::vector<std::string>& clearable);

/// Posts to the object's action of the command's name.
void add_action(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated);

/// `ended`: `deleted`, for the person.
void add_removal(CLI::App& parent, Chosen& chosen, const Resource& resource, const Command& stated,
                 const std::string& ended);

}  // namespace jeton::cli
