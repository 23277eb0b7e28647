#include <algorithm>
#include <limits>

#include "attention/model/stages.hpp"

namespace attention {

void mask_future(const Arena& arena, const RunOptions& options) {
  const Dimensions& dimensions = arena.dimensions();
  for (std::uint32_t h = 0; h < dimensions.n_heads; ++h) {
    for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
      const std::span<float> masked = arena.row(TensorId::masked, h, i);
      std::ranges::copy(arena.row(TensorId::scaled, h, i), masked.begin());
      if (options.mask != Mask::causal) continue;
      std::ranges::fill(masked.subspan(i + 1), -std::numeric_limits<float>::infinity());
    }
  }
}

}  // namespace attention
