#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "store/sql/engine/transaction.h"

namespace jeton::store::sql {

/// A table that says which items belong to an owner: the modules of a token, the groups of a membership.
struct LinkTable {
  std::string_view table;
  std::string_view owner;
  std::string_view item;
};

using Links = std::unordered_map<std::string, std::vector<std::string>>;

/// The items of each of `owners`, sorted. Owners without items are left out.
base::Result<Links> read_links(Transaction& transaction, const LinkTable& table,
                               std::vector<std::string> owners);
/// Adds `items`, none of which the owner has.
base::Result<void> insert_links(Transaction& transaction, const LinkTable& table, const std::string& owner,
                                const std::vector<std::string>& items);

/// Adds rows, all of which are new, to `columns` of `table`, several with each statement.
base::Result<void> insert_rows(Transaction& transaction, std::string_view table,
                               std::initializer_list<std::string_view> columns,
                               const std::vector<Parameters>& rows);

/// Adds the rows whose ids are free; answers the ids that are taken. `ids` are the rows' own, in their order.
base::Result<std::vector<std::string>> insert_free_rows(Transaction& transaction, std::string_view table,
                                                        const std::vector<Assignments>& rows,
                                                        const std::vector<std::string>& ids);
/// Makes `items` all that the owner has. Writes nothing when that is so already.
base::Result<void> replace_links(Transaction& transaction, const LinkTable& table, const std::string& owner,
                                 std::vector<std::string> items);

/// The texts of ids.
template <class Id>
std::vector<std::string> texts_of(const std::vector<Id>& ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const auto& id : ids) texts.push_back(id.str());
  return texts;
}

/// The ids among `links` that belong to `owner`.
template <class Id>
std::vector<Id> ids_of(const Links& links, const std::string& owner) {
  std::vector<Id> ids;
  if (const auto found = links.find(owner); found != links.end()) {
    for (const auto& text : found->second) ids.push_back(Id::from_stored(text));
  }
  return ids;
}

}  // namespace jeton::store::sql
