#include "portal/picture_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"

namespace jeton::portal {
namespace {

struct FileKind {
  std::string_view ending;
  std::string_view media_type;
  bool is_picture = false;
  std::string_view begins{};
  std::size_t begins_at = 0;
};

using namespace std::string_view_literals;

constexpr std::string_view kSvg = ".svg";
constexpr std::array<FileKind, 17> kKinds{{
    {".avif", "image/avif", true, "ftyp", 4},
    {".csv", "text/csv; charset=utf-8"},
    {".gif", "image/gif", true, "GIF8"},
    {".ico", "image/x-icon", true, "\0\0\1\0"sv},
    {".jpeg", "image/jpeg", true, "\xFF\xD8\xFF"},
    {".jpg", "image/jpeg", true, "\xFF\xD8\xFF"},
    {".json", "application/json"},
    {".mp4", "video/mp4"},
    {".pdf", "application/pdf"},
    {".png", "image/png", true, "\x89PNG\r\n\x1A\n"},
    {kSvg, "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8"},
    {".webm", "video/webm"},
    {".webp", "image/webp", true, "WEBP", 8},
    {".yaml", "application/yaml"},
    {".yml", "application/yaml"},
    {".zip", "application/zip"},
}};

const FileKind* kind_of(std::string_view file) noexcept {
  for (const auto& kind : kKinds) {
    if (file.size() < kind.ending.size()) continue;
    if (base::equal_without_case(file.substr(file.size() - kind.ending.size()), kind.ending)) return &kind;
  }
  return nullptr;
}

/// An SVG may begin with a comment, a document type or blanks.
bool begins_as_svg(std::string_view front) noexcept {
  front.remove_prefix(std::min(front.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), front.size()));
  if (front.starts_with("<svg") || front.starts_with("<?xml")) return true;
  return (front.starts_with("<!--") || front.starts_with("<!DOCTYPE svg")) &&
         front.find("<svg") != front.npos;
}

}  // namespace

bool is_picture_name(std::string_view file) noexcept {
  const auto* kind = kind_of(file);
  return kind != nullptr && kind->is_picture;
}

bool begins_as_picture(std::string_view file, std::string_view front) noexcept {
  const auto* kind = kind_of(file);
  if (kind == nullptr || !kind->is_picture) return false;
  if (kind->ending == kSvg) return begins_as_svg(front);
  return front.substr(std::min(kind->begins_at, front.size())).starts_with(kind->begins);
}

std::string_view media_type_of(std::string_view file) noexcept {
  const auto* kind = kind_of(file);
  return kind == nullptr ? "application/octet-stream" : kind->media_type;
}

}  // namespace jeton::portal
