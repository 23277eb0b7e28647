#include "reference/bounded.hpp"

#include <cmath>
#include <cstddef>

namespace reference {

namespace {

constexpr double unit_roundoff = 0x1p-24;
// The absolute error of a result too small for a normal float32, whether it is rounded or flushed to zero.
constexpr double smallest_normal = 0x1p-126;

// Adds the rounding of a result that may itself be off by `error`.
Bounded rounded(double value, double error, double roundings = 1.0) {
  return {value, error + roundings * unit_roundoff * (std::fabs(value) + error)};
}

}  // namespace

Bounded operator+(const Bounded& a, const Bounded& b) { return rounded(a.value + b.value, a.error + b.error); }

Bounded operator-(const Bounded& a, const Bounded& b) { return rounded(a.value - b.value, a.error + b.error); }

Bounded operator*(const Bounded& a, const Bounded& b) {
  const double inherited = std::fabs(a.value) * b.error + std::fabs(b.value) * a.error + a.error * b.error;
  return rounded(a.value * b.value, inherited + smallest_normal);
}

Bounded operator/(const Bounded& a, const Bounded& b) {
  const double quotient = a.value / b.value;
  const double inherited = (a.error + std::fabs(quotient) * b.error) / (std::fabs(b.value) - b.error);
  return rounded(quotient, inherited + smallest_normal);
}

Bounded exp(const Bounded& x) {
  const double value = std::exp(x.value);
  return rounded(value, value * std::expm1(x.error) + smallest_normal, exp_roundings);
}

Bounded sqrt(const Bounded& x) {
  const double value = std::sqrt(x.value);
  return rounded(value, value - std::sqrt(std::fmax(0.0, x.value - x.error)));
}

Bounded max(const Vector& terms) {
  Bounded largest = terms.front();
  for (const Bounded& term : terms) {
    largest.value = std::fmax(largest.value, term.value);
    largest.error = std::fmax(largest.error, term.error);
  }
  return largest;
}

Bounded sum(const Vector& terms) {
  double value = 0.0;
  double error = 0.0;
  double magnitude = 0.0;
  for (const Bounded& term : terms) {
    value += term.value;
    error += term.error;
    magnitude += std::fabs(term.value) + term.error;
  }
  // Any order of n - 1 additions rounds each term at most n - 1 times; a kernel that starts from 0 in each
  // lane adds no rounding, since 0 + x is exact.
  const double roundings = terms.empty() ? 0.0 : static_cast<double>(terms.size() - 1);
  // The factor covers the higher powers of u, which sum to less than 1 % for fewer than 10^5 terms.
  return {value, error + 1.01 * roundings * unit_roundoff * magnitude};
}

Bounded inner(const Vector& a, const Vector& b) {
  Vector products(a.size());
  for (std::size_t c = 0; c < a.size(); ++c) products[c] = a[c] * b[c];
  return sum(products);
}

}  // namespace reference
