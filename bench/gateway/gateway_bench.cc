#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "gateway/contenders.h"
#include "gateway/load.h"

// What it costs to ask the gateway's question over HTTP, beside nginx that answers `return 204`, in turns;
// and what fifty password hashes at once do to the time of answers.
//
//     gateway_bench [ROUNDS [MILLISECONDS]]
namespace jeton::bench {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kSignIns = 50;
constexpr std::int64_t kPacedRate = 2000;

double quantile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

/// `median (least-most)`
std::string spread(const std::vector<double>& values) {
  return fmt::format("{:.2f} ({:.2f}–{:.2f})", quantile(values, 0.5),
                     *std::min_element(values.begin(), values.end()),
                     *std::max_element(values.begin(), values.end()));
}

struct Measured {
  double per_second = 0;  ///< Of the clock.
  double cost_us = 0;     ///< Of the processor, for each answer.
  double busy = 0;        ///< Part of the time that the server's processor was busy with it.
};

Measured measure(const Contender& contender, const std::vector<std::string>& questions,
                 const LoadOptions& options) {
  const double before = contender.processor_seconds();
  const auto load = ask(contender.port(), questions, options);
  const double spent = contender.processor_seconds() - before;
  const auto answers = static_cast<double>(load.answers);
  return {answers / load.seconds, spent * 1e6 / answers, spent / load.seconds};
}

void describe_machine() {
  std::ifstream info{"/proc/cpuinfo"};
  std::string model;
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) model = line.substr(line.find(':') + 2);
  }
  std::ifstream loads{"/proc/loadavg"};
  std::string load;
  std::getline(loads, load);
  std::ifstream version{"/proc/sys/kernel/osrelease"};
  std::string kernel;
  std::getline(version, kernel);
  fmt::print("{} processors, {}; Linux {}; load {}\n\n", std::thread::hardware_concurrency(), model, kernel,
             load);
}

std::vector<std::string> random_questions() {
  std::mt19937_64 random{7};  // NOLINT(cert-msc51-cpp): the same in every run.
  std::vector<std::string> questions(20'000);
  for (auto& each : questions) each = question(random() % kTokens);
  return questions;
}

struct Named {
  std::string_view name;
  Contender contender;
};

/// Asks all of them in turns, and prints a table.
void compare(const std::array<Named, 3>& all, const LoadOptions& options, std::size_t rounds) {
  const auto questions = random_questions();
  std::array<std::vector<Measured>, 3> measured;
  for (std::size_t round = 0; round <= rounds; ++round) {
    std::array<Measured, 3> once;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto which = (round + i) % all.size();
      once[which] = measure(all[which].contender, questions, options);
    }
    if (round == 0) continue;  // to warm up
    for (std::size_t i = 0; i < all.size(); ++i) measured[i].push_back(once[i]);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::vector<double> rates;
    std::vector<double> costs;
    std::vector<double> absolute;
    std::vector<double> busy;
    for (std::size_t round = 0; round < rounds; ++round) {
      rates.push_back(measured[i][round].per_second / measured[0][round].per_second);
      costs.push_back(measured[0][round].cost_us / measured[i][round].cost_us);
      absolute.push_back(measured[i][round].cost_us);
      busy.push_back(measured[i][round].busy);
    }
    fmt::print("| {} | {} | {} | {} | {:.2f} | {:.2f} |\n", options.pipelined, all[i].name, spread(costs),
               spread(rates), quantile(absolute, 0.5), quantile(busy, 0.5));
  }
}

void compare_all(std::size_t rounds, milliseconds duration) {
  ServerPorts ignored;
  const std::array<Named, 3> all{{{"nginx, return 204", start_nginx(0)},
                                  {"own listener", start_jeton(Way::kOwnListener, 0, ignored)},
                                  {"main listener", start_jeton(Way::kOrdinary, 0, ignored)}}};
  constexpr std::string_view kColumns =
      "| pipelined | server | answers for a second of its processor, ratio to nginx | answers a second, "
      "ratio to "
      "nginx | µs of its processor | busy |\n|---|---|---|---|---|---|\n";
  // One processor for both: the servers leave it to who asks until all have asked, so each finds all
  // questions at once, as one that has more to do than it can.
  use_processor(0);
  fmt::print("All on one processor, every server with as much to do as it can:\n\n{}", kColumns);
  for (const std::size_t pipelined : {1U, 2U, 8U}) {
    compare(all, {.pipelined = pipelined, .duration = duration}, rounds);
  }
  if (std::thread::hardware_concurrency() > 1) {
    use_processor(1);
    fmt::print("\nWho asks on a processor of its own:\n\n{}", kColumns);
    compare(all, {.duration = duration}, rounds);
  }
  use_processor(-1);
}

/// People who sign in, over and over.
class SignIns {
 public:
  explicit SignIns(std::uint16_t port) {
    for (std::size_t i = 0; i < kSignIns; ++i) {
      threads_.emplace_back([this, port] {
        while (!is_over_) sign_in(port);
      });
    }
  }
  ~SignIns() {
    is_over_ = true;
    for (auto& thread : threads_) thread.join();
  }
  SignIns(const SignIns&) = delete;
  SignIns& operator=(const SignIns&) = delete;

 private:
  static void sign_in(std::uint16_t port) {
    constexpr std::string_view kRequest = "GET /hash HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::array<char, 1024> answer{};
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::send(socket, kRequest.data(), kRequest.size(), MSG_NOSIGNAL) > 0) {
      while (::recv(socket, answer.data(), answer.size(), 0) > 0) {
      }
    }
    ::close(socket);
  }

  std::atomic<bool> is_over_ = false;
  std::vector<std::thread> threads_;
};

void measure_waiting(std::size_t rounds, milliseconds duration) {
  const auto questions = random_questions();
  fmt::print(
      "\n| server | p50 idle, µs | p99 idle, µs | p99 under {} sign-ins, µs | ratio of the p99 |\n"
      "|---|---|---|---|---|\n",
      kSignIns);
  for (const auto& [name, way] :
       {std::pair{"own listener", Way::kOwnListener}, {"main listener", Way::kOrdinary}}) {
    ServerPorts ports;
    const auto contender = start_jeton(way, -1, ports);
    const LoadOptions options{.connections = 16, .duration = 2 * duration, .rate = kPacedRate};
    std::vector<double> idle_50;
    std::vector<double> idle_99;
    std::vector<double> busy_99;
    std::vector<double> ratios;
    for (std::size_t round = 0; round <= rounds; ++round) {
      const auto idle = ask(contender.port(), questions, options).latencies_us;
      const SignIns busy{ports.hash};
      const auto loaded = ask(contender.port(), questions, options).latencies_us;
      if (round == 0) continue;
      idle_50.push_back(quantile(idle, 0.5));
      idle_99.push_back(quantile(idle, 0.99));
      busy_99.push_back(quantile(loaded, 0.99));
      ratios.push_back(busy_99.back() / idle_99.back());
    }
    fmt::print("| {} | {:.0f} | {:.0f} | {:.0f} | {} |\n", name, quantile(idle_50, 0.5),
               quantile(idle_99, 0.5), quantile(busy_99, 0.5), spread(ratios));
  }
}

int run(int argc, char** argv) {
  const std::size_t rounds = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 9;
  const milliseconds duration{argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1000};
  if (rounds == 0 || rounds > 1000 || duration.count() == 0) {
    fmt::print(stderr, "gateway_bench [ROUNDS [MILLISECONDS]]\n");
    return 2;
  }
  describe_machine();
  compare_all(rounds, duration);
  measure_waiting(std::max<std::size_t>(rounds / 3, 1), duration);
  return 0;
}

}  // namespace
}  // namespace jeton::bench

int main(int argc, char** argv) {
  return jeton::bench::run(argc, argv);
}
