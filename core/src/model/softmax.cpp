#include <algorithm>
#include <numeric>

#include "attention/kernels/softmax.hpp"
#include "attention/model/stages.hpp"

namespace attention {

void softmax(const Arena& arena, const RunOptions& options) {
  const Dimensions& dimensions = arena.dimensions();
  for (std::uint32_t h = 0; h < dimensions.n_heads; ++h) {
    for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
      const std::span<float> weight = arena.row(TensorId::weight, h, i);
      softmax(arena.row(TensorId::masked, h, i), {.shifted = arena.row(TensorId::shifted, h, i),
                                                  .exp = arena.row(TensorId::exp, h, i),
                                                  .weight = weight,
                                                  .max = arena.row(TensorId::row_max, 0, h)[i],
                                                  .sum = arena.row(TensorId::row_sum, 0, h)[i]});
      if (options.mask == Mask::zero_after_softmax) std::ranges::fill(weight.subspan(i + 1), 0.0F);
      // From left to right, so that a sentence that goes on adds nothing but zeros.
      arena.row(TensorId::weight_sum, 0, h)[i] = std::accumulate(weight.begin(), weight.end(), 0.0F);
    }
  }
}

}  // namespace attention
