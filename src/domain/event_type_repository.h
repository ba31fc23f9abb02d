#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/event_type.h"
#include "domain/ids.h"
#include "domain/lock.h"
#include "domain/query.h"
#include "domain/row_stream.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// Rows are never removed. They have no entries in the change feed: no decision depends on them.
class EventTypeRepository {
 public:
  virtual ~EventTypeRepository() = default;
  virtual base::Result<std::optional<EventType>> find(const EventTypeId& id, Lock lock = Lock::kNone) = 0;
  /// Takes no lock, so that writers of records with known keys never wait for each other. In a write unit,
  /// sees what other units have committed since it began.
  virtual base::Result<std::optional<EventType>> find_by_key(std::string_view key) = 0;
  /// False if the id or the key is taken. Waits for another unit that is inserting the same key to end.
  virtual base::Result<bool> insert(const EventType& event_type) = 0;
  /// Writes the row whose revision is `event_type.revision - 1`. Errors: conflict if it has moved.
  virtual base::Result<void> update(const EventType& event_type) = 0;
  /// As the account sees it (`worded`), or in the platform's words.
  virtual base::Result<std::optional<EventType>> find_worded(const EventTypeId& id,
                                                             const std::optional<AccountId>& account) = 0;
  /// A page of them in the same wording, which filter and order use; `query` is of `event_type_properties`.
  virtual base::Result<Page<EventType>> list(const std::optional<AccountId>& account, const Query& query) = 0;
  /// All of them in pieces of at most `batch` rows, whatever the page. A bug in a write unit.
  virtual base::Result<std::unique_ptr<RowStream<EventType>>> stream(const std::optional<AccountId>& account,
                                                                     const Query& query,
                                                                     std::size_t batch) = 0;
  /// The account's own wording; nothing until it changes something.
  virtual base::Result<std::optional<EventTypeWording>> find_wording(const EventTypeId& id,
                                                                     const AccountId& account) = 0;
  /// Adds or replaces it. The caller holds the event type.
  virtual base::Result<void> put_wording(const EventTypeWording& wording) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
