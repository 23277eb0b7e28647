#include <algorithm>

#include "attention/kernels/dot.hpp"
#include "attention/model/stages.hpp"

namespace attention {

void word_delta(const Arena& arena, const RunOptions& options) {
  const Dimensions& dimensions = arena.dimensions();
  std::ranges::fill(arena.values(TensorId::word_delta), 0.0F);
  for (std::uint32_t h = 0; h < dimensions.n_heads; ++h) {
    if (options.is_silent(h)) continue;
    for (std::uint32_t j = 0; j < dimensions.n_tokens; ++j) {
      for (std::uint32_t c = 0; c < dimensions.d_model; ++c) {
        // What word j offers is the same for every word i; one component at a time, it needs no place in the arena.
        const float offered = dot(arena.row(TensorId::w_o, h, c), arena.row(TensorId::value, h, j));
        for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
          arena.row(TensorId::word_delta, i, j)[c] += arena.row(TensorId::weight, h, i)[j] * offered;
        }
      }
    }
  }
}

}  // namespace attention
