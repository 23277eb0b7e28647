#include "attention/trainer/likelihood.hpp"
#include "attention/trainer/pass.hpp"
#include "attention/trainer/product.hpp"

namespace attention {

// p = softmax(w_u E');  loss = mean over rows of -log p[target]
void Pass::predict(const Parameters& parameters, const Batch& batch, Loss& loss) {
  probability_.resize(rows_, dimensions_.n_vocabulary);
  product_transposed(output_, stacked(parameters, TensorId::w_u), probability_);
  loss.prediction = softmax_rows(batch, probability_);
}

// dw_u = d(logits)^T E';  dE' = d(logits) w_u
void Pass::predict_backward(const Parameters& parameters, const Batch& batch, Parameters& gradients) {
  logit_gradient(batch, 1.0F, probability_);
  add_transposed_product(probability_, output_, stacked(gradients, TensorId::w_u));
  d_embedding_.setZero(rows_, dimensions_.d_model);
  add_product(probability_, stacked(parameters, TensorId::w_u), d_embedding_);
}

}  // namespace attention
