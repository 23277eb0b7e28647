#include "attention/trainer/pass.hpp"

namespace attention {

Loss Pass::forward(const Parameters& parameters, const Batch& batch, const Penalties& penalties) {
  dimensions_ = parameters.dimensions();
  rows_ = batch.rows();
  Loss loss;
  embed(parameters, batch);
  project(parameters);
  attend(batch);
  output(parameters, loss);
  predict(parameters, batch, loss);
  measure_entropy(loss);
  loss.total = loss.prediction + static_cast<double>(penalties.entropy) * loss.entropy +
               static_cast<double>(penalties.sharing) * loss.sharing +
               static_cast<double>(penalties.balance) * loss.balance;
  return loss;
}

void Pass::backward(const Parameters& parameters, const Batch& batch, const Penalties& penalties,
                    Parameters& gradients) {
  predict_backward(parameters, batch, gradients);
  output_backward(parameters, penalties, gradients);
  attend_backward(batch, penalties);
  project_backward(parameters, gradients);
  embed_backward(batch, gradients);
}

MatrixView Pass::weights(const Batch& batch, std::uint32_t sentence, std::uint32_t head) {
  const std::size_t n_tokens = batch.starts[sentence + 1] - batch.starts[sentence];
  float* first = weight_.data() + blocks_[sentence] + head * n_tokens * n_tokens;
  return {first, static_cast<Eigen::Index>(n_tokens), static_cast<Eigen::Index>(n_tokens)};
}

}  // namespace attention
