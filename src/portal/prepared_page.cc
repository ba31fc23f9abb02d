#include "portal/prepared_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/read_file.h"
#include "base/text.h"
#include "portal/front_matter.h"

namespace jeton::portal {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kOpen = "<!--\x01";
constexpr std::string_view kClose = "-->";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Controls have no meaning in a page, and one of them marks the tags.
std::string without_controls(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') clean += '\n';
    } else if ((c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == '\x7f') {
      clean += kReplacement;
    } else {
      clean += c;
    }
  }
  return clean;
}

/// How many characters at the beginning of `line` belong to lists and quotations.
std::size_t prefix_size(std::string_view line) {
  std::size_t at = 0;
  while (true) {
    at = std::min(line.find_first_not_of(" \t>", at), line.size());
    auto marker = at;
    if (marker < line.size() && (line[marker] == '-' || line[marker] == '*' || line[marker] == '+')) {
      ++marker;
    } else {
      while (marker < line.size() && base::is_ascii_digit(line[marker]) && marker - at < 9) ++marker;
      if (marker == at || marker == line.size() || (line[marker] != '.' && line[marker] != ')')) return at;
      ++marker;
    }
    if (marker >= line.size() || line[marker] != ' ') return at;
    at = marker;
  }
}

/// What a further line of the same list item or quotation begins with.
std::string continuation_of(std::string_view prefix) {
  std::string same{prefix};
  std::replace_if(
      same.begin(), same.end(), [](char c) { return c != '>' && c != '\t'; }, ' ');
  return same;
}

/// Follows which lines are inside a fenced code block.
class Fences {
 public:
  /// Whether `line` is code, or the fence itself.
  bool contain(std::string_view line) {
    const auto text = line.substr(std::min(prefix_size(line), line.size()));
    const char mark = text.empty() ? ' ' : text.front();
    const auto width = std::min(text.find_first_not_of(mark), text.size());
    const bool is_fence = (mark == '`' || mark == '~') && width >= 3;
    if (width_ > 0) {
      if (is_fence && mark == mark_ && width >= width_ && base::is_blank(text.substr(width))) width_ = 0;
      return true;
    }
    if (!is_fence || (mark == '`' && text.find('`', width) != text.npos)) return false;
    mark_ = mark;
    width_ = width;
    return true;
  }

 private:
  char mark_ = ' ';
  std::size_t width_ = 0;
};

class Preparation {
 public:
  explicit Preparation(const Surroundings& surroundings) : surroundings_{surroundings} {}

  Result<void> add_file(const std::string& file, std::string_view body, std::size_t line,
                        const std::string& indent) {
    const auto number = page_.files.size();
    page_.files.push_back(file);
    open_files_.push_back(file);
    const auto clean = without_controls(body);
    Fences fences;
    std::string_view rest = clean;
    bool in_html = false;
    for (; !rest.empty(); ++line) {
      const auto end = std::min(rest.find('\n'), rest.size());
      const auto text = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const LineOrigin origin{number, line};
      if (fences.contain(text)) {
        add_line(indent, text, origin);
      } else {
        JETON_CHECK(add_prose(text, origin, indent, in_html));
        in_html = !base::is_blank(text) && (in_html || begins_html(text));
      }
      if (page_.text.size() > base::kDocsPageBytesMax) {
        return Error::invalid("page", fmt::format("The page has more than {} bytes with what it includes.",
                                                  base::kDocsPageBytesMax));
      }
    }
    open_files_.pop_back();
    return {};
  }

  PreparedPage take() { return std::move(page_); }

 private:
  static bool begins_html(std::string_view line) {
    const auto text = line.substr(prefix_size(line));
    return text.size() > 1 && text[0] == '<' && (text[1] == '/' || base::is_ascii_letter(text[1]));
  }

  Result<void> add_prose(std::string_view line, LineOrigin origin, const std::string& indent, bool in_html) {
    auto tags = line.find("{%") == line.npos ? std::vector<FoundTag>{} : find_tags(line);
    keep_tags_at_the_edges(line, tags);
    if (tags.empty()) {
      add_line(indent, line, origin);
      return {};
    }
    auto prefix = indent + std::string{line.substr(0, std::min(prefix_size(line), tags.front().begin))};
    auto at = prefix.size() - indent.size();
    // Raw HTML goes on to the next blank line, and would take the tag in.
    if (in_html) add_line(continuation_of(prefix), {}, origin);
    for (auto& found : tags) {
      const auto before = base::trim(line.substr(at, found.begin - at));
      if (!before.empty()) {
        add_line(prefix, before, origin);
        prefix = continuation_of(prefix);
      }
      at = found.end;
      JETON_CHECK(add_tag(std::move(found.tag), origin, prefix));
      prefix = continuation_of(prefix);
    }
    const auto behind = base::trim(line.substr(at));
    if (!behind.empty()) add_line(prefix, behind, origin);
    return {};
  }

  /// A tag in the middle of a sentence is part of it.
  static void keep_tags_at_the_edges(std::string_view line, std::vector<FoundTag>& tags) {
    if (tags.empty()) return;
    const auto is_blank_between = [line](std::size_t begin, std::size_t end) {
      return base::is_blank(line.substr(begin, end - begin));
    };
    std::size_t leading = 0;
    auto at = std::min(prefix_size(line), tags.front().begin);
    while (leading < tags.size() && is_blank_between(at, tags[leading].begin)) at = tags[leading++].end;
    auto trailing = tags.size();
    auto end = line.size();
    while (trailing > leading && is_blank_between(tags[trailing - 1].end, end)) end = tags[--trailing].begin;
    tags.erase(tags.begin() + static_cast<std::ptrdiff_t>(leading),
               tags.begin() + static_cast<std::ptrdiff_t>(trailing));
  }

  Result<void> add_tag(BlockTag tag, LineOrigin origin, const std::string& prefix) {
    if (tag.name == "include") {
      JETON_TRY(const bool is_included, try_include(tag.attribute(""), origin, prefix));
      if (is_included) return {};
    }
    add_line(prefix, fmt::format("{}{}{}", kOpen, page_.tags.size(), kClose), origin);
    page_.tags.push_back(std::move(tag));
    return {};
  }

  Result<bool> try_include(const std::string& target, LineOrigin origin, const std::string& prefix) {
    const auto refuse = [&](std::string why) {
      page_.problems.push_back(
          {ProblemKind::kBadInclude, page_.files[origin.file], origin.line, std::move(why)});
      return false;
    };
    if (++includes_ > base::kDocsIncludesMax) {
      return Error::invalid(
          "page", fmt::format("The page includes other files more than {} times.", base::kDocsIncludesMax));
    }
    // A copy: the list of files grows.
    const auto from = page_.files[origin.file];
    auto included = surroundings_.include(from, target);
    if (included.has_error()) return refuse(base::words_of(included.error()));
    if (std::find(open_files_.begin(), open_files_.end(), included->path) != open_files_.end()) {
      return refuse(fmt::format("{} includes itself.", included->path));
    }
    if (open_files_.size() > base::kDocsIncludeDepthMax) {
      return refuse(fmt::format("Files include each other more than {} deep.", base::kDocsIncludeDepthMax));
    }
    if (!base::count_code_points(included->text)) return refuse(included->path + " is not UTF-8.");
    const auto split = split_front_matter(included->text);
    // An included file is a block of its own.
    add_line(continuation_of(prefix), {}, origin);
    JETON_CHECK(add_file(included->path, split.body, split.body_line, continuation_of(prefix)));
    add_line(continuation_of(prefix), {}, origin);
    return true;
  }

  void add_line(std::string_view prefix, std::string_view line, LineOrigin origin) {
    page_.text += prefix;
    page_.text += line;
    page_.text += '\n';
    page_.lines.push_back(origin);
  }

  const Surroundings& surroundings_;
  PreparedPage page_;
  std::vector<std::string> open_files_;
  std::size_t includes_ = 0;
};

}  // namespace

Problem PreparedPage::problem_at(ProblemKind kind, std::size_t line, std::string message) const {
  const auto origin = line > 0 && line <= lines.size() ? lines[line - 1] : LineOrigin{};
  return {kind, files[origin.file], origin.line, std::move(message)};
}

const std::string& PreparedPage::file_at(std::size_t line) const {
  return files[line > 0 && line <= lines.size() ? lines[line - 1].file : 0];
}

std::optional<std::size_t> PreparedPage::tag_of(std::string_view comment) const {
  comment = base::trim(comment);
  if (!comment.starts_with(kOpen) || !comment.ends_with(kClose)) return std::nullopt;
  comment.remove_prefix(kOpen.size());
  comment.remove_suffix(kClose.size());
  std::size_t index = 0;
  const auto [end, failed] = std::from_chars(comment.data(), comment.data() + comment.size(), index);
  if (failed != std::errc{} || end != comment.data() + comment.size() || index >= tags.size())
    return std::nullopt;
  return index;
}

std::string PreparedPage::restored(std::string_view shown) const {
  std::string result;
  while (true) {
    const auto at = shown.find(kOpen);
    result += shown.substr(0, at);
    if (at == shown.npos) return result;
    shown.remove_prefix(at);
    const auto end = shown.find(kClose);
    const auto comment = shown.substr(0, end == shown.npos ? end : end + kClose.size());
    if (const auto tag = tag_of(comment)) result += tags[*tag].source;
    shown.remove_prefix(comment.size());
  }
}

Result<PreparedPage> prepare_page(const std::string& file, std::string_view body, std::size_t body_line,
                                  const Surroundings& surroundings) {
  if (!base::count_code_points(body)) return Error::invalid("page", "The page is not UTF-8.");
  Preparation preparation{surroundings};
  JETON_CHECK(preparation.add_file(file, body, body_line, {}));
  return preparation.take();
}

}  // namespace jeton::portal
