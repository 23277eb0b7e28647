#pragma once

#include "attention/trainer/matrix.hpp"

/// The dense products of the trainer, on the core's kernel (kernels/product.hpp): all of its heavy work goes through
/// these three. No memory is asked for, unless a and b are expressions that are not rows in memory. c must not overlap
/// a or b. The order of additions depends on the shapes alone, so a seed trains to the same weights wherever matrices
/// lie.
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
