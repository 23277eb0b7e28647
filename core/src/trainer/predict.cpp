#include <algorithm>

#include "attention/kernels/softmax.hpp"
#include "attention/trainer/elementary.hpp"
#include "attention/trainer/pass.hpp"
#include "attention/trainer/product.hpp"

namespace attention {

// p = softmax(w_u E');  loss = mean over rows of -log p[target]
void Pass::predict(const Parameters& parameters, const Batch& batch, Loss& loss) {
  probability_.resize(rows_, dimensions_.n_vocabulary);
  product_transposed(output_, stacked(parameters, TensorId::w_u), probability_);
  double sum = 0.0;
  for (std::uint32_t row = 0; row < rows_; ++row) {
    const std::span<float> logits(&probability_(row, 0), dimensions_.n_vocabulary);
    softmax(logits, logits);
    // A probability that underflows to 0 would make the loss infinite; NaN passes through and is reported.
    const float right = logits[batch.targets[row]];
    sum -= natural_log(static_cast<double>(right == 0.0F ? 1e-38F : right));
  }
  loss.prediction = sum / rows_;
}

// d(logits) = (p - one at the target) / n_rows;  dw_u = d(logits)^T E';  dE' = d(logits) w_u
void Pass::predict_backward(const Parameters& parameters, const Batch& batch, Parameters& gradients) {
  const float share = 1.0F / static_cast<float>(rows_);
  probability_ *= share;
  for (std::uint32_t row = 0; row < rows_; ++row) probability_(row, batch.targets[row]) -= share;
  add_transposed_product(probability_, output_, stacked(gradients, TensorId::w_u));
  d_embedding_.setZero(rows_, dimensions_.d_model);
  add_product(probability_, stacked(parameters, TensorId::w_u), d_embedding_);
}

}  // namespace attention
