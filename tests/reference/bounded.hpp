#pragma once

#include <vector>

namespace reference {

/// A number in double precision, and how far a float32 evaluation of the same formula may end up from it.
///
/// This is what makes the tolerances of the tests stated and not guessed: `error` grows with every rounding
/// that float32 makes, by the standard model fl(a op b) = (a op b)(1 + d), |d| <= u = 2^-24 (Higham,
/// "Accuracy and Stability of Numerical Algorithms", sections 2.2 and 3.1), and with the errors of what goes
/// in. It holds for any order of summation and with or without fused multiply-add, so one bound fits every
/// kernel and machine.
struct Bounded {
  double value = 0.0;
  double error = 0.0;

  Bounded() = default;
  /// An input: exact, since every float32 is a double. Implicit, so that formulas read as such.
  Bounded(double exact) : value(exact) {}
  Bounded(double exact, double bound) : value(exact), error(bound) {}
};

using Vector = std::vector<Bounded>;

Bounded operator+(const Bounded& a, const Bounded& b);
Bounded operator-(const Bounded& a, const Bounded& b);
Bounded operator*(const Bounded& a, const Bounded& b);
Bounded operator/(const Bounded& a, const Bounded& b);

/// e^x, by a float32 routine that is right to `exp_roundings` roundings and may return 0 below 2^-126.
Bounded exp(const Bounded& x);
inline constexpr double exp_roundings = 4.0;

/// The square root, correctly rounded as IEEE 754 asks.
Bounded sqrt(const Bounded& x);

/// The largest entry of a vector that is not empty.
Bounded max(const Vector& terms);

/// The sum in any order; 0 for an empty vector.
Bounded sum(const Vector& terms);

/// sum over c of a[c] b[c].
Bounded inner(const Vector& a, const Vector& b);

}  // namespace reference
