#pragma once

#include <gtest/gtest.h>
#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <ostream>
#include <sstream>
#include <streambuf>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "cli/run.h"

namespace jeton::cli {

/// What a command printed, and how it ended.
struct Transcript {
  int code = -1;
  std::string out;
  std::string err;
};

/// Commands on a data folder of their own.
class Commands : public ::testing::Test {
 public:
  Commands(const Commands&) = delete;
  Commands& operator=(const Commands&) = delete;
  ~Commands() override { std::filesystem::remove_all(folder_); }

 protected:
  Commands() {
    auto pattern = (std::filesystem::temp_directory_path() / "jeton-cli-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    environment = {{"JETON_DATA", (folder_ / "data").string()}};
  }

  Transcript run(std::vector<std::string> words, const std::string& input = {}) {
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream err;
    Io io{in, out, err, environment, false};
    const int code = run_with(std::move(words), io);
    return {code, out.str(), err.str()};
  }

  static int run_with(std::vector<std::string> words, Io& io) {
    words.insert(words.begin(), "jeton");
    std::vector<const char*> argv;
    argv.reserve(words.size());
    for (const auto& word : words) argv.push_back(word.c_str());
    return cli::run(static_cast<int>(argv.size()), argv.data(), io);
  }

  std::string write(const std::string& name, std::string_view text) {
    auto path = (folder_ / name).string();
    std::ofstream{path} << text;
    return path;
  }

  static std::string text_of(const std::string& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  /// The file's text once it has a whole line; what there is when none comes within half a minute.
  static std::string wait_for_text(const std::string& path) {
    const auto ends_at = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    auto text = text_of(path);
    while (!text.ends_with('\n') && std::chrono::steady_clock::now() < ends_at) {
      std::this_thread::yield();
      text = text_of(path);
    }
    return text;
  }

  std::map<std::string, std::string> environment;

 private:
  std::filesystem::path folder_;
};

/// What one thread prints and another waits for.
class WatchedText : public std::streambuf {
 public:
  /// The first whole line; empty when none comes within half a minute.
  std::string first_line() {
    std::unique_lock lock{mutex_};
    printed_.wait_for(lock, std::chrono::seconds{30}, [&] { return text_.find('\n') != std::string::npos; });
    return text_.substr(0, text_.find('\n'));
  }

 protected:
  int_type overflow(int_type c) override {
    const char byte = traits_type::to_char_type(c);
    xsputn(&byte, 1);
    return c;
  }
  std::streamsize xsputn(const char* bytes, std::streamsize size) override {
    const std::lock_guard lock{mutex_};
    text_.append(bytes, static_cast<std::size_t>(size));
    printed_.notify_all();
    return size;
  }

 private:
  std::mutex mutex_;
  std::condition_variable printed_;
  std::string text_;
};

/// Commands beside a `jeton serve` on the same data.
class ServedCommands : public Commands {
 public:
  ServedCommands() = default;
  ServedCommands(const ServedCommands&) = delete;
  ServedCommands& operator=(const ServedCommands&) = delete;
  ~ServedCommands() override {
    if (serving_.joinable()) stop();
  }

 protected:
  /// Starts `jeton serve` with `more`, on a free port; returns the line that it prints.
  std::string serve(const std::vector<std::string>& more = {}) {
    if (more.empty()) environment["JETON_LOG_LEVEL"] = "error";
    std::vector<std::string> words{"serve", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"};
    words.insert(words.end(), more.begin(), more.end());
    return start(std::move(words));
  }

  /// Starts a command that serves; returns the first line that it prints.
  std::string start(std::vector<std::string> words) {
    // Held back here too, so that a signal which comes before the command waits for it does not end the test.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigset_t before;
    pthread_sigmask(SIG_BLOCK, &signals, &before);
    serving_ = std::thread{[this, words = std::move(words)] {
      std::istringstream in;
      std::ostringstream err;
      std::ostream out{&printed_};
      Io io{in, out, err, environment, false};
      code_ = run_with(words, io);
    }};
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return printed_.first_line();
  }

  /// To the thread that holds them back and waits for them.
  void signal(int number) { pthread_kill(serving_.native_handle(), number); }

  /// Ends it as an operator does; returns its exit code.
  int stop() {
    signal(SIGTERM);
    serving_.join();
    return code_;
  }

 private:
  WatchedText printed_;
  std::thread serving_;
  int code_ = -1;
};

}  // namespace jeton::cli
