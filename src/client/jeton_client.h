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

/// The REST API as functions. Objects are what the API sends (`openapi/`). Errors are the server's (see
/// `problem.h`) and those of `HttpClient::send`; internal for a success that is not the JSON it must be.
/// Reads that the server turns away for the moment (429, 502, 503, 504) are asked again, up to three times
/// (spec A-015); writes never are, because the first one may have been done. Safe from several threads.
class JetonClient {
 public:
  /// Errors: invalid at `url`.
  static base::Result<JetonClient> create(ClientOptions options);

  /// The envelope: `$meta` and `data`.
  [[nodiscard]] base::Result<boost::json::object> list_tokens(const ListQuery& query) const;
  [[nodiscard]] base::Result<boost::json::object> get_token(std::string_view id,
                                                            std::string_view select = {}) const;
  [[nodiscard]] base::Result<boost::json::object> create_token(const boost::json::object& token) const;
  [[nodiscard]] base::Result<boost::json::object> update_token(std::string_view id,
                                                               const boost::json::object& changes) const;
  [[nodiscard]] base::Result<boost::json::object> enable_token(std::string_view id) const;
  [[nodiscard]] base::Result<boost::json::object> disable_token(std::string_view id) const;
  [[nodiscard]] base::Result<void> delete_token(std::string_view id) const;
  /// The envelope: `$meta` and `data`.
  [[nodiscard]] base::Result<boost::json::object> list_groups(const ListQuery& query) const;

  /// Without a slash and `/public/v1` at its end.
  [[nodiscard]] const std::string& base_url() const noexcept { return options_.url; }

 private:
  explicit JetonClient(ClientOptions options);

  [[nodiscard]] base::Result<HttpResponse> call(std::string_view method, const std::string& path,
                                                std::string body) const;
  [[nodiscard]] base::Result<boost::json::object> call_for_object(std::string_view method,
                                                                  const std::string& path,
                                                                  std::string body = {}) const;

  ClientOptions options_;
  HttpClient http_;
};

}  // namespace jeton::client
