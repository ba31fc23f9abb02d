#include "portal/page_path.h"

#include <vector>

#include "net/percent.h"

namespace jeton::portal {

std::optional<LinkParts> split_link(std::string_view target) {
  const auto hash = target.find('#');
  const auto fragment = hash == target.npos ? std::string_view{} : target.substr(hash + 1);
  auto path = target.substr(0, hash);
  path = path.substr(0, path.find('?'));
  auto decoded_path = net::percent_decode(path);
  auto decoded_fragment = net::percent_decode(fragment);
  if (!decoded_path || !decoded_fragment) return std::nullopt;
  return LinkParts{*std::move(decoded_path), *std::move(decoded_fragment)};
}

std::string path_from(std::string_view file, std::string_view path) {
  std::vector<std::string_view> segments;
  const auto add_all = [&segments](std::string_view rest) {
    while (!rest.empty()) {
      const auto slash = rest.find('/');
      const auto segment = rest.substr(0, slash);
      rest.remove_prefix(slash == rest.npos ? rest.size() : slash + 1);
      if (segment.empty() || segment == ".") continue;
      if (segment == ".." && !segments.empty() && segments.back() != "..") {
        segments.pop_back();
      } else {
        segments.push_back(segment);
      }
    }
  };
  if (!path.starts_with('/')) add_all(folder_of(file));
  add_all(path);
  std::string joined;
  for (const auto segment : segments) {
    if (!joined.empty()) joined += '/';
    joined += segment;
  }
  return joined;
}

bool leaves_folder(std::string_view path) noexcept {
  return path == ".." || path.starts_with("../");
}

std::string_view folder_of(std::string_view path) noexcept {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) noexcept {
  const auto slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

bool is_page_name(std::string_view path) noexcept {
  return path.ends_with(".md") && name_of(path).size() > 3;
}

bool is_folder_page_name(std::string_view path) noexcept {
  return name_of(path) == "README.md" || name_of(path) == "index.md";
}

std::string encode_path(std::string_view path) {
  std::string encoded;
  while (true) {
    const auto slash = path.find('/');
    encoded += net::percent_encode(path.substr(0, slash));
    if (slash == path.npos) return encoded;
    encoded += '/';
    path.remove_prefix(slash + 1);
  }
}

}  // namespace jeton::portal
