#include "base/result.h"

#include "base/check.h"

namespace jeton::base {

void throw_exception_from_error(const Error& error, const boost::source_location& where) {
  fail_assertion(error.message().c_str(), where.file_name(), static_cast<int>(where.line()));
}

}  // namespace jeton::base
