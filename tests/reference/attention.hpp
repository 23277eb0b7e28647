#pragma once

#include <cstddef>
#include <vector>

#include "reference/tensor.hpp"

/// The model again, from the paper, in double precision and slowly: the oracle of the tests. It shares no
/// code and no formulation with the library, so that one mistake cannot be in both.
namespace reference {

/// Softmax of one row with its steps.
struct Softmax {
  Bounded max;
  Vector shifted;
  Vector exp;
  Bounded sum;
  Vector weight;
};

/// exp(x[j] - max) / sum over the entries of `x`, which must not be empty and hold only what is not masked.
Softmax softmax(const Vector& x);

struct Sizes {
  std::size_t n_vocabulary = 0;
  std::size_t n_positions = 0;
  std::size_t d_model = 0;
  std::size_t n_heads = 0;
  std::size_t d_head = 0;
  std::size_t d_value = 0;
  std::size_t n_tokens = 0;
};

/// Every stage of one sentence, by the names that the library gives them (Vaswani et al. 2017, section 3.2).
///
/// Reads the sentence as a decoder does, word by word: each head keeps the keys and values of the words so
/// far, and a word's query meets only those. The mask is therefore not computed but a consequence.
/// `parameters` holds w_e, w_p, w_q, w_k, w_v, w_o and w_u; a shape that does not fit `sizes` throws.
///
/// With `observed`, a trace by the same names, each stage starts from what was observed of the stages before
/// it and not from the oracle's own results. The errors granted are then those of one stage alone and so far
/// smaller: worst cases multiply along the chain, although roundings seldom do.
Tensors attention(const Sizes& sizes, const Tensors& parameters, const std::vector<std::size_t>& tokens,
                  const Tensors* observed = nullptr);

/// Concat(head_1 .. head_n) W_O at token i, from the heads' outputs: the paper's own form of `delta`.
Vector concat_times_w_o(const Sizes& sizes, const Tensor& head_output, const Tensor& w_o, std::size_t i);

}  // namespace reference
