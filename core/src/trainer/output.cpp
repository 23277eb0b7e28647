#include "attention/trainer/pass.hpp"
#include "attention/trainer/product.hpp"

namespace attention {

// head_delta = w_o[h] head_output[h];  E' = E + sum over heads of head_delta
void Pass::output(const Parameters& parameters, const Batch& batch, Loss& loss) {
  const std::uint32_t d_model = dimensions_.d_model;
  const std::uint32_t d_value = dimensions_.d_value;
  head_delta_.resize(rows_, dimensions_.n_heads * d_model);
  length_.resize(rows_, dimensions_.n_heads);
  output_ = embedding_;
  for (std::uint32_t h = 0; h < dimensions_.n_heads; ++h) {
    auto head_delta = head_delta_.middleCols(h * d_model, d_model);
    product_transposed(head_output_.middleCols(h * d_value, d_value), head_of(parameters, TensorId::w_o, h),
                       head_delta);
    silence_others(batch, h, head_delta);
    length_.col(h) = head_delta.rowwise().norm();
    output_ += head_delta;
  }
  measure_use(loss);
  loss.least_share = least_share(0.0F);
  measure_movement(loss);
}

// d_embedding_ holds dE' here. It is also the part of dE that takes the straight way, past the heads.
// d(head_delta) = dE' + d_length head_delta / |head_delta|
void Pass::output_backward(const Parameters& parameters, const Batch& batch, const Penalties& penalties,
                           Parameters& gradients) {
  const std::uint32_t d_model = dimensions_.d_model;
  const std::uint32_t d_value = dimensions_.d_value;
  use_gradient(penalties);
  least_share(penalties.least_share);
  add_movement_gradient(penalties);
  d_head_output_.setZero(rows_, head_output_.cols());
  for (std::uint32_t h = 0; h < dimensions_.n_heads; ++h) {
    const auto head_output = head_output_.middleCols(h * d_value, d_value);
    const auto head_delta = head_delta_.middleCols(h * d_model, d_model);
    // A delta of length 0 has no direction; the bound only keeps 0 / 0 out.
    const Eigen::ArrayXf pull = d_length_.col(h).array() / length_.col(h).array().max(1e-12F);
    d_head_delta_ = d_embedding_;
    d_head_delta_.array() += head_delta.array().colwise() * pull;
    silence_others(batch, h, d_head_delta_);
    add_product(d_head_delta_, head_of(parameters, TensorId::w_o, h), d_head_output_.middleCols(h * d_value, d_value));
    add_transposed_product(d_head_delta_, head_output, head_of(gradients, TensorId::w_o, h));
  }
}

}  // namespace attention
