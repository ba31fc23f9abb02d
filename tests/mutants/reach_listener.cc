#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace {

/// Writes a line for each test: its name, the milliseconds it took, its file, and the mutants it came by.
/// What was reached before a test belongs to every test of its suite, and has the suite's name alone.
class ReachListener : public testing::EmptyTestEventListener {
 public:
  explicit ReachListener(const char* path) : log_{path, std::ios::app} {}

 private:
  void OnTestStart(const testing::TestInfo& test) override {
    log_ << test.test_suite_name() << "\t0\t" << test.file();
    write_reached();
  }

  void OnTestEnd(const testing::TestInfo& test) override {
    const auto* const result = test.result();
    log_ << (result->Failed()    ? "!"
             : result->Skipped() ? "-"
                                 : "")
         << test.test_suite_name() << '.' << test.name() << '\t' << result->elapsed_time() << '\t'
         << test.file();
    write_reached();
  }

  void write_reached() {
    for (unsigned word = 0; word < jeton_mutants::kMost / 64; ++word) {
      for (auto bits = jeton_mutants::reached[word].exchange(0); bits != 0; bits &= bits - 1) {
        log_ << '\t' << word * 64 + static_cast<unsigned>(__builtin_ctzll(bits));
      }
    }
    log_ << std::endl;
  }

  std::ofstream log_;
};

/// Says which test runs, so that of several the one that noticed the mutant is known.
class TestListener : public testing::EmptyTestEventListener {
 public:
  explicit TestListener(const char* path) : path_{path} {}

 private:
  void OnTestStart(const testing::TestInfo& test) override {
    std::ofstream{path_} << test.test_suite_name() << '.' << test.name();
  }

  const char* path_;
};

[[maybe_unused]] const bool kListens = [] {
  if (const char* const path = std::getenv("JETON_MUTANT_TEST")) {
    testing::UnitTest::GetInstance()->listeners().Append(new TestListener{path});
  }
  if (const char* const path = std::getenv("JETON_MUTANT_REACH")) {
    testing::UnitTest::GetInstance()->listeners().Append(new ReachListener{path});
  }
  return true;
}();

}  // namespace
