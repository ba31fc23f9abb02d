#include "base/log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/log_sink.h"
#include "base/read_file.h"
#include "base/secret.h"
#include "base/testing/captured_log.h"

namespace jeton::base {
namespace {

using testing::CapturedLog;

static_assert(!std::is_constructible_v<decltype(LogField::value), Secret>);
static_assert(!std::is_constructible_v<decltype(LogField::value), const Secret&>);

boost::json::object only_line(const CapturedLog& captured) {
  const auto lines = captured.lines();
  EXPECT_EQ(lines.size(), 1u);
  return boost::json::parse(lines.at(0)).as_object();
}

TEST(Log, ALineIsOneJsonObjectWithItsFields) {
  CapturedLog captured;
  captured.log().info(
      "request.done",
      {{"route", "tokens.list"}, {"status", std::int64_t{200}}, {"seconds", 0.25}, {"cached", false}});
  const auto line = only_line(captured);
  EXPECT_EQ(line.at("level").as_string(), "info");
  EXPECT_EQ(line.at("event").as_string(), "request.done");
  EXPECT_EQ(line.at("route").as_string(), "tokens.list");
  EXPECT_EQ(line.at("status").as_int64(), 200);
  EXPECT_EQ(line.at("seconds").as_double(), 0.25);
  EXPECT_FALSE(line.at("cached").as_bool());
  EXPECT_TRUE(parse_utc(std::string_view{line.at("time").as_string()}).has_value());
}

TEST(Log, ALineIsWellFormedWhateverWasSent) {
  CapturedLog captured;
  captured.log().info("request.done", {{"path", "/a\xff\xc3"}});
  EXPECT_EQ(only_line(captured).at("path").as_string(), "/a\ufffd\ufffd");
}

TEST(Log, NumbersArePlainDecimals) {
  CapturedLog captured;
  captured.log().info("request.done",
                      {{"duration_ms", 0.0929}, {"share", 1e-7}, {"much", 1e21}, {"none", std::nan("")}});
  const auto line = captured.lines().at(0);
  EXPECT_NE(line.find(R"("duration_ms":0.0929,"share":0.0000001,"much":1000000000000000000000,"none":null})"),
            line.npos)
      << line;
}

/// A pipe without a reader.
class Pipe {
 public:
  Pipe() { EXPECT_EQ(::pipe2(ends_.data(), O_CLOEXEC), 0); }
  ~Pipe() {
    close_reader();
    ::close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int writer() const { return ends_[1]; }
  void close_reader() {
    if (ends_[0] >= 0) ::close(std::exchange(ends_[0], -1));
  }
  /// Everything until `lines` line ends have come.
  std::string read_lines(std::ptrdiff_t lines) {
    std::string text;
    std::array<char, 4096> some{};
    while (std::count(text.begin(), text.end(), '\n') < lines) {
      const auto size = ::read(ends_[0], some.data(), some.size());
      if (size <= 0) break;
      text.append(some.data(), static_cast<std::size_t>(size));
    }
    return text;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

TEST(Log, ADescriptorGetsEveryLineInOrder) {
  Pipe pipe;
  Log log{LogLevel::kInfo, pipe.writer(), 16};
  log.write(LogLevel::kDebug, "quiet");
  for (const auto* event : {"first", "second"}) log.info(event);
  const auto text = pipe.read_lines(2);
  EXPECT_LT(text.find("\"first\""), text.find("\"second\""));
  EXPECT_EQ(text.find("quiet"), text.npos);
  EXPECT_EQ(log.lost_lines(), 0U);
}

/// A folder for log files, removed at the end.
class LogFile : public ::testing::Test {
 protected:
  LogFile() { std::filesystem::create_directories(folder); }
  ~LogFile() override { std::filesystem::remove_all(folder); }

  static std::string text_of(const std::filesystem::path& file) {
    return *read_file(file.string(), 1U << 20);
  }
  /// Lines wait for their thread only until the log ends.
  static void write_and_end(std::unique_ptr<Log> log, std::string_view event) {
    log->info(event);
    log.reset();
  }

  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("jeton-log-test-" + std::to_string(::getpid()));
  const std::filesystem::path file = folder / "jeton.log";
};

TEST_F(LogFile, IsAppendedToAndClosedToOthers) {
  write_and_end(*Log::to_file(LogLevel::kInfo, file), "first");
  write_and_end(*Log::to_file(LogLevel::kInfo, file), "second");
  const auto text = text_of(file);
  EXPECT_LT(text.find("\"first\""), text.find("\"second\""));
  EXPECT_NE(text.find("\"second\""), text.npos);
  EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::others_all,
            std::filesystem::perms::none);
}

TEST_F(LogFile, GoesOnInANewFileOnceTheOldOneIsRenamed) {
  auto log = *Log::to_file(LogLevel::kInfo, file);
  const auto renamed = folder / "jeton.log.1";
  std::filesystem::rename(file, renamed);
  ASSERT_TRUE(log->reopen().has_value());
  write_and_end(std::move(log), "second");
  EXPECT_EQ(text_of(renamed), "");
  EXPECT_NE(text_of(file).find("\"second\""), std::string::npos);
}

TEST_F(LogFile, StaysOpenWhenItCannotBeOpenedAgain) {
  auto log = *Log::to_file(LogLevel::kInfo, file);
  const auto renamed = folder / "jeton.log.1";
  std::filesystem::rename(file, renamed);
  std::filesystem::create_directory(file);
  const auto opened = log->reopen();
  ASSERT_TRUE(opened.has_error());
  EXPECT_EQ(opened.error().fields().front().message, file.string() + " cannot be written: it is a folder.");
  write_and_end(std::move(log), "kept");
  EXPECT_NE(text_of(renamed).find("\"kept\""), std::string::npos);
}

TEST_F(LogFile, IsARegularFile) {
  ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
  for (const auto& other : {file, std::filesystem::path{"/dev/null"}}) {
    const auto log = Log::to_file(LogLevel::kInfo, other);
    ASSERT_TRUE(log.has_error()) << other;
    EXPECT_EQ(log.error().fields().front().path, "log_file");
    EXPECT_EQ(log.error().fields().front().message,
              other.string() + " cannot be written: it is not a regular file.");
  }
  EXPECT_TRUE(Log::to_file(LogLevel::kInfo, folder / "missing" / "jeton.log").has_error());
}

// As on a disk that is full for a while.
TEST_F(LogFile, ALineCutShortTakesNoOtherWithIt) {
  LogSink sink{-1};
  sink.own(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  sink.set_pattern("%v");
  const auto write = [&sink](std::string_view line) {
    sink.log(spdlog::details::log_msg{"jeton", spdlog::level::info, {line.data(), line.size()}});
  };
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &limit), 0);
  const rlimit small{4, limit.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  write("first");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  std::signal(SIGXFSZ, before);
  write("second");
  write("third");
  EXPECT_EQ(text_of(file), "firs\nsecond\nthird\n");
  EXPECT_EQ(sink.lost_lines(), 1U);
}

TEST(Log, ItsThresholdCanBeMoved) {
  CapturedLog captured{LogLevel::kWarning};
  captured.log().info("quiet");
  EXPECT_FALSE(captured.log().writes(LogLevel::kInfo));
  EXPECT_TRUE(captured.log().writes(LogLevel::kWarning));
  captured.log().set_threshold(LogLevel::kInfo);
  EXPECT_TRUE(captured.log().writes(LogLevel::kInfo));
  captured.log().info("heard");
  EXPECT_FALSE(captured.contains("quiet"));
  EXPECT_TRUE(captured.contains("heard"));
}

TEST(Log, WhatWaitsIsWrittenWhenItEnds) {
  Pipe pipe;
  {
    const Log log{LogLevel::kInfo, pipe.writer(), 16};
    for (int i = 0; i < 10; ++i) log.info("tick");
  }
  const auto text = pipe.read_lines(10);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
}

// A line longer than a pipe takes at once comes whole.
TEST(Log, ALongLineComesWhole) {
  Pipe pipe;
  const std::string text(200'000, 'x');
  const Log log{LogLevel::kInfo, pipe.writer(), 16};
  log.info("long", {{"text", std::string_view{text}}});
  EXPECT_NE(pipe.read_lines(1).find(text + "\"}\n"), std::string::npos);
}

TEST(Log, AReaderThatIsGoneCostsLinesAndNothingElse) {
  // As `jeton serve` does.
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.close_reader();
  {
    Log log{LogLevel::kInfo, pipe.writer(), 16};
    log.info("lost");
    while (log.lost_lines() < 1) std::this_thread::yield();
    log.info("lost");
    while (log.lost_lines() < 2) std::this_thread::yield();
  }
  std::signal(SIGPIPE, before);
}

TEST(Log, AReaderThatStallsCostsTheOldestLinesAndNobodyWaits) {
  Pipe pipe;
  const std::string text(4000, 'x');
  constexpr std::uint64_t kLines = 200;  // some 800 KB, and a pipe takes 64
  {
    Log log{LogLevel::kInfo, pipe.writer(), 16};
    for (std::uint64_t i = 0; i < kLines; ++i) {
      log.info("tick", {{"n", static_cast<std::int64_t>(i)}, {"text", std::string_view{text}}});
    }
    EXPECT_GT(log.lost_lines(), kLines / 2);
    EXPECT_LT(log.lost_lines(), kLines);
  }
  // The end has come although nobody reads.
  EXPECT_NE(pipe.read_lines(1).find("\"tick\""), std::string::npos);
}

TEST(Log, NoTextForgesALineOrAField) {
  for (const std::string_view text :
       {"a\n{\"event\":\"forged\"}", "a\r\nb", "\",\"level\":\"error", "\\", "{} {0} %v %l", "\x1b[31m"}) {
    CapturedLog captured;
    captured.log().warning("request.odd", {{"agent", text}});
    const auto lines = captured.lines();
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].find_first_of("\n\r\x1b"), std::string::npos);
    const auto line = only_line(captured);
    EXPECT_EQ(line.size(), 4u);
    EXPECT_EQ(line.at("level").as_string(), "warning");
    EXPECT_EQ(line.at("agent").as_string(), text);
  }
}

TEST(Log, AFieldCannotPassForALineOfAnotherEvent) {
  CapturedLog captured;
  captured.log().error("a\",\"event\":\"b");
  EXPECT_EQ(only_line(captured).at("event").as_string(), "a\",\"event\":\"b");
}

TEST(Log, WhatIsBelowTheThresholdIsNotWritten) {
  CapturedLog captured{LogLevel::kWarning};
  captured.log().info("quiet");
  captured.log().write(LogLevel::kDebug, "quieter");
  EXPECT_TRUE(captured.lines().empty());
  captured.log().warning("loud");
  captured.log().error("louder");
  EXPECT_EQ(captured.lines().size(), 2u);
  EXPECT_TRUE(captured.contains("\"louder\""));
  EXPECT_FALSE(captured.contains("quiet"));
}

TEST(Log, LinesOfManyThreadsStayWhole) {
  CapturedLog captured;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&captured] {
      for (int j = 0; j < 200; ++j) captured.log().info("tick", {{"n", std::int64_t{j}}});
    });
  }
  for (auto& thread : threads) thread.join();
  const auto lines = captured.lines();
  EXPECT_EQ(lines.size(), 800u);
  for (const auto& line : lines) ASSERT_TRUE(boost::json::parse(line).is_object());
}

}  // namespace
}  // namespace jeton::base
