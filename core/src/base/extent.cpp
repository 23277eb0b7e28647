#include "attention/base/extent.hpp"

namespace attention {

Status check_extent(const char* name, std::uint32_t extent, std::uint32_t least, std::uint32_t largest) {
  if (extent >= least && extent <= largest) return Status::ok();
  return Status::error(StatusCode::bad_dimension, name, " is ", extent, "; it must be from ", least, " to ", largest,
                       ".");
}

}  // namespace attention
