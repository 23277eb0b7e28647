#include <algorithm>
#include <cmath>

#include "attention/trainer/pass.hpp"

namespace attention {

namespace {

// 0 log 0 is 0; a masked weight is exactly 0.
float log_or_zero(float weight) { return weight > 0.0F ? std::log(weight) : 0.0F; }

constexpr float shortest = 1e-12F;  // keeps 0 / 0 out

}  // namespace

void Pass::measure_entropy(Loss& loss) const {
  const Eigen::Map<const Eigen::ArrayXf> weight(weight_.data(), static_cast<Eigen::Index>(weight_.size()));
  loss.entropy = -static_cast<double>((weight * weight.unaryExpr(&log_or_zero)).sum()) / rows_ / dimensions_.n_heads;
}

// d(entropy)/dP = -(log P + 1), for the blocks of one sentence, which begin at `first`.
void Pass::add_entropy_gradient(std::size_t first, const Penalties& penalties) {
  if (penalties.entropy == 0.0F) return;
  const auto size = static_cast<Eigen::Index>(d_weight_.size());
  const Eigen::Map<const Eigen::ArrayXf> weight(weight_.data() + first, size);
  const float share = penalties.entropy / static_cast<float>(rows_ * dimensions_.n_heads);
  Eigen::Map<Eigen::ArrayXf>(d_weight_.data(), size) -= share * (weight.unaryExpr(&log_or_zero) + 1.0F);
}

void Pass::measure_use(Loss& loss) {
  const float total = std::max(length_.sum(), shortest);
  loss.sharing = static_cast<double>(total - length_.rowwise().norm().sum()) / rows_;
  loss.balance =
      static_cast<double>(static_cast<float>(dimensions_.n_heads) * (length_.colwise().sum() / total).squaredNorm());
}

// With n the lengths of a word's head deltas and s the heads' shares of the sum of all lengths, T:
//   d(sharing)/dn_h = (1 - n_h / |n|) / n_rows,   d(balance)/dn_h = 2 n_heads (s_h - sum of s^2) / T.
void Pass::use_gradient(const Penalties& penalties) {
  const float total = std::max(length_.sum(), shortest);
  const Eigen::RowVectorXf share = length_.colwise().sum() / total;
  const Eigen::RowVectorXf balance = (penalties.balance * 2.0F * static_cast<float>(dimensions_.n_heads) / total) *
                                     (share.array() - share.squaredNorm()).matrix();
  const Eigen::ArrayXf together = length_.rowwise().norm().array().max(shortest);
  d_length_ = (penalties.sharing / static_cast<float>(rows_)) * (1.0F - length_.array().colwise() / together);
  d_length_.rowwise() += balance;
}

}  // namespace attention
