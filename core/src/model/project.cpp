#include "attention/model/stages.hpp"
#include "model/apply_map.hpp"

namespace attention {

void project(const Arena& arena) {
  const std::span<const float> embedding = arena.values(TensorId::embedding);  // (n_tokens, d_model)
  const std::size_t d_model = arena.dimensions().d_model;
  for (std::uint32_t h = 0; h < arena.dimensions().n_heads; ++h) {
    apply_map(arena.matrix(TensorId::w_q, h), embedding, d_model, arena.matrix(TensorId::query, h));
    apply_map(arena.matrix(TensorId::w_k, h), embedding, d_model, arena.matrix(TensorId::key, h));
    apply_map(arena.matrix(TensorId::w_v, h), embedding, d_model, arena.matrix(TensorId::value, h));
  }
}

}  // namespace attention
