#include "attention/trainer/pass.hpp"

namespace attention {

// E = w_e[token] + w_p[position]
void Pass::embed(const Parameters& parameters, const Batch& batch) {
  const ConstMatrixView w_e = stacked(parameters, TensorId::w_e);
  const ConstMatrixView w_p = stacked(parameters, TensorId::w_p);
  embedding_.resize(rows_, dimensions_.d_model);
  for (std::uint32_t row = 0; row < rows_; ++row) {
    embedding_.row(row) = w_e.row(batch.tokens[row]) + w_p.row(batch.positions[row]);
  }
}

// Each row's gradient goes to the two vectors that it was the sum of.
void Pass::embed_backward(const Batch& batch, Parameters& gradients) const {
  MatrixView d_w_e = stacked(gradients, TensorId::w_e);
  MatrixView d_w_p = stacked(gradients, TensorId::w_p);
  for (std::uint32_t row = 0; row < rows_; ++row) {
    d_w_e.row(batch.tokens[row]) += d_embedding_.row(row);
    d_w_p.row(batch.positions[row]) += d_embedding_.row(row);
  }
}

}  // namespace attention
