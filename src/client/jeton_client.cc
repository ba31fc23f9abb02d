#include "client/jeton_client.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <optional>
#include <thread>
#include <utility>

#include "base/limits.h"
#include "client/base_url.h"
#include "client/problem.h"

namespace jeton::client {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using std::chrono::milliseconds;

constexpr int kAttemptsMax = 4;
constexpr milliseconds kFirstPause{250};
/// A server that asks for more patience than a person at a terminal has is reported instead.
constexpr milliseconds kPauseMax{5000};
/// One object of a stream; the server's own are far smaller.
constexpr std::size_t kLineBytesMax = std::size_t{16} * 1024 * 1024;

bool is_success(int status) noexcept {
  return status >= 200 && status < 300;
}

bool is_for_the_moment(const Result<HttpResponse>& answer) noexcept {
  if (answer.has_error()) return answer.error().kind() == ErrorKind::kUnavailable;
  const int status = answer->status;
  return status == 429 || status == 502 || status == 503 || status == 504;
}

std::string path_of(std::string_view collection) {
  return "/public/v1/" + std::string{collection};
}

std::string path_of(const ObjectName& name) {
  return path_of(name.collection) + "/" + encode_segment(name.id);
}

std::string shown(std::string_view select) {
  ListQuery query;
  query.select = select;
  return query.encode();
}

/// `Retry-After` in seconds when the server names it, otherwise `otherwise`.
milliseconds pause_after(const Result<HttpResponse>& answer, milliseconds otherwise) {
  if (answer.has_error()) return otherwise;
  const auto text = answer->header("Retry-After").value_or("");
  int seconds = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || parsed.ec != std::errc{} || seconds < 0) return otherwise;
  return std::chrono::seconds{seconds};
}

/// A boundary that occurs in none of the parts.
std::string boundary_for(std::string_view object, std::string_view picture) {
  std::string boundary;
  int tried = 0;
  do {
    boundary = "jeton-form-" + std::to_string(tried++);
  } while (object.find(boundary) != object.npos || picture.find(boundary) != picture.npos);
  return boundary;
}

/// The object by itself, or with its picture in a form. The object's part has no file name (spec A-130).
void set_body(HttpRequest& request, const json::object& object, const Picture* picture) {
  auto text = json::serialize(object);
  if (picture == nullptr) {
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(text);
    return;
  }
  const auto boundary = boundary_for(text, picture->bytes);
  const bool is_png = picture->bytes.starts_with("\x89PNG");
  request.headers.emplace_back("Content-Type", "multipart/form-data; boundary=" + boundary);
  const auto part = [&](std::string_view name, std::string_view rest) {
    request.body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"";
    request.body.append(name).append("\"").append(rest).append("\r\n\r\n");
  };
  part(picture->object_part, "\r\nContent-Type: application/json");
  request.body += text;
  request.body += "\r\n";
  part(picture->picture_part, is_png ? "; filename=\"picture.png\"\r\nContent-Type: image/png"
                                     : "; filename=\"picture.jpg\"\r\nContent-Type: image/jpeg");
  request.body += picture->bytes;
  request.body += "\r\n--" + boundary + "--\r\n";
}

Error not_json() {
  return {ErrorKind::kInternal,
          "The server's answer is not a JSON object. Is the address that of a Jeton server?"};
}

Result<json::object> object_in(std::string_view text) {
  json::parse_options options;
  // An audit record wraps the documents that it was sent with.
  options.max_depth = base::kJsonDepthMax + 8;
  boost::system::error_code failed;
  auto value = json::parse({text.data(), text.size()}, failed, {}, options);
  if (failed || !value.is_object()) return not_json();
  return std::move(value.get_object());
}

/// Pieces in, objects out.
class Lines {
 public:
  explicit Lines(const std::function<Result<void>(json::object)>& take) : take_{take} {}

  Result<void> add(std::string_view piece) {
    for (auto end = piece.find('\n'); end != piece.npos; end = piece.find('\n')) {
      line_ += piece.substr(0, end);
      piece.remove_prefix(end + 1);
      JETON_CHECK(finish_line());
    }
    if (line_.size() + piece.size() > kLineBytesMax) return not_json();
    line_ += piece;
    return {};
  }

  /// The last line may lack its end.
  Result<void> finish_line() {
    if (line_.empty()) return {};
    JETON_TRY(auto object, object_in(line_));
    line_.clear();
    return take_(std::move(object));
  }

 private:
  const std::function<Result<void>(json::object)>& take_;
  std::string line_;
};

}  // namespace

JetonClient::JetonClient(ClientOptions options) : options_{std::move(options)}, http_{options_.http} {
  if (!options_.pause) options_.pause = [](milliseconds pause) { std::this_thread::sleep_for(pause); };
}

Result<JetonClient> JetonClient::create(ClientOptions options) {
  JETON_TRY(options.url, normalize_base_url(options.url));
  return JetonClient{std::move(options)};
}

HttpRequest JetonClient::request(std::string_view method, const std::string& path) const {
  HttpRequest request;
  request.method = std::string{method};
  request.url = options_.url + path;
  request.headers = {{"Accept", "application/json"}, {"User-Agent", options_.user_agent}};
  request.bearer = options_.token.empty() ? nullptr : &options_.token;
  return request;
}

Result<HttpResponse> JetonClient::call(const HttpRequest& request, bool may_repeat) const {
  return repeat([this, &request] { return http_.send(request); }, [may_repeat] { return may_repeat; });
}

Result<HttpResponse> JetonClient::repeat(const std::function<Result<HttpResponse>()>& exchange,
                                         const std::function<bool()>& may_repeat) const {
  auto otherwise = kFirstPause;
  for (int attempt = 1;; ++attempt) {
    auto answer = exchange();
    if (answer.has_value() && is_success(answer->status)) return answer;
    const auto pause = pause_after(answer, otherwise);
    const bool asks_again =
        is_for_the_moment(answer) && may_repeat() && attempt < kAttemptsMax && pause <= kPauseMax;
    if (!asks_again) return answer.has_error() ? answer.error() : error_of(*answer);
    options_.pause(pause);
    otherwise *= 2;
  }
}

Result<json::object> JetonClient::list(std::string_view collection, const ListQuery& query) const {
  JETON_TRY(const auto answer, call(request("GET", path_of(collection) + query.encode()), true));
  return object_in(answer.body);
}

Result<void> JetonClient::stream(std::string_view collection, const ListQuery& query,
                                 const std::function<Result<void>(json::object)>& take) const {
  auto asked = request("GET", path_of(collection) + query.encode());
  asked.headers.front().second = "application/jsonl";
  asked.headers.emplace_back("MPT-Streaming", "true");
  Lines lines{take};
  bool has_begun = false;
  const BodyReader reader{.wants =
                              [&has_begun](const HttpResponse& head) {
                                // Without the echo it is no stream, whatever it is (spec A-080).
                                has_begun = is_success(head.status) && head.header("MPT-Streaming") == "true";
                                return has_begun;
                              },
                          .take = [&lines](std::string_view piece) { return lines.add(piece); }};
  JETON_TRY(const auto answer, repeat([this, &asked, &reader] { return http_.read(asked, reader); },
                                      [&has_begun] { return !has_begun; }));
  if (!has_begun) {
    return Error{ErrorKind::kInternal, "The server does not stream this list."};
  }
  return lines.finish_line();
}

Result<Found> JetonClient::get(const ObjectName& name, const ListQuery& query) const {
  JETON_TRY(const auto answer, call(request("GET", path_of(name) + query.encode()), true));
  JETON_TRY(auto object, object_in(answer.body));
  return Found{std::move(object), std::string{answer.header("ETag").value_or("")}};
}

Result<json::object> JetonClient::add(std::string_view collection, const json::object& object,
                                      const std::string& idempotency_key, const Picture* picture) const {
  auto asked = request("POST", path_of(collection));
  asked.headers.emplace_back("Idempotency-Key", idempotency_key);
  set_body(asked, object, picture);
  JETON_TRY(const auto answer, call(asked, true));
  return object_in(answer.body);
}

Result<json::object> JetonClient::update(const ObjectName& name, const json::object& changes,
                                         const Change& change) const {
  auto asked = request("PUT", path_of(name) + shown(change.select));
  if (!change.if_match.empty()) asked.headers.emplace_back("If-Match", change.if_match);
  set_body(asked, changes, change.picture);
  JETON_TRY(const auto answer, call(asked, false));
  return object_in(answer.body);
}

Result<json::object> JetonClient::act(const ObjectName& name, std::string_view action,
                                      const Change& change) const {
  auto asked = request("POST", path_of(name) + "/" + std::string{action} + shown(change.select));
  if (!change.if_match.empty()) asked.headers.emplace_back("If-Match", change.if_match);
  JETON_TRY(const auto answer, call(asked, false));
  return object_in(answer.body);
}

Result<void> JetonClient::remove(const ObjectName& name) const {
  JETON_CHECK(call(request("DELETE", path_of(name)), false));
  return {};
}

}  // namespace jeton::client
