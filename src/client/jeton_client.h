#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "client/http.h"
#include "client/list_query.h"

namespace jeton::client {

struct ClientOptions {
  std::string url;  ///< As an operator types it (spec A-002).
  base::Secret token;
  HttpOptions http;
  std::string user_agent = "jeton";
  /// How a retry waits; tests do not.
  std::function<void(std::chrono::milliseconds)> pause;
};

/// One object of a collection, such as `TKN-4410-0912` of `accounts/api-tokens`.
struct ObjectName {
  std::string_view collection;  ///< Below `/public/v1/`, encoded.
  std::string_view id;          ///< As text; never leaves its segment.
};

/// An object and the version of it that was read.
struct Found {
  boost::json::object object;
  std::string etag;  ///< For `Change::if_match`; empty when the server sent none.
};

/// A picture that is sent with an object, in a form (spec ).
struct Picture {
  std::string_view object_part;   ///< What the form calls the object.
  std::string_view picture_part;  ///< What it calls the picture.
  std::string bytes;              ///< Of a PNG or JPEG; the server looks.
};

/// What goes with a change of an object that exists.
struct Change {
  std::string if_match;  ///< The version that it is for; empty: whichever there is.
  std::string select;    ///< What the answer shows.
  const Picture* picture = nullptr;
};

/// The REST API as functions. Objects are what the API sends (`openapi/`). Errors are the server's (see
/// `problem.h`) and those of `HttpClient::send`; internal for a success that is not the JSON it must be.
///
/// What may be repeated is: reads and creates that could not be delivered or that the server turns away for
/// the moment (429, 502, 503, 504) are sent again, up to three times (spec A-015). A create carries a key
/// that lets the server do it once. Other writes are never repeated, because the first one may have been
/// done. Safe from several threads.
class JetonClient {
 public:
  /// Errors: invalid at `url`.
  static base::Result<JetonClient> create(ClientOptions options);

  /// The envelope: `$meta` and `data`.
  [[nodiscard]] base::Result<boost::json::object> list(std::string_view collection,
                                                       const ListQuery& query) const;
  /// Every object that `query` asks for, however many, each as soon as it is there (spec A-080). An error of
  /// `take` ends it. Errors also: unavailable when the list was cut short, whatever was taken by then. Not
  /// repeated once something came.
  [[nodiscard]] base::Result<void> stream(
      std::string_view collection, const ListQuery& query,
      const std::function<base::Result<void>(boost::json::object)>& take) const;
  /// `query` says what is shown of it; filter and paging make no sense here.
  [[nodiscard]] base::Result<Found> get(const ObjectName& name, const ListQuery& query = {}) const;
  /// `idempotency_key` is new for each object that is wanted.
  [[nodiscard]] base::Result<boost::json::object> add(std::string_view collection,
                                                      const boost::json::object& object,
                                                      const std::string& idempotency_key,
                                                      const Picture* picture = nullptr) const;
  /// PUT.
  [[nodiscard]] base::Result<boost::json::object> update(const ObjectName& name,
                                                         const boost::json::object& changes,
                                                         const Change& change = {}) const;
  /// POST to the object's `action`, such as `enable`.
  [[nodiscard]] base::Result<boost::json::object> act(const ObjectName& name, std::string_view action,
                                                      const Change& change = {}) const;
  [[nodiscard]] base::Result<void> remove(const ObjectName& name) const;

  /// Without a slash and `/public/v1` at its end.
  [[nodiscard]] const std::string& base_url() const noexcept { return options_.url; }

 private:
  explicit JetonClient(ClientOptions options);

  [[nodiscard]] HttpRequest request(std::string_view method, const std::string& path) const;
  [[nodiscard]] base::Result<HttpResponse> call(const HttpRequest& request, bool may_repeat) const;
  /// `exchange`, and again while it is turned away for the moment and `may_repeat`.
  [[nodiscard]] base::Result<HttpResponse> repeat(const std::function<base::Result<HttpResponse>()>& exchange,
                                                  const std::function<bool()>& may_repeat) const;

  ClientOptions options_;
  HttpClient http_;
};

}  // namespace jeton::client
