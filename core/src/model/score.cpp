#include "attention/kernels/dot.hpp"
#include "attention/model/stages.hpp"

namespace attention {

void score(const Arena& arena, const RunOptions& options) {
  const Dimensions& dimensions = arena.dimensions();
  const float divisor = score_divisor(options, dimensions.d_head);
  for (std::uint32_t h = 0; h < dimensions.n_heads; ++h) {
    for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
      for (std::uint32_t j = 0; j < dimensions.n_tokens; ++j) {
        const float score = dot(arena.row(TensorId::query, h, i), arena.row(TensorId::key, h, j));
        arena.row(TensorId::score, h, i)[j] = score;
        arena.row(TensorId::scaled, h, i)[j] = score / divisor;
      }
    }
  }
}

}  // namespace attention
