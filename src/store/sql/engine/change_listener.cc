#include "store/sql/engine/change_listener.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <system_error>
#include <utility>

namespace jeton::store::sql {
namespace {

/// Between two attempts to connect.
constexpr int kRetryMs = 1000;

using Session = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

int make_event() {
  const int event = ::eventfd(0, EFD_CLOEXEC);
  if (event < 0) throw std::system_error{errno, std::generic_category(), "no descriptor is left"};
  return event;
}

/// Takes all notifications that have come. Answers whether there were any.
bool drain(PGconn* connection) {
  bool any = false;
  while (PGnotify* notification = PQnotifies(connection)) {
    PQfreemem(notification);
    any = true;
  }
  return any;
}

void pass_over_notice(void* /*unused*/, const PGresult* /*notice*/) {}

}  // namespace

ChangeListener::ChangeListener(base::Secret connection_text, std::function<void()> on_change,
                               const base::Log* log)
    : connection_text_{std::move(connection_text)},
      on_change_{std::move(on_change)},
      log_{log},
      stop_{make_event()},
      thread_{[this] { loop(); }} {}

ChangeListener::~ChangeListener() {
  const std::uint64_t one = 1;
  (void)!::write(stop_, &one, sizeof one);
  thread_.join();
  ::close(stop_);
}

void ChangeListener::loop() {
  auto end = End::kBroken;
  do {
    std::string why;
    end = listen(why);
    if (end == End::kStopped) return;
    if (!std::exchange(is_deaf_, true) && log_ != nullptr) {
      log_->warning("store.not_listening", {{"detail", std::string_view{why}}});
    }
  } while (end == End::kBroken && wait(-1, kRetryMs));
}

ChangeListener::End ChangeListener::listen(std::string& why) {
  const Session connection{PQconnectdb(std::string{connection_text_.reveal()}.c_str()), &PQfinish};
  const auto broken = [&] {
    why = PQerrorMessage(connection.get());
    return End::kBroken;
  };
  if (PQstatus(connection.get()) != CONNECTION_OK) return broken();
  PQsetNoticeReceiver(connection.get(), &pass_over_notice, nullptr);
  const Answer process{PQexec(connection.get(), "SELECT pg_backend_pid()"), &PQclear};
  if (PQresultStatus(process.get()) != PGRES_TUPLES_OK) return broken();
  if (PQgetvalue(process.get(), 0, 0) != std::to_string(PQbackendPID(connection.get()))) {
    why = "there is a pooler in between; the feed is read at an interval";
    return End::kUseless;
  }
  const Answer listening{PQexec(connection.get(), fmt::format("LISTEN {}", kChangeChannel).c_str()),
                         &PQclear};
  if (PQresultStatus(listening.get()) != PGRES_COMMAND_OK) return broken();
  if (std::exchange(is_deaf_, false) && log_ != nullptr) log_->info("store.listening");
  // What was said before was said to nobody.
  on_change_();
  while (wait(PQsocket(connection.get()), -1)) {
    if (PQconsumeInput(connection.get()) == 0) return broken();
    if (drain(connection.get())) on_change_();
  }
  return End::kStopped;
}

bool ChangeListener::wait(int descriptor, int milliseconds) const {
  // A negative descriptor is passed over.
  std::array<pollfd, 2> watched{{{stop_, POLLIN, 0}, {descriptor, POLLIN, 0}}};
  (void)::poll(watched.data(), watched.size(), milliseconds);
  return watched[0].revents == 0;
}

}  // namespace jeton::store::sql
