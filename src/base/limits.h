#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// Every limit of the system, with its unit in the name and its reason next to it. A test compares the
/// lengths with the `maxLength` values of `openapi/`.
namespace jeton::base {

// Identifiers (spec R-001): the widest shape is four groups, and a full table may need one more.
inline constexpr std::size_t kIdGroupsMax = 5;
/// Draws before giving up on a free id. At a tenth of the space used, 16 misses in a row are 1 in 10^16.
inline constexpr int kIdDrawsMax = 16;

// Texts, in Unicode code points (spec R-107).
inline constexpr std::size_t kTokenNameLengthMax = 200;          // spec R-104
inline constexpr std::size_t kTokenDescriptionLengthMax = 2000;  // spec R-106
inline constexpr std::size_t kTokenIconLengthMax = 2000;         // spec A-109
inline constexpr std::size_t kAccountNameLengthMax = 500;        // spec section 5
inline constexpr std::size_t kAccountDescriptionLengthMax = 2000;
inline constexpr std::size_t kAccountWebsiteLengthMax = 2000;
inline constexpr std::size_t kAccountExternalIdLengthMax = 250;
inline constexpr std::size_t kAddressPartLengthMax = 250;  // no source specifies one
/// BCP 47 asks implementations to take 35 (RFC 5646 section 4.4.1).
inline constexpr std::size_t kLanguageCodeLengthMax = 35;
inline constexpr std::size_t kEmailLengthMax = 320;
inline constexpr std::size_t kGroupNameLengthMax = 200;  // spec section 9
inline constexpr std::size_t kGroupDescriptionLengthMax = 2000;
inline constexpr std::size_t kGroupLogoLengthMax = 2000;   // ours: as a token's icon
inline constexpr std::size_t kPersonNameLengthMax = 200;   // no source specifies one
inline constexpr std::size_t kPhonePrefixLengthMax = 5;    // `+` and a country code of up to 4 digits
inline constexpr std::size_t kPhoneNumberLengthMax = 30;   // ours: E.164 has 15 digits, people space them
inline constexpr std::size_t kUserSettingLengthMax = 100;  // ours
inline constexpr std::size_t kUserOptOutsMax = 100;        // ours
inline constexpr std::size_t kInvitationNotesLengthMax = 2000;    // ours
inline constexpr std::size_t kModuleNameLengthMax = 200;          // ours
inline constexpr std::size_t kModuleDescriptionLengthMax = 2000;  // ours
inline constexpr std::size_t kModuleCodeLengthMax = 100;          // ours: it goes into headers and labels
inline constexpr std::size_t kModulePathLengthMax = 500;          // ours
inline constexpr std::size_t kModulePathsMax = 100;       // ours: the route table stays in one cache page
inline constexpr std::size_t kTokenModulesMax = 1000;     // ours: far past any catalogue, bounds a body
inline constexpr std::size_t kTokenExtensionsMax = 1000;  // ours

// Passwords (spec R-065). The upper bound keeps one sign-in from hashing megabytes.
inline constexpr std::size_t kPasswordLengthMin = 8;
inline constexpr std::size_t kPasswordLengthMax = 1024;

// Logos (spec A-108, C-041).
inline constexpr std::size_t kLogoBytesMax = std::size_t{5} * 1024 * 1024;
/// Width times height, by the header alone. A file of 5 MB can claim gigapixels. The photo of a phone has 12
/// million; decoding 16 million takes a third of a second and at most 128 MB.
inline constexpr std::uint64_t kLogoPixelsMax = std::uint64_t{16} * 1000 * 1000;
/// Passes of a progressive JPEG. Encoders write ten to twenty; each costs a walk over every pixel, and a file
/// of 150 KB can ask for hundreds.
inline constexpr std::size_t kLogoScansMax = 64;
/// What is kept: a square that fits, re-encoded as PNG.
inline constexpr int kLogoStoredSidePx = 256;

// HTTP.
/// The whole request line and headers. A bearer token, a cookie and a long filter fit many times over.
inline constexpr std::size_t kRequestHeaderBytesMax = std::size_t{32} * 1024;
/// A JSON body. The widest valid token body is about 12 KiB of text plus a thousand module references.
inline constexpr std::size_t kJsonBodyBytesMax = std::size_t{1} * 1024 * 1024;
/// A multipart body: one logo, one JSON part, and the frame around them.
inline constexpr std::size_t kMultipartBodyBytesMax =
    kLogoBytesMax + kJsonBodyBytesMax + std::size_t{64} * 1024;
/// The body of signing in, of what else belongs to sessions, and of a question about a token: the longest
/// password and names in UTF-8.
inline constexpr std::size_t kSmallBodyBytesMax = std::size_t{8} * 1024;
/// What a route takes that needs no body: some clients send `{}`.
inline constexpr std::size_t kActionBodyBytesMax = std::size_t{4} * 1024;
/// Bodies of all connections that are being read or are waiting. More than all connections can use without a
/// credential; the rest has room for seven of the largest forms.
inline constexpr std::size_t kBufferedBodyBytesMax = std::size_t{128} * 1024 * 1024;
inline constexpr std::size_t kMultipartPartsMax = 16;
inline constexpr std::size_t kJsonDepthMax = 32;
inline constexpr std::chrono::seconds kRequestHeaderTimeout{15};
inline constexpr std::chrono::seconds kRequestBodyTimeout{60};
inline constexpr std::chrono::seconds kResponseWriteTimeout{60};
/// What a streamed answer buffers at a time: enough to make the cost of system calls negligible.
inline constexpr std::size_t kStreamChunkBytes = std::size_t{64} * 1024;
/// How long the client of a streamed answer may read nothing at all: during that time it holds a slot
/// and a database connection.
inline constexpr std::chrono::seconds kStreamStallTimeout{15};
inline constexpr std::chrono::seconds kKeepAliveIdleTimeout{75};
inline constexpr std::size_t kConnectionsMax = 10'000;
/// Addresses that one server listens on: more than a machine has networks, and each needs a socket.
inline constexpr std::size_t kListenAddressesMax = 16;
/// Of the listener for metrics: a few scrapers and a person, who must not use up what requests need.
inline constexpr std::size_t kMetricsConnectionsMax = 16;
static_assert(kConnectionsMax * kSmallBodyBytesMax + 7 * kMultipartBodyBytesMax < kBufferedBodyBytesMax);
/// A client's key for a create that it may have to repeat, and how long the answer is kept.
inline constexpr std::size_t kIdempotencyKeyLengthMax = 255;
inline constexpr std::chrono::hours kIdempotencyKeyLifetime{24};
/// The most that one create removes: more than it adds, but few enough to be fast.
inline constexpr std::size_t kIdempotencyKeysRemovedAtOnceMax = 100;
/// How long a shutdown waits for requests in progress.
inline constexpr std::chrono::seconds kShutdownGrace{10};

// Lanes: requests that wait for a thread, by kind. The next one is answered 503.
inline constexpr std::size_t kDecisionQueueMax = 1024;
inline constexpr std::size_t kInteractiveQueueMax = 1024;
/// Each takes at least a tenth of a second: with one thread, the last of these waits about six seconds.
inline constexpr std::size_t kSlowQueueMax = 64;

// Lists (spec ).
inline constexpr std::int64_t kPageLimitMax = 100;
inline constexpr std::int64_t kPageLimitDefault = 100;
/// Rows of a whole list (spec A-080) that are read at a time: each piece takes a few statements.
inline constexpr std::size_t kStreamBatchRows = 200;
/// The maximum duration of one: it holds a database snapshot, and with it every row changed since.
inline constexpr std::chrono::minutes kStreamTimeMax{60};
// Filters (spec Q-081).
inline constexpr std::size_t kFilterBytesMax = std::size_t{8} * 1024;
inline constexpr std::size_t kFilterDepthMax = 50;
inline constexpr std::size_t kFilterListMax = 1000;
/// Uses of any() and all(): each looks into a collection once per object. 630 fit into 8 KiB, and PostgreSQL
/// gives up on those after 30 seconds; 20 take a tenth of one.
inline constexpr std::size_t kFilterCollectionsMax = 20;  // ours

// Sign-in.
inline constexpr std::chrono::hours kSessionLifetime{12};
inline constexpr std::chrono::hours kSessionIdleTimeout{2};
inline constexpr std::chrono::minutes kSignInLinkLifetime{60};
/// Failures inside the window, after which further attempts are refused unexamined: per e-mail, per client
/// address (of IPv6 its /64, in which everyone has 2^64 addresses), and per IPv6 /48, the most that one
/// customer is given.
inline constexpr std::int64_t kSignInFailuresPerEmailMax = 10;
inline constexpr std::int64_t kSignInFailuresPerAddressMax = 50;
inline constexpr std::int64_t kSignInFailuresPerSiteMax = 250;
/// The same for attempts of which some succeed: each costs a password hash. An office of a thousand people
/// may share an address.
inline constexpr std::int64_t kSignInAttemptsPerEmailMax = 100;
inline constexpr std::int64_t kSignInAttemptsPerAddressMax = 1000;
inline constexpr std::int64_t kSignInAttemptsPerSiteMax = 5000;
inline constexpr std::chrono::minutes kSignInFailureWindow{15};
/// The most counters that one attempt removes: more than it adds, but few enough to be fast.
inline constexpr std::size_t kSignInCountersRemovedAtOnceMax = 100;
/// Password hashes computed at once: each takes 64 MiB. The most threads that the slow lane has.
inline constexpr std::size_t kPasswordHashesAtOnceMax = 4;

// The change feed.
/// Entries that are kept. A reader that is further behind starts again with all objects.
inline constexpr std::int64_t kChangesKept = 1'000'000;
inline constexpr std::int64_t kChangesPrunedAtOnce = 10'000;
inline constexpr std::chrono::hours kChangesPruneInterval{1};
/// What a follower reads in one unit of work: of all tokens while it fills a replica, and of the feed.
inline constexpr std::int64_t kFeedPageTokens = 500;
inline constexpr std::int64_t kFeedBatchEntries = 500;
/// Entries that are applied before their turn, because a slow writer holds the feed back. When more wait, the
/// replica does not count as fresh until their turn has come.
inline constexpr std::int64_t kFeedHeldBackMax = 10'000;
/// How often the feed is read when nothing says that it has grown, how soon after the last time when
/// something does, and the longest pause after failures.
inline constexpr std::chrono::milliseconds kFeedPollInterval{500};
inline constexpr std::chrono::milliseconds kFeedRest{10};
inline constexpr std::chrono::milliseconds kFeedRetryMax{5000};

// Invitations.
inline constexpr std::chrono::hours kInvitationLifetime{7 * 24};  // spec R-073
/// How often the server looks for expired invitations. Every reader sees them as expired from their expiry
/// time, so this only bounds how late the audit trail records it.
inline constexpr std::chrono::seconds kInvitationSweepInterval{60};
/// Memberships that one unit of work expires: it locks their users until it ends.
inline constexpr std::int64_t kInvitationSweepRowsMax = 100;
/// Groups of one membership, and of one request that names some.
inline constexpr std::size_t kMembershipGroupsMax = 1000;  // ours: bounds a body

// Tokens.
/// `lastAccessAt` moves at most this often (spec R-125).
inline constexpr std::chrono::seconds kLastAccessInterval{60};
/// Tokens whose last access waits to be written. When there are more, the oldest is dropped and counted: some
/// 10 MB at most, and all that is lost is a time that the next request sets again.
inline constexpr std::size_t kLastAccessesQueuedMax = 50'000;
/// Of each thread that decides: different tokens whose accesses wait to be collected, and tokens that it
/// knows it has noted. Each takes half a megabyte at most. More in one interval are dropped and counted.
inline constexpr std::size_t kAccessesNotedMax = 16'384;
inline constexpr std::size_t kAccessesRemembered = 8'192;
/// How often they are written: the maximum delay of `lastAccessAt`.
inline constexpr std::chrono::seconds kLastAccessFlushInterval{5};
/// Written in one unit of work, which blocks other writers until it ends.
inline constexpr std::size_t kLastAccessesWrittenAtOnceMax = 500;

// Replica.
/// How old a replica may be that a decision rests on, unless the operator says otherwise. Past it the
/// database decides, and while that does not answer nobody does.
inline constexpr std::chrono::seconds kReplicaStalenessMax{60};
/// What an operator may say: so long a token may be accepted that was disabled elsewhere.
inline constexpr std::chrono::seconds kReplicaStalenessLongest{3600};
/// How far a replica's time may be ahead of the clock: a clock that was set back makes what is old look new.
inline constexpr std::chrono::seconds kReplicaAheadMax{1};
/// Between two attempts to open a replica that is absent, damaged or stale.
inline constexpr std::chrono::seconds kReplicaOpenInterval{1};
/// Tokens of one file, which every gateway host has in memory: 11 GB of it.
inline constexpr std::size_t kReplicaTokensMax = 100'000'000;
/// Interned sets of modules and address rules of one file: two million sets of seven modules, each counted
/// once however many tokens have it.
inline constexpr std::size_t kReplicaSetBytesMax = std::size_t{256} * 1024 * 1024;
/// What the longest file for so many tokens claims. Most of it is never written, and takes no space.
inline constexpr std::size_t kReplicaFileBytesMax = std::size_t{26} * 1024 * 1024 * 1024;
/// Address rules of one token: each is compared with the caller's address, one after the other.
inline constexpr std::size_t kTokenAddressRulesMax = 100;  // ours

// Background work.
/// How long background work waits for the database's write lock before it tries again on its next run.
/// Requests come first.
inline constexpr std::chrono::milliseconds kBackgroundLockWait{250};
/// A server that runs a job for the whole database holds the job's lease for so long, unless it ends earlier.
/// If it dies, another one takes over after this.
inline constexpr std::chrono::minutes kJobLease{5};

// Log.
/// Lines waiting to be written. A stalled reader costs the oldest ones; about 3 MB.
inline constexpr std::size_t kLogLinesQueuedMax = 8192;
/// How long a shutdown waits for the log's reader to take the rest.
inline constexpr std::chrono::seconds kLogDrainMax{2};
/// How often one peer that is not trusted and forwards a client's address is logged, and the peers
/// remembered.
inline constexpr std::chrono::hours kUntrustedProxyLogInterval{1};
inline constexpr std::size_t kUntrustedProxiesRememberedMax = 1000;
/// The longest credential that is examined. Minted ones have 67 to 82 bytes; imported ones may be longer.
inline constexpr std::size_t kCredentialBytesMax = 256;

// Input of the operator. 100 000 tokens with long names, digests and five modules each take 35 MB.
inline constexpr std::size_t kPlatformFileBytesMax = std::size_t{64} * 1024 * 1024;
/// Entries of the file that one unit of work writes: short enough for others to write in between, and the
/// commits of 100 000 entries take two seconds of a disk that syncs in five milliseconds.
inline constexpr std::size_t kApplyEntriesMax = 250;
/// How long `apply` leaves the database to others between two of them. A waiter for SQLite's lock polls
/// at least every 100 ms; a unit takes about as long, so one poll in five finds it free.
inline constexpr std::chrono::milliseconds kApplyPause{25};
inline constexpr std::size_t kConfigFileBytesMax = std::size_t{64} * 1024;
/// A line of a key file takes less than a hundred bytes; there is one for each rotation.
inline constexpr std::size_t kKeyFileBytesMax = std::size_t{64} * 1024;
/// Lists, mappings, keys and texts of one YAML file: each takes some hundred bytes once it is read. A token
/// with all of its keys and five modules has 23.
inline constexpr std::size_t kYamlNodesMax = 3'000'000;
/// The deepest valid entry is at level 7; the parser's recursion ends long before the stack does.
inline constexpr std::size_t kYamlDepthMax = 16;
/// Errors reported at once; a file of an entirely different kind would fill screens.
inline constexpr std::size_t kFileErrorsMax = 20;
inline constexpr std::size_t kThreadsMax = 256;
inline constexpr std::size_t kDatabaseConnectionsMax = 1000;  // PostgreSQL itself starts with 100

// Documentation.
/// Files of one folder. The largest documentation repositories have a tenth of it.
inline constexpr std::size_t kDocsFilesMax = 20'000;
inline constexpr std::size_t kDocsFolderDepthMax = 32;
/// One page, with what it includes. Long references have some 500 kB; ten times that takes the parsers a
/// fifth of a second.
inline constexpr std::size_t kDocsPageBytesMax = std::size_t{2} * 1024 * 1024;
/// Cells that the rows of a page's tables leave out: a parser that fills them up makes a billion of 300 kB.
inline constexpr std::size_t kDocsLeftOutCellsMax = 500'000;
/// Bytes that a parser copies or reads once more for what a page says once, such as the address of a
/// reference.
inline constexpr std::size_t kDocsRepeatedBytesMax = 32 * kDocsPageBytesMax;
inline constexpr std::size_t kDocsFrontMatterBytesMax = std::size_t{16} * 1024;
inline constexpr std::size_t kDocsIncludeDepthMax = 8;
/// Includes of one page, those of included files among them: eight files that each include the next a hundred
/// times would be 10^16.
inline constexpr std::size_t kDocsIncludesMax = 500;
/// Nesting of quotations, lists, blocks and HTML elements: what walks over a page calls itself.
inline constexpr std::size_t kDocsNestingMax = 100;
/// Of one HTML element: the parser compares each with all before it.
inline constexpr std::size_t kDocsAttributesMax = 100;
/// A picture or another file beside the pages.
inline constexpr std::size_t kDocsAssetBytesMax = std::size_t{20} * 1024 * 1024;
/// Contracts that pages quote operations from. The largest that companies publish have 10 MB.
inline constexpr std::size_t kDocsOpenApiBytesMax = std::size_t{12} * 1024 * 1024;
inline constexpr std::size_t kDocsOpenApiDepthMax = 64;

// Audit.
inline constexpr std::size_t kUserAgentBytesMax = 512;  // kept in audit records; longer is cut
// What extensions submit (spec R-155). No source specifies these.
inline constexpr std::size_t kAuditEventLengthMax = 200;
inline constexpr std::size_t kAuditSummaryLengthMax = 500;     // one line of the console's grid
inline constexpr std::size_t kAuditDetailsLengthMax = 4000;    // twice the longest description
inline constexpr std::size_t kAuditObjectNameLengthMax = 500;  // the longest name of any object
/// Serialized. A page of a hundred records with their documents stays below 7 MB.
inline constexpr std::size_t kAuditDocumentsBytesMax = std::size_t{64} * 1024;
/// What placeholders may add to one text. Details of 4000 characters could name a document of 64 KiB
/// five hundred times.
inline constexpr std::size_t kAuditRenderedBytesMax = std::size_t{32} * 1024;
inline constexpr std::size_t kEventTypeNameLengthMax = 500;  // a summary is the first name
inline constexpr std::size_t kEventTypeDescriptionLengthMax = 2000;

}  // namespace jeton::base
