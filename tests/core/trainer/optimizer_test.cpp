#include <cmath>

#include "attention/trainer/optimizer.hpp"
#include "core/io/support.hpp"

using namespace attention;

TEST_CASE("the learning rate rises in a line, falls along a half cosine and ends at 0") {
  CHECK(schedule(0, 100, 10) == Catch::Approx(0.1));
  CHECK(schedule(9, 100, 10) == Catch::Approx(1.0));
  CHECK(schedule(10, 100, 10) == Catch::Approx(1.0));
  CHECK(schedule(55, 100, 10) == Catch::Approx(0.5));
  CHECK(schedule(99, 100, 10) < 0.001);
  CHECK(schedule(100, 100, 10) == 0.0);
  CHECK(schedule(0, 100, 0) == 1.0);
  CHECK(schedule(5, 5, 10) > 0.0);
}

TEST_CASE("AdamW agrees with its formula in double") {
  const Dimensions dimensions{
      .n_vocabulary = 2, .n_positions = 2, .d_model = 2, .n_heads = 1, .d_head = 2, .d_value = 2, .n_tokens = 1};
  AdamW optimizer;
  Parameters parameters;
  Parameters gradients;
  REQUIRE(AdamW::make(dimensions, optimizer).is_ok());
  REQUIRE(Parameters::make(dimensions, parameters).is_ok());
  REQUIRE(Parameters::make(dimensions, gradients).is_ok());
  parameters.values(TensorId::w_q)[1] = 0.7F;

  double weight = 0.7;
  double mean = 0.0;
  double square = 0.0;
  for (int t = 1; t <= 5; ++t) {
    const double gradient = 0.3 * t - 0.5;
    gradients.values(TensorId::w_q)[1] = static_cast<float>(gradient);
    optimizer.step(gradients, 0.02F, 0.1F, parameters);
    mean = 0.9 * mean + 0.1 * gradient;
    square = 0.98 * square + 0.02 * gradient * gradient;
    const double corrected = mean / (1.0 - std::pow(0.9, t)) / (std::sqrt(square / (1.0 - std::pow(0.98, t))) + 1e-8);
    weight -= 0.02 * (corrected + 0.1 * weight);
    CHECK(parameters.values(TensorId::w_q)[1] == Catch::Approx(weight).epsilon(1e-5));
  }
  CHECK(parameters.values(TensorId::w_k)[0] == 0.0F);
}
