#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace jeton::picture {

/// A picture as it is kept and served.
struct Logo {
  std::string media_type;  ///< Always `image/png`.
  std::string bytes;
};

/// Makes of an uploaded picture the one that is kept (spec A-108): a PNG of at most 256 by 256 pixels, never
/// enlarged, upright, in sRGB with its transparency, without metadata. The type of `bytes` is determined by
/// their content; JPEG and PNG are read.
///
/// Errors, all at `icon`: payload too large above `kLogoBytesMax`; unsupported media type for what is neither
/// JPEG nor PNG; invalid for a picture that is damaged or cut off, and for one that has more than
/// `kLogoPixelsMax` pixels or `kLogoScansMax` scans, which is then not decoded. Internal if the decoder
/// cannot start.
///
/// Safe from any thread. Pictures are decoded one at a time, so a call may wait for others; it takes up to
/// a few seconds of one core, so it belongs on a worker thread.
base::Result<Logo> reencode_logo(std::string_view bytes);

}  // namespace jeton::picture
