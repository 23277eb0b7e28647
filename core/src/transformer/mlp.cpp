#include <algorithm>

#include "attention/kernels/activation.hpp"
#include "transformer/stages.hpp"

namespace attention {

namespace {

void activate(Activation activation, float* x, std::size_t count) {
  switch (activation) {
    case Activation::gelu_tanh: return kernels::gelu_tanh(x, count);
    case Activation::gelu_erf: return kernels::gelu_erf(x, count);
    case Activation::silu: return kernels::silu(x, count);
    case Activation::relu: return kernels::relu(x, count);
  }
}

}  // namespace

void compute_mlp(const Weights& weights, std::size_t layer, std::size_t n_rows, const BlockBuffers& buffers) {
  const TransformerDescription& d = weights.description();
  const std::size_t size = n_rows * d.d_mlp;
  project(weights, Parameter::w_up, Parameter::b_up, layer, buffers.mlp_norm, n_rows, buffers.up, buffers.scratch);
  const float* activated = buffers.up;
  if (d.is_gated == 1) {
    project(weights, Parameter::w_gate, Parameter::b_gate, layer, buffers.mlp_norm, n_rows, buffers.gate,
            buffers.scratch);
    activated = buffers.gate;
  }
  if (buffers.hidden != activated) std::copy_n(activated, size, buffers.hidden);
  activate(d.activation, buffers.hidden, size);
  if (d.is_gated == 1) kernels::multiply_by(buffers.up, size, buffers.hidden);
  project(weights, Parameter::w_down, Parameter::b_down, layer, buffers.hidden, n_rows, buffers.mlp_delta,
          buffers.scratch);
}

}  // namespace attention
