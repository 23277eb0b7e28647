#include "attention/kernels/activation.hpp"
#include "attention/kernels/packed_weights.hpp"
#include "transformer/stages.hpp"

namespace attention {

void project(const Weights& weights, Parameter w, Parameter b, std::size_t layer, const float* a, std::size_t n_rows,
             float* target, float* scratch) {
  const kernels::PackedWeights maps = weights.matrix(w, layer);
  kernels::multiply_weights({.a = a,
                             .a_row = maps.depth,
                             .rows = n_rows,
                             .first = 0,
                             .depth = maps.depth,
                             .c = target,
                             .c_row = maps.columns},
                            maps, scratch);
  const float* bias = weights.vector(b, layer);
  if (bias == nullptr) return;
  for (std::size_t i = 0; i < n_rows; ++i) kernels::add(bias, maps.columns, target + i * maps.columns);
}

}  // namespace attention
