#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "credential/token_text.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "replica/admission.h"
#include "replica/layout.h"
#include "replica/mapped_file.h"
#include "replica/reader.h"
#include "replica/writer.h"
#include "verify/replica_decider.h"

// What looking a token up in the replica costs, and deciding on a request, beside the least that any verifier
// must do: hash the secret, and wait for one access to memory that depends on the result. All over the same
// file, in turns. Ends with 1 when a limit is exceeded.
//
//     look_up_bench [TOKENS...]
namespace jeton::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kRounds = 12;
constexpr std::size_t kLookUps = 500'000;
constexpr std::uint64_t kTokensToAGrant = 10;

constexpr double kBytesMax = 120;
constexpr double kOpenMax_s = 1;

constexpr std::size_t kModules = 200;

/// What a caller presents, as it comes in: two cache lines, one after the other for all, so that reading them
/// costs nobody anything.
struct Presented {
  char scheme[4];
  char id[13];
  char colon;
  char opaque[49];
  std::uint8_t target_size;
  char target[60];
};
static_assert(sizeof(Presented) == 128);

template <class T>
T must(base::Result<T> result) {
  if (result.has_value()) return *std::move(result);
  fmt::print(stderr, "{} {}\n", result.error().message(), result.error().detail());
  std::exit(1);
}

void must(const base::Result<void>& result) {
  if (result.has_error()) std::exit(1);
}

domain::ModuleId module_id(std::uint64_t number) {
  return *domain::ModuleId::parse(fmt::format("MOD-{:04}", 1 + number % kModules));
}

/// The first module of the token's account.
std::uint64_t first_module_of(std::uint64_t account) {
  return account % kModules;
}

Presented presented(std::uint64_t number) {
  Presented presented{};
  const auto put = [](char* to, const std::string& text) { std::memcpy(to, text.data(), text.size()); };
  put(presented.scheme, "idt:");
  put(presented.id, fmt::format("TKN-{:04}-{:04}", (number + 1) / 10'000, (number + 1) % 10'000));
  presented.colon = ':';
  put(presented.opaque, fmt::format("{:049}", number * 0x9e37'79b9'7f4a'7c15));
  const auto target =
      fmt::format("/api/v1/module-{:03}/invoices/{}", first_module_of(number / kTokensToAGrant), number);
  presented.target_size = static_cast<std::uint8_t>(target.size());
  put(presented.target, target);
  return presented;
}

std::string_view opaque_of(const Presented& presented) {
  return {presented.opaque, sizeof presented.opaque};
}
std::string_view id_of(const Presented& presented) {
  return {presented.id, sizeof presented.id};
}
std::string_view credential_of(const Presented& presented) {
  return {presented.scheme, sizeof presented.scheme + sizeof presented.id + 1 + sizeof presented.opaque};
}

/// Each with a path of its own and one below that of the next, so that some prefixes lie below others.
std::vector<domain::Module> catalogue() {
  std::vector<domain::Module> modules;
  for (std::size_t i = 0; i < kModules; ++i) {
    domain::Module module{.id = module_id(i),
                          .code = fmt::format("module-{:03}", i),
                          .name = {},
                          .description = {},
                          .account_types = {},
                          .paths = {},
                          .created = {},
                          .updated = {}};
    module.paths = {{fmt::format("/api/v1/module-{:03}", i), {"GET", "POST"}},
                    {fmt::format("/api/v1/module-{:03}/shared", (i + 1) % kModules), {}}};
    modules.push_back(std::move(module));
  }
  return modules;
}

/// Some modules of the catalogue, the same for each ten tokens of an account.
std::vector<domain::ModuleId> modules_of(std::uint64_t account) {
  std::vector<domain::ModuleId> modules;
  for (std::uint64_t i = 0; i < 5; ++i) modules.push_back(module_id(first_module_of(account) + i * 37));
  std::sort(modules.begin(), modules.end());
  return modules;
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void fill(replica::Writer& writer, std::uint64_t tokens) {
  for (std::uint64_t number = 0; number < tokens; ++number) {
    const auto text = presented(number);
    const auto account = number / kTokensToAGrant;
    replica::TokenEntry entry{.id = *domain::TokenId::parse(id_of(text)),
                              .account = *domain::AccountId::parse(fmt::format(
                                  "ACC-{:04}-{:04}", (account + 1) / 10'000, (account + 1) % 10'000))};
    entry.digest = credential::digest_of(opaque_of(text));
    entry.modules = modules_of(account);
    must(writer.put(entry));
  }
}

/// Of the processor for this thread: other programs on the machine count for less than in the time of a
/// clock.
double processor_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// Nanoseconds for each.
template <class Once>
double measure(const std::vector<Presented>& all, Once&& once) {
  const double start = processor_seconds();
  std::uint64_t sum = 0;
  for (const auto& one : all) sum += once(one);
  const double spent = processor_seconds() - start;
  // Of no use but to be needed.
  if (sum == 1) fmt::print(" ");
  return spent * 1e9 / static_cast<double>(all.size());
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Figures {
  double floor_ns = 0;
  double look_up_ns = 0;
  double look_up_ratio = 0;
  double decide_ns = 0;
  double decide_ratio = 0;
  double decide_ratio_min = 0;
  double decide_ratio_max = 0;
};

/// Of the floor, the look-up and the decision: each comes first, second and last as often.
class Turns {
 public:
  using Measured = std::array<std::function<double()>, 3>;

  void take(std::size_t round, const Measured& measured) {
    std::array<double, 3> spent{};
    for (std::size_t i = 0; i < spent.size(); ++i) {
      const auto which = (round + i) % spent.size();
      spent[which] = measured[which]();
    }
    if (round == 0) return;  // to warm up
    for (std::size_t i = 0; i < spent.size(); ++i) spent_[i].push_back(spent[i]);
    look_up_ratios_.push_back(spent[1] / spent[0]);
    decide_ratios_.push_back(spent[2] / spent[0]);
  }

  [[nodiscard]] Figures figures() const {
    return {median(spent_[0]),
            median(spent_[1]),
            median(look_up_ratios_),
            median(spent_[2]),
            median(decide_ratios_),
            *std::min_element(decide_ratios_.begin(), decide_ratios_.end()),
            *std::max_element(decide_ratios_.begin(), decide_ratios_.end())};
  }

 private:
  std::array<std::vector<double>, 3> spent_;
  std::vector<double> look_up_ratios_;
  std::vector<double> decide_ratios_;
};

Figures measure_rounds(const std::string& path, const replica::BootId& boot, std::uint64_t tokens) {
  auto reader = must(replica::Reader::open(path, boot));
  replica::MappedFile file;
  if (replica::MappedFile::map(path.c_str(), replica::MappedFile::Access::kRead, file) != 0) std::exit(1);
  const auto slots = replica::slots_for(tokens);
  const auto lines = file.words(replica::kHeaderBytes);
  const auto floor = [&](const Presented& one) -> std::uint64_t {
    const auto digest = credential::digest_of(opaque_of(one));
    std::uint64_t word = 0;
    std::memcpy(&word, digest.data(), sizeof word);
    return lines.load((word >> 32) * slots / 0x1'0000'0000 * 8);
  };
  const auto refuse = [](const Presented& one) {
    fmt::print(stderr, "{} was refused\n", id_of(one));
    std::exit(1);
  };
  const auto needed = replica::PackedId::of(module_id(0));
  const auto look_up = [&](const Presented& one) -> std::uint64_t {
    const auto id = replica::PackedId::of_text(id_of(one));
    reader.prefetch(id);
    const auto digest = credential::digest_of(opaque_of(one));
    const auto found = reader.find(id);
    if (found.found != replica::Found::kToken ||
        replica::admit(found.record, {.digest = digest}) != replica::Admission::kAdmitted) {
      refuse(one);
    }
    return found.record.modules.contains(needed) ? 1 : 2;
  };
  const verify::ReplicaSource source{.path = path, .boot = boot};
  verify::CurrentCatalogue current;
  current.set(std::make_shared<const verify::Catalogue>(catalogue()));
  verify::ReplicaDecider decider{source, current};
  const auto now = base::SystemClock{}.now();
  const auto decide = [&](const Presented& one) -> std::uint64_t {
    const auto decision =
        decider.decide({credential_of(one), "GET", {one.target, one.target_size}, "203.0.113.7", now});
    if (decision.reason != verify::Reason::kAllowed) refuse(one);
    return decision.module.head();
  };
  std::mt19937_64 random{7};  // NOLINT(cert-msc51-cpp): the same tokens in every run.
  Turns turns;
  for (std::size_t round = 0; round <= kRounds; ++round) {
    std::vector<Presented> all(kLookUps);
    for (auto& one : all) one = presented(random() % tokens);
    turns.take(round, {[&] { return measure(all, floor); }, [&] { return measure(all, look_up); },
                       [&] { return measure(all, decide); }});
  }
  return turns.figures();
}

/// Answers how many limits were exceeded.
int measure_tokens(const std::string& folder, std::uint64_t tokens) {
  replica::Writer::Options options{.path = folder + "/replica", .boot = must(replica::read_boot_id())};
  crypto::SystemRandom random;
  const auto start = Clock::now();
  {
    auto writer = must(replica::Writer::create(options, random, tokens));
    fill(writer, tokens);
    writer.set_feed({.position = 1, .fresh_at = base::SystemClock{}.now()});
    must(writer.publish());
    must(writer.close());
  }
  const double filled_s = seconds_since(start);
  struct stat status {};
  if (::stat(options.path.c_str(), &status) != 0) return 1;
  const double bytes = static_cast<double>(status.st_blocks) * 512 / static_cast<double>(tokens);
  const auto opening = Clock::now();
  auto writer = must(replica::Writer::open(options));
  const double opened_s = seconds_since(opening);
  writer.set_feed({.position = 1, .fresh_at = base::SystemClock{}.now()});
  const auto figures = measure_rounds(options.path, options.boot, tokens);
  const auto growing = Clock::now();
  must(writer.compact());
  const double grown_s = seconds_since(growing);
  fmt::print(
      "| {:>10} | {:>6.0f} | {:>6.0f} | {:.2f} | {:>6.0f} | {:.2f} ({:.2f}–{:.2f}) | {:>5.1f} | {:>6.1f} | "
      "{:>5.2f} | {:>5.2f} |\n",
      tokens, figures.floor_ns, figures.look_up_ns, figures.look_up_ratio, figures.decide_ns,
      figures.decide_ratio, figures.decide_ratio_min, figures.decide_ratio_max, bytes, filled_s, opened_s,
      grown_s);
  return static_cast<int>(bytes > kBytesMax) + static_cast<int>(opened_s > kOpenMax_s);
}

int run(int argc, char** argv) {
  std::vector<std::uint64_t> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::strtoull(argv[i], nullptr, 10));
  if (sizes.empty()) sizes = {1'000'000, 10'000'000};
  if (std::any_of(sizes.begin(), sizes.end(),
                  [](auto size) { return size < 100'000 || size > 50'000'000; })) {
    fmt::print(stderr, "look_up_bench [TOKENS...]: each at least 100000, and at most 50000000\n");
    return 2;
  }
  auto folder = (std::filesystem::temp_directory_path() / "jeton-bench-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 1;
  fmt::print(
      "| tokens | floor ns | look-up ns | ratio | decide ns | ratio | bytes/token | filled s | opened s | "
      "replaced s |\n");
  fmt::print("|---|---|---|---|---|---|---|---|---|---|\n");
  int exceeded = 0;
  for (const auto size : sizes) exceeded += measure_tokens(folder, size);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  fmt::print("\n{} of the limits exceeded\n", exceeded);
  return exceeded == 0 ? 0 : 1;
}

}  // namespace
}  // namespace jeton::bench

int main(int argc, char** argv) {
  return jeton::bench::run(argc, argv);
}
