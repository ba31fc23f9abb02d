#pragma once

#include "base/metrics.h"

namespace jeton::server {

/// Sets `process_cpu_seconds_total`, `process_resident_memory_bytes` and the others that Prometheus' clients
/// have in common, as the kernel says now. What it does not say is left out.
void note_process(base::Metrics& metrics);

}  // namespace jeton::server
