#include <algorithm>

#include "attention/trainer/score_penalties.hpp"

namespace attention {

namespace {

// Between two scores that are twice this apart, softmax chooses 3,000 to 1.
constexpr float bound = 4.0F;

// Signed, so that it is also half the gradient of its square.
float excess(float score) { return score - std::clamp(score, -bound, bound); }

}  // namespace

double visible_scores(const MatrixView& scaled) {
  double sum = 0.0;
  for (Eigen::Index i = 0; i < scaled.rows(); ++i) {
    sum += static_cast<double>(scaled.row(i).head(i + 1).unaryExpr(&excess).squaredNorm());
  }
  return sum;
}

void add_visible_gradient(const MatrixView& scaled, float factor, MatrixView& d_scaled) {
  for (Eigen::Index i = 0; i < scaled.rows(); ++i) {
    d_scaled.row(i).head(i + 1) += 2.0F * factor * scaled.row(i).head(i + 1).unaryExpr(&excess);
  }
}

}  // namespace attention
