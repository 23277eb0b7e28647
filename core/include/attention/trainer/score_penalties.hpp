#pragma once

#include "attention/trainer/matrix.hpp"

/// Penalties on the scaled scores of one head on one sentence, (n_tokens, n_tokens), row = query. Each gives its sum
/// over the pairs that it is about, and adds `factor` times the gradient of that sum to `d_scaled`.
namespace attention {

/// Sum over j > i of max(0, s_ij - (the largest s_ik of k <= i) + 1)^2.
double masked_scores(const MatrixView& scaled);
void add_masked_gradient(const MatrixView& scaled, float factor, MatrixView& d_scaled);

/// Sum over j <= i of max(0, |s_ij| - 4)^2.
double visible_scores(const MatrixView& scaled);
void add_visible_gradient(const MatrixView& scaled, float factor, MatrixView& d_scaled);

}  // namespace attention
