#include "attention/trainer/optimizer.hpp"

#include <Eigen/Core>

#include "attention/trainer/elementary.hpp"

namespace attention {

namespace {

constexpr float keep_mean = 0.9F;     // b1
constexpr float keep_square = 0.98F;  // b2: the usual 0.999 remembers longer than the whole training lasts
constexpr float epsilon = 1e-8F;

}  // namespace

Status AdamW::make(const Dimensions& dimensions, AdamW& optimizer) {
  AdamW made;
  if (Status status = Parameters::make(dimensions, made.mean_); !status.is_ok()) return status;
  if (Status status = Parameters::make(dimensions, made.square_); !status.is_ok()) return status;
  optimizer = std::move(made);
  return Status::ok();
}

void AdamW::step(const Parameters& gradients, float rate, float decay, Parameters& parameters) {
  ++steps_;
  const float mean_scale = 1.0F / (1.0F - power(keep_mean, steps_));
  const float square_scale = 1.0F / (1.0F - power(keep_square, steps_));
  const auto size = static_cast<Eigen::Index>(parameters.all().size());
  const Eigen::Map<const Eigen::ArrayXf> gradient(gradients.all().data(), size);
  Eigen::Map<Eigen::ArrayXf> value(parameters.all().data(), size);
  Eigen::Map<Eigen::ArrayXf> mean(mean_.all().data(), size);
  Eigen::Map<Eigen::ArrayXf> square(square_.all().data(), size);

  mean = keep_mean * mean + (1.0F - keep_mean) * gradient;
  square = keep_square * square + (1.0F - keep_square) * gradient.square();
  value -= rate * (mean_scale * mean / ((square_scale * square).sqrt() + epsilon) + decay * value);
}

}  // namespace attention
