#include "attention/kernels/packed_weights.hpp"
#include "transformer/stages.hpp"

namespace attention {

void head_delta(const Weights& weights, std::size_t layer, std::size_t head, std::size_t n_rows,
                const float* head_output, float* target, float* scratch) {
  const TransformerDescription& d = weights.description();
  kernels::multiply_weights({.a = head_output + head * d.d_head,
                             .a_row = d.query_width(),
                             .rows = n_rows,
                             .first = head * d.d_head,
                             .depth = d.d_head,
                             .c = target,
                             .c_row = d.d_model},
                            weights.matrix(Parameter::w_o, layer), scratch);
}

}  // namespace attention
