#pragma once

#include <string>

#include "base/random.h"
#include "base/result.h"
#include "crypto/sealer.h"

namespace jeton::server {

/// Writes a new key file that only its owner can read. One process wins when two start at once: the other
/// finds the file and reads it. Errors: unavailable, with a message for the operator.
base::Result<void> create_key_file(const std::string& path, base::RandomSource& random);

/// The keys of the file. It belongs to this process's user or to root, and no one else may access it;
/// but one of root's may be readable by a group, which is how orchestrators mount secrets. Errors:
/// unavailable, with a message for the operator that never contains any of the content; as
/// `crypto::KeyRing::parse`.
base::Result<crypto::KeyRing> read_key_file(const std::string& path);

}  // namespace jeton::server
