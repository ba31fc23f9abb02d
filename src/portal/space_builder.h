#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "portal/page_path.h"
#include "portal/space.h"
#include "portal/surroundings.h"
#include "yaml/yaml.h"

namespace jeton::portal {

/// Reads a folder into a `Space`.
class SpaceBuilder final : public Surroundings {
 public:
  SpaceBuilder(std::shared_ptr<const Folder> folder, SpaceOptions options);

  base::Result<std::shared_ptr<const Space>> build();

  [[nodiscard]] LinkTarget resolve(const std::string& file, const std::string& target,
                                   LinkKind kind) const override;
  [[nodiscard]] base::Result<IncludedText> include(const std::string& file,
                                                   const std::string& target) const override;
  [[nodiscard]] std::optional<std::string> operation(const std::string& file, const std::string& spec,
                                                     const std::string& path,
                                                     const std::string& method) const override;

 private:
  void sort_files();
  void read_page(const FolderFile& file);
  void read_synonyms(const FolderFile& file);
  void check_asset(const FolderFile& file);
  void assign_addresses();
  void outline_pages();
  void read_navigation();
  void render_pages();
  void report_unreachable();
  void list_pages();
  void report(ProblemKind kind, std::string file, std::size_t line, std::string message);

  [[nodiscard]] const Page* page_at(const std::string& path) const;
  [[nodiscard]] LinkTarget resolve_inside(const std::string& file, const LinkParts& parts,
                                          LinkKind kind) const;
  [[nodiscard]] LinkTarget link_to_page(const Page& page, const std::string& fragment) const;
  [[nodiscard]] const yaml::YamlNode* contract(const std::string& file, const std::string& spec) const;

  std::shared_ptr<Space> space_;
  std::map<std::string, std::vector<std::string>> links_;  ///< From the file of a page to those of others.
  bool has_summary_ = false;
  std::map<std::string, const FolderFile*, std::less<>>
      first_of_name_;  ///< The first file that is called so.
  /// Contracts that have been read; empty for those that could not be.
  mutable std::map<std::string, std::optional<yaml::YamlNode>> contracts_;
};

}  // namespace jeton::portal
