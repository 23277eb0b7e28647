#include "attention/io/quantization.hpp"

#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "attention/base/random.hpp"
#include "core/io/support.hpp"

using namespace attention;

namespace {

/// `count` values of which no step but a tiny one divides all, with this rms.
std::vector<float> values_of_rms(double rms, std::size_t count) {
  Random random(7);
  std::vector<float> values(count);
  double sum = 0.0;
  for (float& value : values) {
    value = random.symmetric(1.0F);
    sum += static_cast<double>(value) * static_cast<double>(value);
  }
  const double factor = rms / std::sqrt(sum / static_cast<double>(count));
  for (float& value : values) value = static_cast<float>(value * factor);
  return values;
}

std::optional<float> step_of(const std::vector<float>& values) { return quantization_step(values, 7.0); }

std::vector<float> rounded(const std::vector<float>& values) {
  const auto step = step_of(values);
  REQUIRE(step);
  std::vector<float> result;
  for (const float value : values) result.push_back(*step * quantize(value, *step));
  return result;
}

}  // namespace

TEST_CASE("the step is the power of two nearest to the wanted part of the rms") {
  const double half = std::sqrt(2.0);
  for (const double steps : {2.0, 3.0, 8.0}) {
    for (const int exponent : {-20, -3, 0, 5}) {
      const double rms = std::ldexp(steps, exponent);
      const float step = std::ldexp(1.0F, exponent);
      CHECK(quantization_step(values_of_rms(rms, 500), steps) == step);
      CHECK(quantization_step(values_of_rms(rms * half * 0.999, 500), steps) == step);
      CHECK(quantization_step(values_of_rms(rms * half * 1.001, 500), steps) == 2.0F * step);
      CHECK(quantization_step(values_of_rms(rms / half * 1.001, 500), steps) == step);
      CHECK(quantization_step(values_of_rms(rms / half * 0.999, 500), steps) == 0.5F * step);
    }
  }
}

TEST_CASE("the step doubles until the largest value fits 8 bits, on either side") {
  std::vector<float> values = values_of_rms(9.0, 10'000);
  values[3] = 127.49F;
  CHECK(step_of(values) == 1.0F);
  values[3] = 127.5F;  // a tie, whose even integer is 128
  CHECK(step_of(values) == 2.0F);
  values[3] = 300.0F;
  CHECK(step_of(values) == 4.0F);
  values[3] = -128.5F;  // its even integer is -128
  CHECK(step_of(values) == 1.0F);
  values[3] = -128.6F;
  CHECK(step_of(values) == 2.0F);
}

TEST_CASE("the nearest integer is taken, ties to even") {
  CHECK(quantize(0.25F, 0.125F) == 2);
  CHECK(quantize(0.3F, 0.125F) == 2);
  CHECK(quantize(0.32F, 0.125F) == 3);
  CHECK(quantize(-0.32F, 0.125F) == -3);
  CHECK(quantize(0.5F, 1.0F) == 0);
  CHECK(quantize(1.5F, 1.0F) == 2);
  CHECK(quantize(2.5F, 1.0F) == 2);
  CHECK(quantize(-2.5F, 1.0F) == -2);
  CHECK(quantize(-3.5F, 1.0F) == -4);
}

TEST_CASE("what is beyond 8 bits becomes the integer at their end") {
  CHECK(quantize(1000.0F, 1.0F) == 127);
  CHECK(quantize(-1000.0F, 1.0F) == -128);
  CHECK(quantize(std::numeric_limits<float>::infinity(), 1.0F) == 127);
}

TEST_CASE("zeros alone have the step 1") {
  CHECK(step_of(std::vector<float>(5, 0.0F)) == 1.0F);
  CHECK(step_of(std::vector<float>{-0.0F}) == 1.0F);
}

TEST_CASE("values that are multiples already stay, though another step would be nearer to their rms") {
  CHECK(step_of(std::vector<float>{0.25F, -0.75F, 0.0F}) == 0.25F);
  CHECK(step_of(std::vector<float>{127.0F, 1.0F}) == 1.0F);
  CHECK(step_of(std::vector<float>{-128.0F, 1.0F}) == 1.0F);
  CHECK(step_of(std::vector<float>{0x1.0p-30F}) == 0x1.0p-30F);
  CHECK(step_of(std::vector<float>{128.0F, 1.0F}) != 1.0F);

  for (const double rms : {1e-5, 0.7, 11.31, 4000.0}) {
    const std::vector<float> once = rounded(values_of_rms(rms, 300));
    CHECK(once != values_of_rms(rms, 300));
    CHECK(rounded(once) == once);
  }
}

TEST_CASE("what no step can hold is refused, and what is below the smallest becomes 0") {
  CHECK_FALSE(step_of(std::vector<float>{1.0F, std::numeric_limits<float>::quiet_NaN()}));
  CHECK_FALSE(step_of(std::vector<float>{1.0F, -std::numeric_limits<float>::infinity()}));
  CHECK_FALSE(step_of(std::vector<float>{std::numeric_limits<float>::max(), 1.0F}));
  CHECK(step_of(std::vector<float>{127.0F * 0x1.0p64F, 1.0F}) == 0x1.0p64F);
  CHECK_FALSE(step_of(std::vector<float>{128.0F * 0x1.0p64F, 1.0F}));
  const std::vector<float> tiny{0x1.0p-80F, -0x1.8p-90F};
  CHECK(step_of(tiny) == smallest_quantization_step);
  CHECK(rounded(tiny) == std::vector<float>{0.0F, 0.0F});
}

TEST_CASE("every step survives as text, exactly") {
  for (int exponent = -64; exponent <= 64; ++exponent) {
    const float step = std::ldexp(1.0F, exponent);
    INFO(step_text(step));
    CHECK(parse_step(step_text(step)) == step);
  }
  CHECK(step_text(0.125F) == "0.125");
  CHECK(step_text(1.0F) == "1");
}

TEST_CASE("a text that is no step is refused") {
  for (const std::string_view text : {"",
                                      " ",
                                      "x",
                                      "0.125 ",
                                      "0.125x",
                                      "1,5",
                                      "0",
                                      "-0",
                                      "-0.125",
                                      "0.1",
                                      "3",
                                      "0.12500000000000003",
                                      "inf",
                                      "-inf",
                                      "nan",
                                      "0x1p-3",
                                      "1e400",
                                      "1e-400",
                                      "2.710505431213761e-20",
                                      "36893488147419103232"}) {
    INFO("\"" << text << '"');
    CHECK_FALSE(parse_step(text));
  }
}
