#include "attention/trainer/pass.hpp"

namespace attention {

Loss Pass::forward(const Parameters& parameters, const Batch& batch, const Penalties& penalties) {
  dimensions_ = parameters.dimensions();
  rows_ = batch.rows();
  Loss loss;
  embed(parameters, batch);
  project(parameters);
  attend(batch, penalties, loss);
  output(parameters, batch, loss);
  predict(parameters, batch, loss);
  predict_before(parameters, batch, penalties, loss);
  measure_entropy(loss);
  loss.total = loss.prediction + static_cast<double>(penalties.entropy) * loss.entropy +
               static_cast<double>(penalties.sharing) * loss.sharing +
               static_cast<double>(penalties.balance) * loss.balance +
               static_cast<double>(penalties.least_share) * loss.least_share +
               static_cast<double>(penalties.movement) * loss.movement +
               static_cast<double>(penalties.prediction_before) * loss.prediction_before +
               static_cast<double>(penalties.masked_scores) * loss.masked_scores +
               static_cast<double>(penalties.visible_scores) * loss.visible_scores;
  return loss;
}

void Pass::backward(const Parameters& parameters, const Batch& batch, const Penalties& penalties,
                    Parameters& gradients) {
  predict_backward(parameters, batch, gradients);
  output_backward(parameters, batch, penalties, gradients);
  predict_before_backward(parameters, batch, penalties, gradients);
  attend_backward(batch, penalties);
  project_backward(parameters, gradients);
  embed_backward(batch, gradients);
}

MatrixView Pass::block(AlignedFloats& blocks, const Batch& batch, std::uint32_t sentence, std::uint32_t head) const {
  const std::size_t n_tokens = batch.starts[sentence + 1] - batch.starts[sentence];
  float* first = blocks.data() + blocks_[sentence] + head * n_tokens * n_tokens;
  return {first, static_cast<Eigen::Index>(n_tokens), static_cast<Eigen::Index>(n_tokens)};
}

}  // namespace attention
