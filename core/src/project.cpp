#include "attention/stages.hpp"

namespace attention {

void project(const Arena& arena) {
  const MatrixView embedding = arena.matrix(TensorId::embedding);  // (n_tokens, d_model)
  for (std::uint32_t h = 0; h < arena.dimensions().n_heads; ++h) {
    // A row is a vector here, so W E_i for every token at once is E W^T. lazyProduct: sizes are a handful, and
    // Eigen's blocked product would allocate.
    arena.matrix(TensorId::query, h) = embedding.lazyProduct(arena.matrix(TensorId::w_q, h).transpose());
    arena.matrix(TensorId::key, h) = embedding.lazyProduct(arena.matrix(TensorId::w_k, h).transpose());
    arena.matrix(TensorId::value, h) = embedding.lazyProduct(arena.matrix(TensorId::w_v, h).transpose());
  }
}

}  // namespace attention
