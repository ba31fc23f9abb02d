#include "portal/highlight.h"

#include <algorithm>
#include <array>
#include <span>

#include "portal/html_text.h"

namespace jeton::portal {
namespace {

struct Language {
  std::string_view line_comment{};
  std::string_view line_comment_also{};
  std::string_view block_begin{};
  std::string_view block_end{};
  std::string_view quotes = "\"'";
  std::string_view keywords{};
  bool marks_keys = false;  ///< Names before a colon, as in YAML and JSON.
  bool ignores_case = false;
};

constexpr Language kShell{.line_comment = "#",
                          .keywords =
                              " case cd do done echo elif else esac exit export fi for function if in local "
                              "return set sudo then unset until while "};
constexpr Language kJson{.quotes = "\"", .keywords = " false null true ", .marks_keys = true};
constexpr Language kYaml{.line_comment = "#", .keywords = " false no null true yes ", .marks_keys = true};
constexpr Language kScript{
    .line_comment = "//",
    .block_begin = "/*",
    .block_end = "*/",
    .quotes = "\"'`",
    .keywords =
        " async await break case catch class const continue default delete do else enum "
        "export extends false finally for from function if implements import in "
        "instanceof interface let new null of return static super switch this throw true "
        "try type typeof undefined var void while yield "};
constexpr Language kPython{.line_comment = "#",
                           .keywords =
                               " False None True and as assert async await break class continue def del elif "
                               "else except finally for from global if import in is lambda not or pass raise "
                               "return try while with yield "};
constexpr Language kCurly{
    .line_comment = "//",
    .block_begin = "/*",
    .block_end = "*/",
    .keywords =
        " auto bool break case catch chan char class const constexpr continue default "
        "defer delete do double else enum extends false final float fn for foreach func "
        "go goto if impl implements import in int interface let long map match mod mut "
        "namespace new nil null nullptr override package private protected pub public "
        "return self static string struct super switch template this throw trait true "
        "try type typename use using var virtual void while "};
constexpr Language kSql{
    .line_comment = "--",
    .block_begin = "/*",
    .block_end = "*/",
    .keywords =
        " alter and as asc begin between by case commit create default delete desc distinct "
        "drop else end exists foreign from group having in index insert into is join key left "
        "like limit not null offset on or order outer primary references rollback select set "
        "table then union unique update values view when where with ",
    .ignores_case = true};
constexpr Language kIni{.line_comment = "#", .line_comment_also = ";"};
constexpr Language kNginx{
    .line_comment = "#",
    .keywords =
        " auth_request deny allow events http if include listen location map proxy_pass "
        "proxy_set_header return server server_name set upstream "};
constexpr Language kMarkup{.block_begin = "<!--", .block_end = "-->", .quotes = "\""};
constexpr Language kHttp{.quotes = "", .keywords = " DELETE GET HEAD HTTP OPTIONS PATCH POST PUT "};

struct LanguageName {
  std::string_view name;
  const Language* language;
};

constexpr std::array<LanguageName, 39> kLanguageNames{
    {{"bash", &kShell},        {"c", &kCurly},          {"c#", &kCurly},    {"c++", &kCurly},
     {"conf", &kIni},          {"cpp", &kCurly},        {"cs", &kCurly},    {"csharp", &kCurly},
     {"css", &kCurly},         {"dockerfile", &kShell}, {"go", &kCurly},    {"hcl", &kShell},
     {"html", &kMarkup},       {"http", &kHttp},        {"ini", &kIni},     {"java", &kCurly},
     {"javascript", &kScript}, {"js", &kScript},        {"json", &kJson},   {"jsonc", &kScript},
     {"jsx", &kScript},        {"kotlin", &kCurly},     {"nginx", &kNginx}, {"php", &kScript},
     {"powershell", &kShell},  {"properties", &kIni},   {"py", &kPython},   {"python", &kPython},
     {"rust", &kCurly},        {"sh", &kShell},         {"shell", &kShell}, {"sql", &kSql},
     {"toml", &kIni},          {"ts", &kScript},        {"tsx", &kScript},  {"typescript", &kScript},
     {"xml", &kMarkup},        {"yaml", &kYaml},        {"yml", &kYaml}}};

std::string without_case(std::string_view text) {
  std::string low{text};
  std::transform(low.begin(), low.end(), low.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return low;
}

bool is_word_part(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c < 0;
}

bool is_decimal(char c) noexcept {
  return c >= '0' && c <= '9';
}

class Highlighter {
 public:
  Highlighter(std::string_view code, const Language& language) : rest_{code}, language_{language} {}

  std::string run() {
    while (!rest_.empty()) {
      if (take_comment() || take_string() || take_word()) continue;
      plain(1);
    }
    return std::move(html_);
  }

 private:
  void mark(std::string_view kind, std::size_t size) {
    html_ += "<span class=\"hl-";
    html_ += kind;
    html_ += "\">" + escape_html(rest_.substr(0, size)) + "</span>";
    advance(size);
  }

  void plain(std::size_t size) {
    html_ += escape_html(rest_.substr(0, size));
    advance(size);
  }

  void advance(std::size_t size) {
    before_ = rest_[size - 1];
    rest_.remove_prefix(size);
  }

  /// A `#` or `//` inside of a word or an address begins no comment.
  [[nodiscard]] bool is_at_boundary() const { return before_ == ' ' || before_ == '\n' || before_ == '\t'; }

  bool take_comment() {
    const auto begins = [this](std::string_view mark) { return !mark.empty() && rest_.starts_with(mark); };
    if (begins(language_.block_begin)) {
      const auto end = rest_.find(language_.block_end, language_.block_begin.size());
      mark("comment", end == rest_.npos ? rest_.size() : end + language_.block_end.size());
      return true;
    }
    if (!is_at_boundary() || (!begins(language_.line_comment) && !begins(language_.line_comment_also)))
      return false;
    mark("comment", std::min(rest_.find('\n'), rest_.size()));
    return true;
  }

  bool take_string() {
    const char quote = rest_.front();
    if (language_.quotes.find(quote) == language_.quotes.npos || is_word_part(before_)) return false;
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != quote) {
      // Only a template goes on in the next line.
      if (rest_[end] == '\n' && quote != '`') return false;
      end += rest_[end] == '\\' && end + 1 < rest_.size() ? 2 : 1;
    }
    if (end >= rest_.size()) return false;
    ++end;
    mark(language_.marks_keys && is_key(end) ? "key" : "string", end);
    return true;
  }

  [[nodiscard]] bool is_key(std::size_t end) const {
    const auto colon = std::min(rest_.find_first_not_of(' ', end), rest_.size());
    return colon < rest_.size() && rest_[colon] == ':' &&
           (colon + 1 == rest_.size() || rest_[colon + 1] == ' ' || rest_[colon + 1] == '\n');
  }

  bool take_word() {
    if (!is_word_part(rest_.front())) return false;
    const auto found = std::find_if_not(rest_.begin(), rest_.end(), is_word_part);
    const auto size = static_cast<std::size_t>(found - rest_.begin());
    const auto word = rest_.substr(0, size);
    if (language_.marks_keys && language_.line_comment == "#" && is_key(size)) {
      mark("key", size);
    } else if (is_keyword(word)) {
      mark("keyword", size);
    } else if (std::all_of(word.begin(), word.end(), is_decimal)) {
      mark("number", size);
    } else {
      plain(size);
    }
    return true;
  }

  [[nodiscard]] bool is_keyword(std::string_view word) const {
    const auto wanted = " " + (language_.ignores_case ? without_case(word) : std::string{word}) + " ";
    return language_.keywords.find(wanted) != language_.keywords.npos;
  }

  std::string_view rest_;
  const Language& language_;
  char before_ = '\n';
  std::string html_;
};

}  // namespace

std::string highlight(std::string_view code, std::string_view language) {
  const auto wanted = without_case(language);
  const auto* found = std::find_if(kLanguageNames.begin(), kLanguageNames.end(),
                                   [&wanted](const LanguageName& name) { return name.name == wanted; });
  return found == kLanguageNames.end() ? escape_html(code) : Highlighter{code, *found->language}.run();
}

}  // namespace jeton::portal
