#pragma once

#include "attention/trainer/batch.hpp"
#include "attention/trainer/matrix.hpp"

/// The likelihood of a batch's next words under logits, and its gradient.
namespace attention {

/// `rows` (n_rows, n_vocabulary) holds logits and then p = softmax of each row. Gives the mean over rows of
/// -log p[target], in nats.
double softmax_rows(const Batch& batch, Matrix& rows);

/// `rows` holds p of `softmax_rows` and then factor d(mean of -log p[target])/d(logits), which is
/// factor (p - one at the target) / n_rows.
void logit_gradient(const Batch& batch, float factor, Matrix& rows);

}  // namespace attention
