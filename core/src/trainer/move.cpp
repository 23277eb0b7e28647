#include "attention/trainer/pass.hpp"
#include "attention/trainer/product.hpp"

namespace attention {

// Keeps the direction of a delta of length 0 defined, and its gradient finite.
constexpr float shortest = 1e-6F;

// head_delta = w_o[h] head_output[h];  E' = E + sum over heads of head_delta
void Pass::move(Parameters& parameters, Loss& loss) {
  const std::uint32_t d_model = dimensions_.d_model;
  const std::uint32_t d_value = dimensions_.d_value;
  head_delta_.resize(rows_, dimensions_.n_heads * d_model);
  output_ = embedding_;
  double effort = 0.0;
  head_length_.resize(rows_, dimensions_.n_heads);
  for (std::uint32_t h = 0; h < dimensions_.n_heads; ++h) {
    auto head_delta = head_delta_.middleCols(h * d_model, d_model);
    product_transposed(head_output_.middleCols(h * d_value, d_value), parameters.head(TensorId::w_o, h), head_delta);
    output_ += head_delta;
    head_length_.col(h) = head_delta.rowwise().norm();
    effort += static_cast<double>(head_length_.col(h).sum());
  }
  loss.effort = effort / rows_;
}

// d_embedding_ holds dE' here. It is also the part of dE that takes the straight way, past the heads.
// d(head_delta) = dE' + d|head_delta|, where d|x| = x / |x|.
void Pass::move_backward(Parameters& parameters, const Penalties& penalties, Parameters& gradients) {
  const std::uint32_t d_model = dimensions_.d_model;
  const std::uint32_t d_value = dimensions_.d_value;
  const float factor = penalties.effort / static_cast<float>(rows_);
  d_head_output_.setZero(rows_, head_output_.cols());
  for (std::uint32_t h = 0; h < dimensions_.n_heads; ++h) {
    const auto head_delta = head_delta_.middleCols(h * d_model, d_model);
    d_head_delta_ = d_embedding_;
    const float total = head_length_.sum();
    const Eigen::VectorXf load = head_length_.colwise().sum().transpose() / total;
    const float bal = penalties.balance * 2.0F * dimensions_.n_heads * (load(h) - load.squaredNorm()) / total;
    if (factor != 0.0F || bal != 0.0F || penalties.sharing != 0.0F) {
      const Eigen::VectorXf length = head_length_.col(h).cwiseMax(shortest);
      const Eigen::VectorXf together = head_length_.rowwise().norm().cwiseMax(shortest);
      const float sharing = penalties.sharing / static_cast<float>(rows_);
      const Eigen::VectorXf pull = (factor + bal) / length.array() + sharing * (1.0F / length.array() - 1.0F / together.array());
      d_head_delta_.array() += head_delta.array().colwise() * pull.array();
    }
    add_product(d_head_delta_, parameters.head(TensorId::w_o, h), d_head_output_.middleCols(h * d_value, d_value));
    add_transposed_product(d_head_delta_, head_output_.middleCols(h * d_value, d_value),
                           gradients.head(TensorId::w_o, h));
  }
}

void Pass::offer_backward(Parameters& parameters, const Penalties& penalties, Parameters& gradients) {
  if (penalties.offer == 0.0F && penalties.uneven == 0.0F) return;
  const std::uint32_t d_value = dimensions_.d_value;
  const float share = 1.0F / static_cast<float>(rows_);
  for (std::uint32_t h = 0; h < dimensions_.n_heads; ++h) {
    const auto value = value_.middleCols(h * d_value, d_value);
    d_head_delta_.resize(rows_, dimensions_.d_model);
    product_transposed(value, parameters.head(TensorId::w_o, h), d_head_delta_);
    const Eigen::VectorXf length = d_head_delta_.rowwise().norm().cwiseMax(shortest);
    const float m1 = length.mean();
    const float m2 = length.squaredNorm() * share;
    // d/dlength (m2 / m1^2), over length
    const Eigen::VectorXf pull = 2.0F * penalties.offer * share + penalties.uneven * share / static_cast<float>(dimensions_.n_heads) * (2.0F / (m1 * m1) - 2.0F * m2 / (m1 * m1 * m1) / length.array());
    d_head_delta_.array().colwise() *= pull.array();
    add_product(d_head_delta_, parameters.head(TensorId::w_o, h), d_value_.middleCols(h * d_value, d_value));
    add_transposed_product(d_head_delta_, value, gradients.head(TensorId::w_o, h));
  }
}

}  // namespace attention
