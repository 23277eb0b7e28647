#include "attention/trainer/likelihood.hpp"
#include "attention/trainer/pass.hpp"
#include "attention/trainer/product.hpp"

namespace attention {

// p = softmax(w_u E);  loss = mean over rows of -log p[target]
void Pass::predict_before(const Parameters& parameters, const Batch& batch, const Penalties& penalties, Loss& loss) {
  if (penalties.prediction_before == 0.0F) return;
  probability_before_.resize(rows_, dimensions_.n_vocabulary);
  product_transposed(embedding_, stacked(parameters, TensorId::w_u), probability_before_);
  loss.prediction_before = softmax_rows(batch, probability_before_);
}

// dw_u += d(logits)^T E;  dE += d(logits) w_u. d_embedding_ is beyond the heads by now: it holds dE.
void Pass::predict_before_backward(const Parameters& parameters, const Batch& batch, const Penalties& penalties,
                                   Parameters& gradients) {
  if (penalties.prediction_before == 0.0F) return;
  logit_gradient(batch, penalties.prediction_before, probability_before_);
  add_transposed_product(probability_before_, embedding_, stacked(gradients, TensorId::w_u));
  add_product(probability_before_, stacked(parameters, TensorId::w_u), d_embedding_);
}

}  // namespace attention
