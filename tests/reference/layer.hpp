#pragma once

#include <cstddef>

#include "reference/tensor.hpp"

namespace reference {

struct LayerSizes {
  std::size_t n_tokens = 1;
  std::size_t d_model = 1;
  std::size_t n_heads = 1;
  std::size_t d_head = 1;
  std::size_t d_value = 1;
  bool causal = false;
};

/// One whole attention layer in double precision, token by token and head by head, from the formula alone:
///
///   delta[i] = w_o Concat over h of (sum over j of softmax_j(q[h, i] . k[h, j] / sqrt(d_head)) v[h, j])
///
/// `tensors` holds input (n_tokens, d_model), w_q and w_k (n_heads, d_head, d_model), w_v (n_heads, d_value, d_model)
/// and w_o (d_model, n_heads, d_value); a shape that does not fit throws. Returns delta (n_tokens, d_model), each
/// number with how far float32 may end up from it.
Tensor layer(const LayerSizes& sizes, const Tensors& tensors);

}  // namespace reference
