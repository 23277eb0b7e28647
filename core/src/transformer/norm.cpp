#include <algorithm>

#include "attention/kernels/normalise.hpp"
#include "transformer/stages.hpp"

namespace attention {

void normalise(const Weights& weights, Parameter weight, Parameter bias, std::size_t layer, const float* x,
               std::size_t n_rows, float* target) {
  const TransformerDescription& d = weights.description();
  const float* factor = weights.vector(weight, layer);
  if (factor == nullptr) {
    std::copy_n(x, n_rows * d.d_model, target);
    return;
  }
  for (std::size_t at = 0; at < n_rows * d.d_model; at += d.d_model) {
    if (d.norm == NormKind::layer) {
      kernels::layer_norm(x + at, d.d_model, d.norm_epsilon, factor, weights.vector(bias, layer), target + at);
    } else {
      kernels::rms_norm(x + at, d.d_model, d.norm_epsilon, factor, target + at);
    }
  }
}

}  // namespace attention
