#include "attention/kernels/exp.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

#include "core/catch.hpp"
#include "core/support.hpp"

namespace {

// Units in the last place of the float32 nearest to the exact value.
double ulps(float actual, double expected) {
  const auto nearest = static_cast<float>(expected);
  const double unit = static_cast<double>(std::nextafter(nearest, test::infinity)) - static_cast<double>(nearest);
  return std::fabs(static_cast<double>(actual) - expected) / unit;
}

template <typename Function>
float first_lane(const Function& function, float x) {
  return function(attention::simd::Batch(x)).get(0);
}

// The largest error over the negative floats down to `lowest`, every 257th of them: 5 million is too many for wasm.
template <typename Function, typename Exact>
double largest_error(const Function& function, Exact exact, float lowest) {
  double largest = 0.0;
  const std::uint32_t last = std::bit_cast<std::uint32_t>(lowest);
  for (std::uint32_t bits = 0x80000000U; bits <= last; bits += 257) {
    const auto x = std::bit_cast<float>(bits);
    if (x > -1e-9F) bits += 65536;
    largest = std::max(largest, ulps(first_lane(function, x), exact(static_cast<double>(x))));
  }
  return largest;
}

}  // namespace

TEST_CASE("e^x and 2^x stay within their stated bound over their range", "[exp]") {
  const double error = largest_error(attention::kernels::Exp(), [](double x) { return std::exp(x); }, -87.3F);
  const double error2 = largest_error(attention::kernels::Exp2(), [](double x) { return std::exp2(x); }, -126.0F);
  CAPTURE(error, error2);
  CHECK(error <= attention::kernels::exp_ulp_bound);
  CHECK(error2 <= attention::kernels::exp_ulp_bound);
  WARN("largest error in units in the last place: e^x " << error << ", 2^x " << error2);
}

TEST_CASE("e^0 and 2^0 are 1, and minus infinity gives 0", "[exp]") {
  CHECK(first_lane(attention::kernels::Exp(), 0.0F) == 1.0F);
  CHECK(first_lane(attention::kernels::Exp2(), 0.0F) == 1.0F);
  CHECK(first_lane(attention::kernels::Exp(), -test::infinity) == 0.0F);
  CHECK(first_lane(attention::kernels::Exp2(), -test::infinity) == 0.0F);
}

TEST_CASE("Far below the range, 2^x is next to nothing and never negative", "[exp]") {
  for (float x = -126.0F; x > -200.0F; x -= 0.0625F) {
    const float result = first_lane(attention::kernels::Exp2(), x);
    CHECK(result >= 0.0F);
    CHECK(result <= 0x1p-125F);
  }
}
