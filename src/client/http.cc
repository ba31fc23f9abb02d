#include "client/http.h"

#include <openssl/ssl.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace jeton::client {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;
using base::Error;
using base::ErrorKind;
using base::Result;
using beast::error_code;

struct Address {
  std::string scheme;
  std::string host;  ///< Without the brackets of IPv6.
  std::string port;
  std::string authority;  ///< For `Host`.
  std::string target;
};

Result<Address> parse_address(std::string_view text) {
  const auto parsed = boost::urls::parse_uri({text.data(), text.size()});
  const bool is_plain = parsed.has_value() && parsed->scheme_id() == boost::urls::scheme::http;
  const bool is_tls = parsed.has_value() && parsed->scheme_id() == boost::urls::scheme::https;
  if (!is_plain && !is_tls) return Error::invalid("url", "The address must start with http:// or https://.");
  if (parsed->host_address().empty()) return Error::invalid("url", "The address has no host.");
  Address address;
  address.scheme = is_tls ? "https" : "http";
  address.host = parsed->host_address();
  address.port = parsed->has_port() ? std::string{parsed->port()} : is_tls ? "443" : "80";
  address.authority = std::string{parsed->encoded_host_and_port()};
  address.target = parsed->encoded_path().empty() ? "/" : std::string{parsed->encoded_path()};
  if (parsed->has_query()) address.target += "?" + std::string{parsed->encoded_query()};
  return address;
}

bool is_header_value(std::string_view value) noexcept {
  return std::none_of(value.begin(), value.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
}

Result<http::request<http::string_body>> make_message(const HttpRequest& request, const Address& address) {
  http::request<http::string_body> message;
  message.method_string(request.method);
  message.target(address.target);
  message.version(11);
  message.set(http::field::host, address.authority);
  message.set(http::field::connection, "close");
  for (const auto& [name, value] : request.headers) {
    if (!is_header_value(value)) return Error::invalid("headers", "A header contains a control character.");
    message.set(name, value);
  }
  if (request.bearer != nullptr) {
    // To the server that the caller named, which is what the token is for.
    const auto token = request.bearer->reveal();
    if (!is_header_value(token)) return Error::invalid("headers", "The token contains a control character.");
    message.set(http::field::authorization, "Bearer " + std::string{token});
  }
  message.body() = request.body;
  // Content-Length, also for an empty POST.
  message.prepare_payload();
  return message;
}

Error unreachable(const std::string& whom, const error_code& why) {
  const std::string reason = why == beast::error::timeout ? "no answer in time" : why.message();
  return {ErrorKind::kUnavailable, "Cannot reach " + whom + ": " + reason + "."};
}

Error unreachable(const Address& address, const error_code& why) {
  return unreachable(address.scheme + "://" + address.authority, why);
}

/// What a proxy said in place of making a tunnel.
Error refused_by(const Proxy& proxy, int status) {
  if (status == 407) {
    return Error::invalid("proxy", "The proxy " + proxy.authority +
                                       " requires a user name and password, or rejects the ones given.");
  }
  const auto said = "The proxy " + proxy.authority + " did not connect to the server: it answered " +
                    std::to_string(status) + ".";
  if (status >= 500) return {ErrorKind::kUnavailable, said};
  return Error::invalid("proxy", said);
}

void set_proxy_credentials(http::fields& headers, const Proxy& proxy) {
  if (!proxy.credentials.empty()) headers.set(http::field::proxy_authorization, proxy.credentials.reveal());
}

constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;

HttpResponse head_of(const http::response_header<>& header) {
  HttpResponse response;
  response.status = static_cast<int>(header.result_int());
  for (const auto& field : header) {
    response.headers.emplace_back(std::string{field.name_string()}, std::string{field.value()});
  }
  return response;
}

/// One exchange over a stream. Each step is started and then waited for: the operations that block by
/// themselves know no timeout.
class Exchange {
 public:
  /// Without a `reader` the body is brought back as a whole.
  Exchange(const HttpOptions& options, const Address& address, const BodyReader* reader)
      : options_{options}, address_{address}, reader_{reader} {}

  Result<HttpResponse> run(http::request<http::string_body>& message) {
    JETON_TRY(proxy_, proxy_for(options_.proxy, {address_.scheme, address_.host, address_.port}));
    error_code failed;
    asio::ip::tcp::resolver resolver{context_};
    const auto endpoints = proxy_ ? resolver.resolve(proxy_->host, proxy_->port, failed)
                                  : resolver.resolve(address_.host, address_.port, failed);
    if (failed) return out_of_reach(failed);
    return address_.scheme == "https" ? over_tls(endpoints, message) : over_tcp(endpoints, message);
  }

 private:
  using Endpoints = asio::ip::tcp::resolver::results_type;

  error_code wait(error_code& outcome) {
    context_.restart();
    context_.run();
    return outcome;
  }

  error_code connect(beast::tcp_stream& stream, const Endpoints& endpoints) {
    error_code outcome;
    stream.expires_after(options_.connect_timeout);
    stream.async_connect(endpoints,
                         [&outcome](error_code failed, const asio::ip::tcp::endpoint&) { outcome = failed; });
    return wait(outcome);
  }

  /// Of whom this side connects to: the proxy, or the server.
  [[nodiscard]] Error out_of_reach(const error_code& why) const {
    return proxy_ ? unreachable("the proxy " + proxy_->authority, why) : unreachable(address_, why);
  }

  Result<HttpResponse> over_tcp(const Endpoints& endpoints, http::request<http::string_body>& message) {
    beast::tcp_stream stream{context_};
    if (const auto failed = connect(stream, endpoints)) return out_of_reach(failed);
    if (proxy_) {
      // RFC 9112 section 3.2.2.
      message.target("http://" + address_.authority + address_.target);
      set_proxy_credentials(message, *proxy_);
    }
    return exchange(stream, message);
  }

  /// Makes `stream`, which is connected to the proxy, one to the server (RFC 9110 section 9.3.6).
  Result<void> make_tunnel(beast::tcp_stream& stream) {
    const auto server =
        (address_.host.find(':') == address_.host.npos ? address_.host : "[" + address_.host + "]") + ":" +
        address_.port;
    http::request<http::empty_body> request{http::verb::connect, server, 11};
    request.set(http::field::host, server);
    set_proxy_credentials(request, *proxy_);
    error_code outcome;
    stream.expires_after(options_.connect_timeout);
    http::async_write(stream, request, [&outcome](error_code failed, std::size_t) { outcome = failed; });
    if (wait(outcome)) return out_of_reach(outcome);
    beast::flat_buffer buffer;
    http::response_parser<http::empty_body> head;
    http::async_read_header(stream, buffer, head,
                            [&outcome](error_code failed, std::size_t) { outcome = failed; });
    if (wait(outcome)) return out_of_reach(outcome);
    const auto status = head.get().result_int();
    if (status < 200 || status >= 300) return refused_by(*proxy_, static_cast<int>(status));
    // In TLS the client speaks first: what the proxy has sent by now is not the server's.
    if (buffer.size() > 0)
      return Error{ErrorKind::kUnavailable, "The proxy " + proxy_->authority + " did not open a tunnel."};
    return {};
  }

  Result<HttpResponse> over_tls(const Endpoints& endpoints, http::request<http::string_body>& message) {
    error_code failed;
    ssl::context tls{ssl::context::tls_client};
    tls.set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1,
                    failed);
    if (options_.ca_file.empty()) {
      tls.set_default_verify_paths(failed);
    } else {
      tls.load_verify_file(options_.ca_file, failed);
      if (failed) {
        return Error{ErrorKind::kUnavailable, "The certificates in " + options_.ca_file +
                                                  " cannot be read: " + failed.message() + "."};
      }
    }
    beast::ssl_stream<beast::tcp_stream> stream{context_, tls};
    stream.set_verify_mode(ssl::verify_peer);
    stream.set_verify_callback(ssl::host_name_verification{address_.host});
    error_code no_address;
    (void)asio::ip::make_address(address_.host, no_address);
    // RFC 6066 section 3: a literal address is not a server name.
    if (no_address) {
      // What SSL_set_tlsext_host_name does, without its cast.
      auto name = address_.host;
      SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    }

    failed = connect(beast::get_lowest_layer(stream), endpoints);
    if (failed) return out_of_reach(failed);
    if (proxy_) JETON_CHECK(make_tunnel(beast::get_lowest_layer(stream)));
    error_code outcome;
    stream.async_handshake(ssl::stream_base::client, [&outcome](error_code done) { outcome = done; });
    if (wait(outcome)) return unreachable(address_, outcome);
    return exchange(stream, message);
  }

  template <class Stream>
  Result<HttpResponse> exchange(Stream& stream, http::request<http::string_body>& message) {
    error_code outcome;
    beast::get_lowest_layer(stream).expires_after(options_.answer_timeout);
    http::async_write(stream, message, [&outcome](error_code failed, std::size_t) { outcome = failed; });
    // A server may answer before it has read everything, and say why.
    const auto unsent = wait(outcome);

    beast::flat_buffer buffer;
    http::response_parser<http::empty_body> head;
    // A length that is stated is held against the limit with the headers, before it is known who reads.
    head.body_limit(options_.body_bytes_max);
    if (message.method() == http::verb::head) head.skip(true);
    http::async_read_header(stream, buffer, head,
                            [&outcome](error_code failed, std::size_t) { outcome = failed; });
    if (wait(outcome)) return unreachable(address_, unsent ? unsent : outcome);

    auto response = head_of(head.get());
    if (reader_ != nullptr && reader_->wants(response)) {
      http::response_parser<http::buffer_body> parser{std::move(head)};
      JETON_CHECK(read_pieces(stream, buffer, parser));
      return response;
    }
    http::response_parser<http::string_body> parser{std::move(head)};
    http::async_read(stream, buffer, parser,
                     [&outcome](error_code failed, std::size_t) { outcome = failed; });
    if (wait(outcome)) return unreachable(address_, unsent ? unsent : outcome);
    response.body = std::move(parser.get().body());
    return response;
  }

  template <class Stream>
  Result<void> read_pieces(Stream& stream, beast::flat_buffer& buffer,
                           http::response_parser<http::buffer_body>& parser) {
    parser.body_limit(boost::none);
    std::vector<char> piece(kPieceBytes);
    while (!parser.is_done()) {
      auto& body = parser.get().body();
      body.data = piece.data();
      body.size = piece.size();
      beast::get_lowest_layer(stream).expires_after(options_.answer_timeout);
      error_code outcome;
      http::async_read_some(stream, buffer, parser,
                            [&outcome](error_code failed, std::size_t) { outcome = failed; });
      // The piece is full, and there is more.
      if (wait(outcome) == http::error::need_buffer) outcome = {};
      if (outcome) {
        return Error{ErrorKind::kUnavailable,
                     "The answer of " + address_.authority + " was cut short: " + outcome.message() + "."};
      }
      if (const auto size = piece.size() - body.size; size > 0) {
        JETON_CHECK(reader_->take({piece.data(), size}));
      }
    }
    return {};
  }

  const HttpOptions& options_;
  const Address& address_;
  const BodyReader* reader_;
  std::optional<Proxy> proxy_;
  asio::io_context context_{1};
};

}  // namespace

std::optional<std::string_view> HttpResponse::header(std::string_view name) const noexcept {
  for (const auto& [key, value] : headers) {
    if (beast::iequals({key.data(), key.size()}, {name.data(), name.size()})) return value;
  }
  return std::nullopt;
}

Result<HttpResponse> HttpClient::send(const HttpRequest& request) const {
  JETON_TRY(const auto address, parse_address(request.url));
  JETON_TRY(auto message, make_message(request, address));
  return Exchange{options_, address, nullptr}.run(message);
}

Result<HttpResponse> HttpClient::read(const HttpRequest& request, const BodyReader& reader) const {
  JETON_TRY(const auto address, parse_address(request.url));
  JETON_TRY(auto message, make_message(request, address));
  return Exchange{options_, address, &reader}.run(message);
}

}  // namespace jeton::client
