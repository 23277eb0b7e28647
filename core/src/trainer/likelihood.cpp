#include "attention/trainer/likelihood.hpp"

#include <span>

#include "attention/kernels/softmax.hpp"
#include "attention/trainer/elementary.hpp"

namespace attention {

double softmax_rows(const Batch& batch, Matrix& rows) {
  double sum = 0.0;
  for (std::uint32_t row = 0; row < batch.rows(); ++row) {
    const std::span<float> logits(&rows(row, 0), static_cast<std::size_t>(rows.cols()));
    softmax(logits, logits);
    // A probability that underflows to 0 would make the loss infinite; NaN passes through and is reported.
    const float right = logits[batch.targets[row]];
    sum -= natural_log(static_cast<double>(right == 0.0F ? 1e-38F : right));
  }
  return sum / batch.rows();
}

void logit_gradient(const Batch& batch, float factor, Matrix& rows) {
  const float share = factor / static_cast<float>(batch.rows());
  rows *= share;
  for (std::uint32_t row = 0; row < batch.rows(); ++row) rows(row, batch.targets[row]) -= share;
}

}  // namespace attention
