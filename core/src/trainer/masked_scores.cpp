#include <algorithm>

#include "attention/trainer/score_penalties.hpp"

namespace attention {

namespace {

// By how much the largest score that is hidden should stay below the largest that is seen.
constexpr float margin = 1.0F;

/// What the scores of row i that the mask hides come too close to, and where it is.
struct Ceiling {
  float score = 0.0F;
  Eigen::Index column = 0;
};

Ceiling ceiling_of(const MatrixView& scaled, Eigen::Index i) {
  Ceiling ceiling;
  const float largest = scaled.row(i).head(i + 1).maxCoeff(&ceiling.column);
  ceiling.score = largest - margin;
  return ceiling;
}

}  // namespace

double masked_scores(const MatrixView& scaled) {
  double sum = 0.0;
  for (Eigen::Index i = 0; i + 1 < scaled.rows(); ++i) {
    const auto hidden = scaled.row(i).tail(scaled.cols() - i - 1).array();
    sum += static_cast<double>((hidden - ceiling_of(scaled, i).score).max(0.0F).square().sum());
  }
  return sum;
}

void add_masked_gradient(const MatrixView& scaled, float factor, MatrixView& d_scaled) {
  for (Eigen::Index i = 0; i + 1 < scaled.rows(); ++i) {
    const Ceiling ceiling = ceiling_of(scaled, i);
    for (Eigen::Index j = i + 1; j < scaled.cols(); ++j) {
      const float pull = 2.0F * factor * std::max(0.0F, scaled(i, j) - ceiling.score);
      d_scaled(i, j) += pull;
      d_scaled(i, ceiling.column) -= pull;
    }
  }
}

}  // namespace attention
