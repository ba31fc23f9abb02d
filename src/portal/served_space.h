#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "net/request.h"
#include "net/response.h"
#include "portal/answer.h"
#include "portal/ask_limiter.h"
#include "portal/finder.h"
#include "portal/html_page.h"
#include "portal/space.h"

namespace jeton::portal {

/// One reading of a folder, with what has been sent of it. Safe from any thread.
class ServedSpace {
 public:
  explicit ServedSpace(std::shared_ptr<const Space> space) : space_{std::move(space)}, finder_{*space_} {}

  [[nodiscard]] const Space& space() const noexcept { return *space_; }

  /// `path` is what follows the space's base, decoded and without a slash at its beginning.
  [[nodiscard]] net::Response answer(const net::Request& request, std::string_view path,
                                     std::string_view base_url, std::span<const SpaceLink> spaces,
                                     AskLimiter& limiter) const;
  [[nodiscard]] net::Response first_page_as_markdown(const net::Request& request, std::string_view base_url,
                                                     AskLimiter& limiter) const;

 private:
  struct Sent;

  [[nodiscard]] net::Response page(const net::Request& request, const Page& page, std::string_view base_url,
                                   std::span<const SpaceLink> spaces) const;
  [[nodiscard]] net::Response markdown(const net::Request& request, const Page& page,
                                       std::string_view base_url) const;
  /// `page` is the one that is asked on; null where the space has no first page.
  [[nodiscard]] net::Response asked(const net::Request& request, const Page* page, std::string_view base_url,
                                    AskLimiter& limiter) const;
  [[nodiscard]] Answer answer_to(const Question& question) const;
  [[nodiscard]] net::Response search(const net::Request& request) const;
  [[nodiscard]] net::Response missing(const net::Request& request, std::string_view path,
                                      std::string_view base_url, std::span<const SpaceLink> spaces) const;
  [[nodiscard]] const Page* page_of_markdown(std::string_view path) const;
  /// What `make` returned the first time for this key, compressed.
  template <class Make>
  [[nodiscard]] std::shared_ptr<const Sent> kept(const std::string& key, std::string_view media_type,
                                                 Make make) const;

  std::shared_ptr<const Space> space_;
  Finder finder_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const Sent>> sent_;
  mutable std::map<std::array<std::string, 3>, Answer> answers_;  ///< By page, question and goal.
  mutable std::once_flag once_;  ///< The index is made for the first question.
  mutable std::unique_ptr<AnswerIndex> index_;
};

/// Text that is made for this request, with a tag and compressed if it is worth it.
net::Response text_answer(const net::Request& request, std::string_view media_type, std::string_view text);

}  // namespace jeton::portal
