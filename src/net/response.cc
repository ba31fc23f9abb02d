#include "net/response.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"

namespace jeton::net {

void Response::set_header(std::string_view name, std::string value) {
  std::erase_if(headers,
                [name](const Header& header) { return base::equal_without_case(header.name, name); });
  add_header(name, std::move(value));
}

void Response::add_header(std::string_view name, std::string value) {
  headers.push_back({std::string{name}, std::move(value)});
}

std::optional<std::string_view> Response::header(std::string_view name) const noexcept {
  return find_header(headers, name);
}

Response json_response(int status, std::string body) {
  return bytes_response(status, "application/json", std::move(body));
}

Response bytes_response(int status, std::string_view media_type, std::string bytes) {
  Response response;
  response.status = status;
  response.body = std::move(bytes);
  response.set_header("Content-Type", std::string{media_type});
  return response;
}

Response streamed_response(std::string_view media_type, std::unique_ptr<BodyProducer> producer) {
  auto response = bytes_response(200, media_type, {});
  response.producer = std::move(producer);
  return response;
}

Response text_response(int status, std::string text) {
  return bytes_response(status, "text/plain; charset=utf-8", std::move(text));
}

Response no_content() {
  return empty_response(204);
}

Response empty_response(int status) {
  Response response;
  response.status = status;
  return response;
}

}  // namespace jeton::net
