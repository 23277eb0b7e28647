#include <numeric>

#include "attention/softmax.hpp"
#include "attention/stages.hpp"

namespace attention {

void weigh(const Arena& arena, const RunOptions& options) {
  const Dimensions& dimensions = arena.dimensions();
  for (std::uint32_t h = 0; h < dimensions.n_heads; ++h) {
    for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
      softmax(arena.row(TensorId::masked, h, i), {.shifted = arena.row(TensorId::shifted, h, i),
                                                  .exp = arena.row(TensorId::exp, h, i),
                                                  .weight = arena.row(TensorId::weight, h, i),
                                                  .max = arena.row(TensorId::row_max, 0, h)[i],
                                                  .sum = arena.row(TensorId::row_sum, 0, h)[i]});
    }
    if (options.mask == Mask::zero_after_softmax) {
      arena.matrix(TensorId::weight, h).triangularView<Eigen::StrictlyUpper>().setZero();
    }
    for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
      // From left to right, so that a sentence that goes on adds nothing but zeros.
      const std::span<const float> weight = arena.row(TensorId::weight, h, i);
      arena.row(TensorId::weight_sum, 0, h)[i] = std::accumulate(weight.begin(), weight.end(), 0.0F);
    }
  }
}

}  // namespace attention
