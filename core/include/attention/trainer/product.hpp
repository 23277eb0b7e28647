#pragma once

#include "attention/arena.hpp"

/// The dense products of the trainer. All of its heavy work goes through these three, so that a faster kernel has
/// one place to go.
namespace attention {

using MatrixIn = Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>;
using MatrixOut = Eigen::Ref<Matrix, 0, Eigen::OuterStride<>>;

/// c = a b^T: rows through a map whose rows are b's.
void product_transposed(const MatrixIn& a, const MatrixIn& b, MatrixOut c);
/// c += a b: gradients of those rows.
void add_product(const MatrixIn& a, const MatrixIn& b, MatrixOut c);
/// c += a^T b: the gradient of the map.
void add_transposed_product(const MatrixIn& a, const MatrixIn& b, MatrixOut c);

}  // namespace attention
