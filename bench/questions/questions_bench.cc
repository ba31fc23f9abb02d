/// Asks the questions of a list on a folder of pages, and prints how many are answered by the section that
/// should, how many are declined, and how long it takes.
///
///     questions_bench [FOLDER QUESTIONS]

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/read_file.h"
#include "portal/answer.h"
#include "portal/folder.h"
#include "portal/section.h"
#include "portal/space.h"

namespace {

using namespace jeton::portal;
using Clock = std::chrono::steady_clock;

constexpr double kMedianMsMax = 5;
/// Of the questions that no page answers.
constexpr double kDeclinedShareMin = 0.9;
/// Of the others, where the section that answers comes first. Below what is measured today, and far below
/// what is wanted: a change that makes answers worse is noticed.
constexpr double kFirstShareMin = 0.4;

struct Asked {
  std::string kind;
  std::string half;
  std::string question;
  std::set<std::string> sections;  ///< `address#id`; empty: to be declined.
};

struct Outcome {
  std::size_t asked = 0;
  std::size_t first = 0;
  std::size_t among_three = 0;
  std::size_t declined = 0;
};

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = std::min(text.find(at), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<Asked> read_questions(const std::string& path) {
  std::ifstream file{path};
  std::vector<Asked> questions;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto fields = split(line, '\t');
    if (fields.size() < 3) {
      fmt::print(stderr, "{}: a line has fewer than three fields: {}\n", path, line);
      std::exit(1);
    }
    Asked asked{fields[0], fields[1], fields[2], {}};
    if (fields.size() > 3) {
      for (auto& section : split(fields[3], ' ')) asked.sections.insert(std::move(section));
    }
    questions.push_back(std::move(asked));
  }
  return questions;
}

std::string place_of(const Page& page, const std::string& id) {
  return page.address + "#" + id;
}

/// A section that was renamed must not count as a wrong answer.
bool all_exist(const Space& space, const std::vector<Asked>& questions) {
  std::set<std::string> places;
  for (const auto& page : space.pages()) {
    for (const auto& section : sections_of(page)) places.insert(place_of(page, section.id));
  }
  bool exist = true;
  for (const auto& asked : questions) {
    for (const auto& section : asked.sections) {
      if (places.contains(section)) continue;
      fmt::print(stderr, "There is no section {}, which should answer: {}\n", section, asked.question);
      exist = false;
    }
  }
  return exist;
}

void count(const Asked& asked, const Answer& answer, Outcome& outcome) {
  ++outcome.asked;
  if (!answer.is_answered) {
    ++outcome.declined;
    return;
  }
  for (std::size_t i = 0; i < answer.excerpts.size(); ++i) {
    const auto& source = answer.excerpts[i].source;
    if (!asked.sections.contains(place_of(*source.page, source.id))) continue;
    if (i == 0) ++outcome.first;
    ++outcome.among_three;
    return;
  }
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

void print(std::string_view half, std::string_view kind, const Outcome& outcome) {
  fmt::print("{:<5} {:<8} {:>5} {:>8.0f} % {:>8.0f} % {:>8.0f} %\n", half, kind, outcome.asked,
             100 * share(outcome.first, outcome.asked), 100 * share(outcome.among_three, outcome.asked),
             100 * share(outcome.declined, outcome.asked));
}

double milliseconds(Clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 2 ? argv[1] : JETON_OWN_DOCS;
  const auto questions = read_questions(argc > 2 ? argv[2] : JETON_OWN_QUESTIONS);
  const auto loaded = Space::load(open_disk_folder(folder), {.may_lead_outside = true});
  if (loaded.has_error()) {
    fmt::print(stderr, "{} {}\n", folder, jeton::base::words_of(loaded.error()));
    return 1;
  }
  const auto& space = **loaded;
  if (!all_exist(space, questions)) return 1;

  const auto started = Clock::now();
  const AnswerIndex index{space};
  fmt::print("{} pages, indexed in {:.0f} ms\n\n{:<5} {:<8} {:>5} {:>10} {:>10} {:>10}\n",
             space.pages().size(), milliseconds(Clock::now() - started), "half", "kind", "asked", "first",
             "in three", "declined");

  std::map<std::pair<std::string, std::string>, Outcome> outcomes;
  std::vector<double> times;
  for (const auto& asked : questions) {
    const auto begun = Clock::now();
    const auto answer = index.answer({.ask = asked.question});
    times.push_back(milliseconds(Clock::now() - begun));
    count(asked, answer, outcomes[{asked.half, asked.kind}]);
    if (!asked.sections.empty()) count(asked, answer, outcomes[{asked.half, "answers"}]);
  }
  for (const auto& [which, outcome] : outcomes) print(which.first, which.second, outcome);
  std::sort(times.begin(), times.end());
  const auto median = times.empty() ? 0 : times[times.size() / 2];
  fmt::print("\nmedian {:.2f} ms, slowest {:.2f} ms\n", median, times.empty() ? 0 : times.back());

  bool holds = median <= kMedianMsMax;
  for (const auto& [which, outcome] : outcomes) {
    if (which.second == "answers") holds = holds && share(outcome.first, outcome.asked) >= kFirstShareMin;
    if (which.second == "none") holds = holds && share(outcome.declined, outcome.asked) >= kDeclinedShareMin;
  }
  return holds ? 0 : 1;
}
