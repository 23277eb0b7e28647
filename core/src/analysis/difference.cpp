#include "attention/analysis/difference.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace attention {

void difference(std::span<const float> a, std::span<const float> b, const Difference& result) {
  double largest = 0.0;
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double apart = std::fabs(double{a[k]} - double{b[k]});
    largest = std::max(largest, apart);
    sum += apart * apart;
  }
  result.largest = static_cast<float>(largest);
  result.distance = static_cast<float>(std::sqrt(sum));
}

}  // namespace attention
