#include "attention/model/run_options.hpp"

#include <cmath>

namespace attention {

float score_divisor(const RunOptions& options, std::uint32_t d_head) {
  const float root = options.scale ? std::sqrt(static_cast<float>(d_head)) : 1.0F;
  return root * options.temperature;
}

Status validate(const RunOptions& options) {
  if (!std::isfinite(options.temperature) || options.temperature <= 0.0F) {
    return Status::error(StatusCode::bad_option, "The temperature must be a finite number above 0.");
  }
  if (options.mask > Mask::zero_after_softmax) {
    return Status::error(StatusCode::bad_option, "There is no mask number ", static_cast<std::uint32_t>(options.mask),
                         "; the last one is 2.");
  }
  return Status::ok();
}

}  // namespace attention
