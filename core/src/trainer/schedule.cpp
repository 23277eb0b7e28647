#include <algorithm>

#include "attention/trainer/elementary.hpp"
#include "attention/trainer/optimizer.hpp"

namespace attention {

double schedule(std::uint32_t step, std::uint32_t steps, std::uint32_t warm_up) {
  if (step < warm_up) return static_cast<double>(step + 1) / warm_up;
  if (step >= steps) return 0.0;
  const double done = static_cast<double>(step - warm_up) / std::max(1U, steps - warm_up);
  return 0.5 * (1.0 + cosine_of_pi(done));
}

}  // namespace attention
