#include "attention/model/stages.hpp"
#include "model/apply_map.hpp"

namespace attention {

void project(const Arena& arena) {
  const MatrixView embedding = arena.matrix(TensorId::embedding);  // (n_tokens, d_model)
  for (std::uint32_t h = 0; h < arena.dimensions().n_heads; ++h) {
    apply_map(arena.matrix(TensorId::w_q, h), embedding, arena.matrix(TensorId::query, h));
    apply_map(arena.matrix(TensorId::w_k, h), embedding, arena.matrix(TensorId::key, h));
    apply_map(arena.matrix(TensorId::w_v, h), embedding, arena.matrix(TensorId::value, h));
  }
}

}  // namespace attention
