#include <cmath>

#include "attention/trainer/pass.hpp"

namespace attention {

// 0 log 0 is 0; a masked weight is exactly 0.
static float log_or_zero(float weight) { return weight > 0.0F ? std::log(weight) : 0.0F; }

void Pass::measure_weights(const Batch& batch, Loss& loss) const {
  double entropy = 0.0;
  double likeness = 0.0;
  for (std::uint32_t sentence = 0; sentence < batch.sentences(); ++sentence) {
    const std::size_t n_tokens = batch.starts[sentence + 1] - batch.starts[sentence];
    const auto block = static_cast<Eigen::Index>(n_tokens * n_tokens);
    // Every head's block as one row.
    const Eigen::Map<const Matrix> heads(weight_.data() + blocks_[sentence], dimensions_.n_heads, block);
    entropy -= static_cast<double>((heads.array() * heads.array().unaryExpr(&log_or_zero)).sum());
    const Eigen::RowVectorXf all = heads.colwise().sum();
    // sum over pairs of p_g . p_h = (|sum of p|^2 - sum of |p|^2) / 2
    likeness += 0.5 * static_cast<double>(all.squaredNorm() - heads.squaredNorm());
  }
  loss.entropy = entropy / rows_ / dimensions_.n_heads;
  loss.likeness = likeness / rows_;
}

// d(entropy)/dP = -(log P + 1);  d(likeness)/dP of one head = sum of the other heads' P
void Pass::add_penalty_gradient(std::uint32_t n_tokens, std::size_t first, const Penalties& penalties) {
  const auto block = static_cast<Eigen::Index>(n_tokens) * n_tokens;
  const Eigen::Map<const Matrix> heads(weight_.data() + first, dimensions_.n_heads, block);
  MatrixView d_heads(d_weight_.data(), dimensions_.n_heads, block);
  const auto share = 1.0F / static_cast<float>(rows_);
  if (penalties.entropy != 0.0F) {
    const float factor = penalties.entropy * share / static_cast<float>(dimensions_.n_heads);
    d_heads.array() -= factor * (heads.array().unaryExpr(&log_or_zero) + 1.0F);
  }
  if (penalties.likeness != 0.0F) {
    const Eigen::RowVectorXf all = heads.colwise().sum();
    d_heads += penalties.likeness * share * (all.replicate(dimensions_.n_heads, 1) - heads);
  }
}

}  // namespace attention
