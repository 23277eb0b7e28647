#include "attention/trainer/product.hpp"

namespace attention {

void product_transposed(const MatrixIn& a, const MatrixIn& b, MatrixOut c) { c.noalias() = a * b.transpose(); }

void add_product(const MatrixIn& a, const MatrixIn& b, MatrixOut c) { c.noalias() += a * b; }

void add_transposed_product(const MatrixIn& a, const MatrixIn& b, MatrixOut c) { c.noalias() += a.transpose() * b; }

}  // namespace attention
