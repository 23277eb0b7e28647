#include "apply_map.hpp"
#include "attention/stages.hpp"

namespace attention {

void move_embeddings(const Arena& arena, const RunOptions& options) {
  MatrixView delta = arena.matrix(TensorId::delta);  // (n_tokens, d_model)
  delta.setZero();
  for (std::uint32_t h = 0; h < arena.dimensions().n_heads; ++h) {
    MatrixView head_output = arena.matrix(TensorId::head_output, h);  // (n_tokens, d_value)
    MatrixView head_delta = arena.matrix(TensorId::head_delta, h);    // (n_tokens, d_model)
    head_output = arena.matrix(TensorId::weight, h).lazyProduct(arena.matrix(TensorId::value, h));
    apply_map(arena.matrix(TensorId::w_o, h), head_output, head_delta);
    if (!options.is_silent(h)) delta += head_delta;
  }
  arena.matrix(TensorId::output) = arena.matrix(TensorId::embedding) + delta;
}

}  // namespace attention
