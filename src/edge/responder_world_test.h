#pragma once

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/testing/temporary_folder.h"
#include "edge/responder.h"
#include "gateway/authorize.h"
#include "net/request_reader.h"
#include "net/response_head.h"
#include "verify/random_world_test.h"
#include "verify/replica_verifier.h"

/// What the tests and the fuzz target of this module share.
namespace jeton::edge {

inline constexpr base::Timestamp kNow{std::chrono::hours{480'000}};
inline constexpr Peer kPeer{1};

/// A folder with a replica of a random world, and the catalogue that goes with it.
class ReplicaOfWorld {
 public:
  explicit ReplicaOfWorld(base::RandomSource& random) : world{random} {
    source.path = folder_.path("replica");
    writer.emplace(*replica::Writer::create({.path = source.path, .boot = source.boot}, random, 0));
    world.fill(*writer);
    writer->set_feed({.position = 1, .fresh_at = kNow});
    JETON_ASSERT(writer->publish().has_value());
    catalogue.set(std::make_shared<const verify::Catalogue>(world.modules()));
  }

  /// Some questions that are allowed; none if none were found.
  std::vector<verify::Question> allowed_questions() {
    verify::ReplicaDecider decider{source, catalogue};
    std::vector<verify::Question> allowed;
    for (int i = 0; i < 300; ++i) {
      auto question = world.question();
      if (decider.decide(question.at(kNow)).reason == verify::Reason::kAllowed) {
        allowed.push_back(std::move(question));
      }
    }
    return allowed;
  }

  verify::RandomWorld world;
  verify::ReplicaSource source;
  verify::CurrentCatalogue catalogue;
  std::optional<replica::Writer> writer;

 private:
  base::testing::TemporaryFolder folder_;
};

/// As nginx asks it.
inline std::string asked_by_nginx(const verify::Question& question) {
  return "GET /gateway/authorize HTTP/1.1\r\nHost: platform.example\r\nAuthorization: Bearer " +
         question.credential + "\r\nX-Original-Method: " + question.method +
         "\r\nX-Original-URI: " + question.target + "\r\n\r\n";
}

/// What the ordinary way makes of the request at the front of some bytes, without sockets: as
/// `net::Connection` does.
class OrdinaryWay {
 public:
  struct Answer {
    std::size_t bytes = 0;  ///< Of the request.
    bool is_allowed = false;
    bool keeps_alive = false;
    std::string text;  ///< With its body.
  };

  OrdinaryWay(const verify::ReplicaSource& source, const verify::CurrentCatalogue& catalogue,
              const base::Clock& clock)
      : clock_{clock}, verifier_{source, catalogue, clock}, authorize_{verifier_, clock, metrics_, log_} {}

  /// Nothing for what is no whole request, or none that is taken, and for one that is not the gateway's.
  std::optional<Answer> answer(std::string_view bytes) {
    std::string left{bytes};
    net::RequestReader reader{limits_};
    if (reader.read(left) != net::RequestReader::State::kComplete) return std::nullopt;
    Answer answer{.bytes = bytes.size() - left.size(), .keeps_alive = reader.keeps_alive()};
    const auto version = reader.version();
    auto parts = reader.take_head();
    parts.remote_address = "127.0.0.1";
    auto request = net::Request::create(std::move(parts));
    if (request.has_error() || !gateway::Authorize::owns(request->path())) return std::nullopt;
    const auto response = authorize_(*request);
    answer.is_allowed = response.status == 200;
    answer.text =
        net::write_head(response,
                        {.keeps_alive = answer.keeps_alive, .version = version, .now = clock_.now()}) +
        response.body;
    return answer;
  }

 private:
  const base::Clock& clock_;
  net::ServerLimits limits_;
  base::Metrics metrics_;
  base::Log log_{base::LogLevel::kError};  // Whatever is refused is none.
  verify::ReplicaVerifier verifier_;
  gateway::Authorize authorize_;
};

}  // namespace jeton::edge
