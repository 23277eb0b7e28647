#include "attention/trainer/elementary.hpp"

#include <bit>
#include <numbers>

namespace attention {

// With x = 2^e m, m in [1/sqrt 2, sqrt 2):  log x = e log 2 + 2 (s + s^3 / 3 + s^5 / 5 + ...),  s = (m - 1) / (m + 1).
// s is at most 0.172, so that the terms beyond s^21 are below the rounding.
double natural_log(double x) {
  if (x != x) return x;
  constexpr std::uint64_t root_of_half = 0x3FE6A09E667F3BCD;
  constexpr int mantissa_bits = 52;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t exponent_bits = (bits - root_of_half) & ~((std::uint64_t{1} << mantissa_bits) - 1);
  const auto exponent = static_cast<std::int64_t>(exponent_bits) >> mantissa_bits;
  const auto mantissa = std::bit_cast<double>(bits - exponent_bits);

  const double s = (mantissa - 1.0) / (mantissa + 1.0);
  double sum = 0.0;
  for (int n = 21; n >= 1; n -= 2) sum = sum * s * s + 1.0 / n;
  return static_cast<double>(exponent) * std::numbers::ln2 + 2.0 * s * sum;
}

// cos(pi x) = sin(y), y = pi (1/2 - x) in [-pi/2, pi/2]:  y - y^3 / 3! + y^5 / 5! - ...
double cosine_of_pi(double x) {
  const double y = std::numbers::pi * (0.5 - x);
  double sum = 1.0;
  for (int n = 22; n >= 2; n -= 2) sum = 1.0 - sum * y * y / (n * (n + 1));
  return y * sum;
}

float power(float base, std::uint32_t n) {
  double product = 1.0;
  for (auto factor = static_cast<double>(base); n != 0; n >>= 1U, factor *= factor) {
    if ((n & 1U) != 0) product *= factor;
  }
  return static_cast<float>(product);
}

}  // namespace attention
