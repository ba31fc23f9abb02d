#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "portal/answer.h"
#include "portal/answer_text.h"
#include "portal/synonyms.h"

namespace {

using namespace jeton::portal;

constexpr std::array<jeton::net::EmbeddedFile, 2> kFiles{{
    {"backup.md",
     "text/markdown",
     "# Back up\n\nTo back up the database:\n\n1. Stop the server.\n2. Copy the folder.\n\n## "
     "Restore\n\nCopy it back.\n",
     {},
     "\"a\"",
     false},
    {"tokens.md",
     "text/markdown",
     "# Tokens\n\nA token lets a program in.\n\n| flag | says |\n|---|---|\n| `--log-level` | how much |\n",
     {},
     "\"b\"",
     false},
}};

}  // namespace

/// Any question gets an answer that says where it is from, and any list of synonyms is taken or refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto kSpace = *Space::load(open_embedded_folder(kFiles), {});
  static const AnswerIndex kIndex{*kSpace};
  const std::string text{reinterpret_cast<const char*>(data), size};  // NOLINT: libFuzzer's bytes
  const auto line = std::min(text.find('\n'), text.size());
  const auto answer = kIndex.answer({.ask = text.substr(0, line), .goal = text.substr(line)});
  JETON_ASSERT(answer.is_answered == !answer.excerpts.empty());
  JETON_ASSERT(answer.is_answered == !answer.text.empty());
  for (const auto& excerpt : answer.excerpts)
    JETON_ASSERT(excerpt.source.page != nullptr && !excerpt.text.empty());
  JETON_ASSERT(!answer_as_json(*kSpace, answer, {}).empty());
  JETON_ASSERT(!answer_as_markdown(*kSpace, answer, {}).empty());

  Synonyms synonyms;
  const auto before = synonyms.words_max();
  if (synonyms.add(text).has_error()) JETON_ASSERT(synonyms.words_max() == before);
  return 0;
}
