#include <algorithm>
#include <functional>

#include "attention/model/stages.hpp"
#include "model/apply_map.hpp"

namespace attention {

namespace {

/// out_i = sum over j of weight_ij v_j, from left to right.
void add_up_values(const Arena& arena, std::uint32_t h) {
  const Dimensions& dimensions = arena.dimensions();
  for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
    const std::span<float> sum = arena.row(TensorId::head_output, h, i);
    std::ranges::fill(sum, 0.0F);
    for (std::uint32_t j = 0; j < dimensions.n_tokens; ++j) {
      const float weight = arena.row(TensorId::weight, h, i)[j];
      std::ranges::transform(sum, arena.row(TensorId::value, h, j), sum.begin(),
                             [weight](float so_far, float value) { return so_far + weight * value; });
    }
  }
}

}  // namespace

void output(const Arena& arena, const RunOptions& options) {
  const std::span<float> delta = arena.values(TensorId::delta);  // (n_tokens, d_model)
  std::ranges::fill(delta, 0.0F);
  for (std::uint32_t h = 0; h < arena.dimensions().n_heads; ++h) {
    add_up_values(arena, h);
    const std::span<float> head_delta = arena.matrix(TensorId::head_delta, h);  // (n_tokens, d_model)
    apply_map(arena.matrix(TensorId::w_o, h), arena.matrix(TensorId::head_output, h), arena.dimensions().d_value,
              head_delta);
    if (options.is_silent(h)) continue;
    std::ranges::transform(delta, head_delta, delta.begin(), std::plus<>());
  }
  std::ranges::transform(arena.values(TensorId::embedding), delta, arena.values(TensorId::output).begin(),
                         std::plus<>());
}

}  // namespace attention
