#include "gateway/contenders.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "credential/token_text.h"
#include "crypto/password_hash.h"
#include "crypto/random.h"
#include "edge/gateway_listener.h"
#include "gateway/authorize.h"
#include "net/http_server.h"
#include "replica/boot_id.h"
#include "replica/writer.h"
#include "verify/replica_verifier.h"

namespace jeton::bench {
namespace {

constexpr std::uint64_t kTokensToAnAccount = 10;
constexpr std::size_t kModules = 200;

template <class T>
T must(base::Result<T> result) {
  if (result.has_value()) return *std::move(result);
  fmt::print(stderr, "{} {}\n", result.error().message(), result.error().detail());
  std::exit(1);
}

void must(const base::Result<void>& result) {
  if (result.has_value()) return;
  fmt::print(stderr, "{} {}\n", result.error().message(), result.error().detail());
  std::exit(1);
}

void must_be(bool is_so, const char* what) {
  if (is_so) return;
  ::perror(what);
  std::exit(1);
}

std::string token_id(std::uint64_t number) {
  return fmt::format("TKN-{:04}-{:04}", (number + 1) / 10'000, (number + 1) % 10'000);
}
std::string opaque(std::uint64_t number) {
  return fmt::format("{:049}", number * 0x9e37'79b9'7f4a'7c15);
}
std::uint64_t module_of(std::uint64_t number) {
  return number / kTokensToAnAccount % kModules;
}
domain::ModuleId module_id(std::uint64_t number) {
  return *domain::ModuleId::parse(fmt::format("MOD-{:04}", 1 + number % kModules));
}

std::vector<domain::Module> catalogue() {
  std::vector<domain::Module> modules;
  for (std::size_t i = 0; i < kModules; ++i) {
    domain::Module module{.id = module_id(i),
                          .code = fmt::format("module-{:03}", i),
                          .name = {},
                          .description = {},
                          .account_types = {},
                          .paths = {{fmt::format("/api/v1/module-{:03}", i), {"GET", "POST"}}},
                          .created = {},
                          .updated = {}};
    modules.push_back(std::move(module));
  }
  return modules;
}

void fill(replica::Writer& writer) {
  for (std::uint64_t number = 0; number < kTokens; ++number) {
    const auto account = number / kTokensToAnAccount;
    replica::TokenEntry entry{.id = *domain::TokenId::parse(token_id(number)),
                              .account = *domain::AccountId::parse(fmt::format(
                                  "ACC-{:04}-{:04}", (account + 1) / 10'000, (account + 1) % 10'000))};
    entry.digest = credential::digest_of(opaque(number));
    for (std::uint64_t i = 0; i < 5; ++i) entry.modules.push_back(module_id(module_of(number) + i * 37));
    std::sort(entry.modules.begin(), entry.modules.end());
    must(writer.put(entry));
  }
}

/// A replica that stays fresh.
class Filled {
 public:
  Filled() {
    auto name = (std::filesystem::temp_directory_path() / "jeton-bench-XXXXXX").string();
    must_be(::mkdtemp(name.data()) != nullptr, "mkdtemp");
    folder_ = name;
    source.path = folder_ + "/replica";
    source.boot = must(replica::read_boot_id());
    crypto::SystemRandom random;
    writer_.emplace(
        must(replica::Writer::create({.path = source.path, .boot = source.boot}, random, kTokens)));
    fill(*writer_);
    refresh();
    must(writer_->publish());
    current.set(std::make_shared<const verify::Catalogue>(catalogue()));
    refreshes_ = std::thread{[this] {
      while (!is_over_) {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        refresh();
      }
    }};
  }
  ~Filled() {
    is_over_ = true;
    refreshes_.join();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Filled(const Filled&) = delete;
  Filled& operator=(const Filled&) = delete;

  verify::ReplicaSource source;
  verify::CurrentCatalogue current;

 private:
  void refresh() { writer_->set_feed({.position = 1, .fresh_at = base::SystemClock{}.now()}); }

  std::string folder_;
  std::optional<replica::Writer> writer_;
  std::atomic<bool> is_over_ = false;
  std::thread refreshes_;
};

/// Until the parent lets go of `lifeline`, or is gone.
void serve(Way way, int lifeline, int ports_to) {
  Filled filled;
  const base::SystemClock clock;
  base::Metrics metrics;
  const base::Log log{base::LogLevel::kWarning};
  crypto::SystemRandom random;
  verify::ReplicaVerifier verifier{filled.source, filled.current, clock};
  const gateway::Authorize authorize{verifier, clock, metrics, log};
  const net::ServerDependencies outside{log, metrics, clock, random};
  const auto answer = [&authorize](const net::Request& request) {
    auto response = authorize(request);
    response.route = "authorize";
    return response;
  };
  const auto routine = [](const net::Request&) { return net::Placement{.is_routine = true}; };
  net::ServerOptions options;
  options.lanes = {{"decisions", 7, base::kDecisionQueueMax}};
  const net::Service service{.handle = answer, .place = routine};

  // What half of the processors do while people sign in.
  net::ServerOptions slow;
  slow.lanes = {
      {"slow", std::max<std::size_t>(std::thread::hardware_concurrency() / 2, 1), base::kSlowQueueMax}};
  net::HttpServer hashes{slow, outside, [](const net::Request&) {
                           (void)crypto::hash_password(base::Secret{"Quiet-Harbour-7"},
                                                       crypto::PasswordCost{});
                           return net::no_content();
                         }};
  must(hashes.start());

  net::HttpServer ordinary{options, outside, service};
  edge::GatewayListener own{
      {.ordinary = options, .threads = 1}, {filled.source, filled.current}, outside, service};
  ServerPorts ports{.hash = hashes.port()};
  if (way == Way::kOwnListener) {
    must(own.start());
    ports.gateway = own.port();
  } else {
    must(ordinary.start());
    ports.gateway = ordinary.port();
  }
  must_be(::write(ports_to, &ports, sizeof ports) == sizeof ports, "write");
  char ignored = 0;
  (void)!::read(lifeline, &ignored, 1);
}

std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  must_be(::bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0, "bind");
  must_be(::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
  ::close(probe);
  return ntohs(address.sin_port);
}

bool listens(std::uint16_t port) {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool is_connected = ::connect(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(probe);
  return is_connected;
}

constexpr const char* kNginx = R"(daemon off;
master_process off;
pid {0}/nginx.pid;
error_log {0}/error.log warn;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path {0}/body;
  proxy_temp_path {0}/proxy;
  fastcgi_temp_path {0}/fastcgi;
  uwsgi_temp_path {0}/uwsgi;
  scgi_temp_path {0}/scgi;
  server {{
    listen 127.0.0.1:{1};
    location / {{ return 204; }}
  }}
}}
)";

}  // namespace

Contender::Contender(Contender&& other) noexcept
    : process_{std::exchange(other.process_, -1)},
      port_{other.port_},
      lifeline_{std::exchange(other.lifeline_, -1)},
      folder_{std::exchange(other.folder_, {})} {}

Contender::~Contender() {
  if (lifeline_ >= 0) ::close(lifeline_);
  if (process_ <= 0) return;
  if (lifeline_ < 0) ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

double Contender::processor_seconds() const {
  clockid_t clock{};
  must_be(::clock_getcpuclockid(process_, &clock) == 0, "clock_getcpuclockid");
  timespec spent{};
  must_be(::clock_gettime(clock, &spent) == 0, "clock_gettime");
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

void yield_to_others() {
  const sched_param none{};
  must_be(::sched_setscheduler(0, SCHED_BATCH, &none) == 0, "sched_setscheduler");
}

void use_processor(int number) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int i = 0; i < CPU_SETSIZE; ++i) {
    if (number < 0 || i == number) CPU_SET(i, &set);
  }
  must_be(::sched_setaffinity(0, sizeof set, &set) == 0, "sched_setaffinity");
}

std::string question(std::uint64_t number) {
  return fmt::format(
      "GET /gateway/authorize HTTP/1.1\r\nHost: platform.example\r\n"
      "Authorization: Bearer idt:{}:{}\r\nX-Original-Method: GET\r\n"
      "X-Original-URI: /api/v1/module-{:03}/invoices/{}\r\n\r\n",
      token_id(number), opaque(number), module_of(number), number);
}

Contender start_jeton(Way way, int processor, ServerPorts& ports) {
  std::array<int, 2> life{};
  std::array<int, 2> said{};
  must_be(::pipe2(life.data(), O_CLOEXEC) == 0 && ::pipe2(said.data(), O_CLOEXEC) == 0, "pipe2");
  const auto process = ::fork();
  must_be(process >= 0, "fork");
  if (process == 0) {
    ::close(life[1]);
    use_processor(processor);
    if (processor >= 0) yield_to_others();
    serve(way, life[0], said[1]);
    ::_exit(0);
  }
  ::close(life[0]);
  ::close(said[1]);
  must_be(::read(said[0], &ports, sizeof ports) == sizeof ports, "the server does not start");
  ::close(said[0]);
  return {process, ports.gateway, life[1]};
}

Contender start_nginx(int processor) {
  auto folder = (std::filesystem::temp_directory_path() / "jeton-bench-nginx-XXXXXX").string();
  must_be(::mkdtemp(folder.data()) != nullptr, "mkdtemp");
  const auto port = free_port();
  const auto config = folder + "/nginx.conf";
  std::ofstream{config} << fmt::format(kNginx, folder, port);
  const auto process = ::fork();
  must_be(process >= 0, "fork");
  if (process == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    use_processor(processor);
    yield_to_others();
    for (const char* program : {"/usr/sbin/nginx", "/usr/bin/nginx"}) {
      ::execl(program, program, "-p", folder.c_str(), "-c", config.c_str(), "-e", "stderr", nullptr);
    }
    ::perror("nginx");
    ::_exit(1);
  }
  for (int i = 0; !listens(port); ++i) {
    must_be(i < 500, "nginx does not listen");
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return {process, port, -1, folder};
}

}  // namespace jeton::bench
