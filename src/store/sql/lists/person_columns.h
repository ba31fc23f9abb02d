#pragma once

#include <string>
#include <string_view>

#include "store/sql/lists/source_columns.h"

/// The columns of people, of the table `users u`.
namespace jeton::store::sql {

/// The name, which no field has, and the status as readers see it.
void put_name_and_status(SourceColumns& columns, const SourceColumns::Place& place);

/// Makes `columns` those of people who are seen as invited (`domain::as_invited`): of somebody who has not
/// accepted the membership `invitation` they have what that said, and nothing else that is known. A new field
/// of users is kept back until this says otherwise.
void see_as_invited(SourceColumns& columns, std::string_view invitation);

/// The status that those see.
std::string status_as_invited(std::string_view invitation);

}  // namespace jeton::store::sql
