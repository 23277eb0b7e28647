// Kernels of one row: activations, norms, rotations.
#include <cmath>
#include <string>
#include <vector>

#include "attention/kernels/activation.hpp"
#include "attention/kernels/normalise.hpp"
#include "attention/kernels/rotate.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"
#include "core/transformer/support.hpp"

using reference::Random;

namespace {

constexpr float canary = 7.0F;

std::vector<float> drawn(std::size_t count, float scale, float centre, std::uint32_t seed) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = centre + random.symmetric(scale);
  return values;
}

double gelu_tanh(double x) { return x / 2.0 * (1.0 + std::tanh(std::sqrt(2.0 / M_PI) * (x + 0.044715 * x * x * x))); }
double gelu_erf(double x) { return x / 2.0 * std::erfc(-x / std::sqrt(2.0)); }
double silu(double x) { return x / (1.0 + std::exp(-x)); }
double relu(double x) { return x < 0.0 ? 0.0 : x; }

struct Named {
  const char* name;
  void (*kernel)(float* x, std::size_t count);
  double (*exact)(double x);
};

}  // namespace

TEST_CASE("Activations are right to some roundings of their argument, from where they are 0 to where they are x",
          "[kernels]") {
  constexpr Named activations[] = {{"gelu_tanh", attention::kernels::gelu_tanh, gelu_tanh},
                                   {"gelu_erf", attention::kernels::gelu_erf, gelu_erf},
                                   {"silu", attention::kernels::silu, silu},
                                   {"relu", attention::kernels::relu, relu}};
  for (const Named& activation : activations) {
    INFO(activation.name);
    std::vector<float> x;
    for (int step = -4000; step <= 4000; ++step) x.push_back(static_cast<float>(step) / 200.0F);
    for (const float far : {-1e30F, -3000.0F, -104.0F, -88.0F, 88.0F, 104.0F, 3000.0F, 1e30F}) x.push_back(far);
    std::vector<float> y = x;
    activation.kernel(y.data(), y.size());
    for (std::size_t k = 0; k < x.size(); ++k) {
      const double expected = activation.exact(static_cast<double>(x[k]));
      const double error = std::fabs(static_cast<double>(y[k]) - expected);
      const double size = std::fmax(std::fabs(static_cast<double>(x[k])), 1e-3);
      if (!(error <= 3e-7 * size)) FAIL_CHECK(x[k] << " gives " << y[k] << ", not " << expected);
    }
  }
}

TEST_CASE("Activations change as many numbers as they are told", "[kernels]") {
  for (std::size_t count = 0; count < 40; ++count) {
    std::vector<float> x(count + 1, canary);
    attention::kernels::silu(x.data(), count);
    CHECK(x.back() == canary);
    for (std::size_t k = 0; k < count; ++k) CHECK(x[k] != canary);
  }
}

TEST_CASE("Norms are those of double precision, also of a row far from 0", "[kernels]") {
  for (const std::size_t count : {1U, 2U, 7U, 16U, 37U, 768U}) {
    for (const float centre : {0.0F, 1000.0F}) {
      CAPTURE(count, centre);
      const std::vector<float> x = drawn(count, 1.0F, centre, 3);
      const std::vector<float> weight = drawn(count, 0.5F, 1.0F, 4);
      const std::vector<float> bias = drawn(count, 0.5F, 0.0F, 5);
      double mean = 0.0;
      double squares = 0.0;
      double variance = 0.0;
      for (const float value : x) mean += static_cast<double>(value) / static_cast<double>(count);
      for (const float value : x) {
        const auto exact = static_cast<double>(value);
        squares += exact * exact / static_cast<double>(count);
        variance += (exact - mean) * (exact - mean) / static_cast<double>(count);
      }
      std::vector<double> layer;
      std::vector<double> rms;
      for (std::size_t c = 0; c < count; ++c) {
        const auto exact = static_cast<double>(x[c]);
        layer.push_back((exact - mean) / std::sqrt(variance + 1e-5) * static_cast<double>(weight[c]) +
                        static_cast<double>(bias[c]));
        rms.push_back(exact / std::sqrt(squares + 1e-5) * static_cast<double>(weight[c]));
      }
      std::vector<float> y(count + 1, canary);
      attention::kernels::layer_norm(x.data(), count, 1e-5F, weight.data(), bias.data(), y.data());
      // The mean is rounded to the distance of the row's numbers from 0.
      CHECK(test::largest_difference({y.data(), count}, layer) <= (centre == 0.0F || count == 1 ? 2e-6 : 4e-4));
      attention::kernels::rms_norm(x.data(), count, 1e-5F, weight.data(), y.data());
      CHECK(test::largest_difference({y.data(), count}, rms) <= 1e-6);
      CHECK(y.back() == canary);
    }
  }
}

TEST_CASE("Sums and products of rows go to their ends and no further", "[kernels]") {
  for (std::size_t count = 0; count < 40; ++count) {
    const std::vector<float> y = drawn(count, 1.0F, 0.0F, 6);
    const std::vector<float> before = drawn(count, 1.0F, 0.0F, 7);
    std::vector<float> sum = before;
    std::vector<float> product = before;
    sum.push_back(canary);
    product.push_back(canary);
    attention::kernels::add(y.data(), count, sum.data());
    attention::kernels::multiply_by(y.data(), count, product.data());
    for (std::size_t k = 0; k < count; ++k) {
      CHECK(sum[k] == before[k] + y[k]);
      CHECK(product[k] == before[k] * y[k]);
    }
    CHECK(sum.back() == canary);
    CHECK(product.back() == canary);
  }
}

TEST_CASE("A quarter turn swaps the pairs, of each kind", "[kernels]") {
  const std::vector<float> cosine{0.0F, 1.0F};
  const std::vector<float> sine{1.0F, 0.0F};
  std::vector<float> halves{1.0F, 2.0F, 3.0F, 4.0F, canary};
  attention::kernels::rotate_halves(halves.data(), cosine.data(), sine.data(), 2, halves.data());
  CHECK(halves == std::vector<float>{-3.0F, 2.0F, 1.0F, 4.0F, canary});
  std::vector<float> pairs{1.0F, 2.0F, 3.0F, 4.0F, canary};
  attention::kernels::rotate_pairs(pairs.data(), cosine.data(), sine.data(), 2, pairs.data());
  CHECK(pairs == std::vector<float>{-2.0F, 1.0F, 3.0F, 4.0F, canary});
}
