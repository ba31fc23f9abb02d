#pragma once

#include <chrono>
#include <cstddef>

/// Limits of serving documentation, apart from `limits.h` because few see them. Those of reading it are
/// there.
namespace jeton::base {

/// Folders that are served at once: each request looks through them.
inline constexpr std::size_t kDocsSpacesMax = 50;
inline constexpr std::size_t kDocsSpaceNameLengthMax = 50;
/// The entries of a navigation that every page shows in full. Of a larger one it shows the way to itself: a
/// thousand entries are 100 kB of each page.
inline constexpr std::size_t kDocsNavigationShownMax = 200;
inline constexpr std::size_t kDocsSearchBytesMax = 200;
inline constexpr std::size_t kDocsSearchResultsMax = 10;
/// Pages that an answer 404 suggests.
inline constexpr std::size_t kDocsLikelyPagesMax = 5;
/// Of a question and of its goal: some five long sentences.
inline constexpr std::size_t kDocsQuestionBytesMax = 500;
/// Things that are looked up for a question. What it says after them is not.
inline constexpr std::size_t kDocsQuestionTermsMax = 24;
/// Of one address, or of one /64 of IPv6. A question takes as long as some hundred pages.
inline constexpr std::size_t kDocsAsksPerMinuteMax = 60;
/// Addresses that are counted in a minute. Questions from further ones are refused until it is over.
inline constexpr std::size_t kDocsAskingClientsMax = 10'000;
/// Answers that a space keeps: some 5 kB each.
inline constexpr std::size_t kDocsAnswersKeptMax = 500;
inline constexpr std::size_t kDocsSynonymsBytesMax = std::size_t{256} * 1024;
inline constexpr std::size_t kDocsSynonymListsMax = 2000;
/// Of one list: a question looks up all of them.
inline constexpr std::size_t kDocsSynonymsMax = 20;
inline constexpr std::size_t kDocsSynonymWordsMax = 5;
/// How often a server looks whether a folder of documentation has changed.
inline constexpr std::chrono::seconds kDocsRefreshInterval{2};
/// Requests for documentation that wait for a thread. The next one is answered 503.
inline constexpr std::size_t kDocsQueueMax = 256;
/// Threads that answer them. A page takes a millisecond.
inline constexpr std::size_t kDocsWorkers = 2;

}  // namespace jeton::base
