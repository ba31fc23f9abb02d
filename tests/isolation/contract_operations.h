#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

/// The operations of openapi/jeton.yaml with the places where a caller can put an id.
namespace jeton::tests {

/// A parameter of a path. `kind` is the name of the schema of its ids, as in `TokenId`.
struct PathParameter {
  std::string name;
  std::string kind;
};

/// A member of a JSON body that is an id, as a JSON pointer. `kind` is empty for an id of any kind.
struct IdPlace {
  std::string pointer;
  std::string kind;
};

struct ContractOperation {
  std::string id;
  std::string method;
  std::string path;
  std::vector<PathParameter> path_parameters;
  std::optional<boost::json::value> example;  ///< Of a JSON body.
  std::vector<IdPlace> id_places;             ///< Of a JSON body.
  bool is_public = false;                     ///< For callers without a credential too.
  bool is_list = false;
  bool takes_if_match = false;
  bool takes_if_none_match = false;
  bool takes_idempotency_key = false;
};

/// Every operation of the contract, in its order. Fails the test when the document is not understood.
const std::vector<ContractOperation>& contract_operations();

}  // namespace jeton::tests
