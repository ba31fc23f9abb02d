#include "cli/resource/progress.h"

#include <ostream>
#include <utility>

namespace jeton::cli {
namespace {

constexpr std::chrono::milliseconds kOnTerminal{200};
constexpr std::chrono::seconds kElsewhere{10};
constexpr const char* kEmptyLine = "\r\x1b[K";

}  // namespace

Progress::Progress(const Io& io, std::string nouns) : io_{io}, nouns_{std::move(nouns)}, told_{io.now()} {}

Progress::~Progress() {
  if (has_line_) io_.err << kEmptyLine << std::flush;
}

void Progress::count() {
  ++count_;
  if (io_.out_is_terminal) return;
  const auto now = io_.now();
  if (io_.err_is_terminal && now - told_ >= kOnTerminal) {
    io_.err << kEmptyLine << count_ << ' ' << nouns_ << " so far" << std::flush;
    has_line_ = true;
    told_ = now;
  } else if (!io_.err_is_terminal && now - told_ >= kElsewhere) {
    io_.err << "jeton: " << count_ << ' ' << nouns_ << " so far.\n" << std::flush;
    told_ = now;
  }
}

}  // namespace jeton::cli
