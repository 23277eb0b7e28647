#include <limits>

#include "attention/stages.hpp"

namespace attention {

void mask_future(const Arena& arena, const RunOptions& options) {
  const Dimensions& dimensions = arena.dimensions();
  for (std::uint32_t h = 0; h < dimensions.n_heads; ++h) {
    MatrixView masked = arena.matrix(TensorId::masked, h);  // (n_tokens, n_tokens)
    masked = arena.matrix(TensorId::scaled, h);
    if (options.mask != Mask::causal) continue;
    masked.triangularView<Eigen::StrictlyUpper>().setConstant(-std::numeric_limits<float>::infinity());
  }
}

}  // namespace attention
