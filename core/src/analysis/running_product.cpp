#include "attention/analysis/running_product.hpp"

#include <cstddef>

namespace attention {

void running_product(std::span<const float> a, std::span<const float> b, std::span<float> product,
                     std::span<float> running) {
  // A loop of its own: with the sum in the same one, a machine that can would multiply and add with one rounding, and
  // the sums would not be those of the products that are shown.
  for (std::size_t k = 0; k < a.size(); ++k) product[k] = a[k] * b[k];
  float sum = 0.0F;
  for (std::size_t k = 0; k < a.size(); ++k) {
    sum += product[k];
    running[k] = sum;
  }
}

}  // namespace attention
