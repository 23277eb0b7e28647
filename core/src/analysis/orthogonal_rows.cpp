#include "analysis/orthogonal_rows.hpp"

#include <cmath>

#include "analysis/vectors.hpp"

namespace attention::analysis {

namespace {

constexpr double orthogonal = 1e-12;
// Convergence is quadratic: six to ten sweeps are usual.
constexpr int most_sweeps = 40;

// Returns whether there was anything to do.
bool rotate(double* a, double* b, std::size_t d) {
  const double aa = dot(a, a, d);
  const double bb = dot(b, b, d);
  const double ab = dot(a, b, d);
  if (std::fabs(ab) <= orthogonal * (std::sqrt(aa) * std::sqrt(bb))) return false;
  // The smaller of the two rotations that make the rows orthogonal.
  const double zeta = (bb - aa) / (2.0 * ab);
  const double tangent = std::copysign(1.0 / (std::fabs(zeta) + std::sqrt(1.0 + zeta * zeta)), zeta);
  const double cosine = 1.0 / std::sqrt(1.0 + tangent * tangent);
  for (std::size_t c = 0; c < d; ++c) {
    const double left = a[c];
    a[c] = cosine * (left - tangent * b[c]);
    b[c] = cosine * (tangent * left + b[c]);
  }
  return true;
}

}  // namespace

const double* longest_orthogonal_row(double* rows, std::size_t count, std::size_t d) {
  bool rotated = true;
  for (int sweep = 0; rotated && sweep < most_sweeps; ++sweep) {
    rotated = false;
    for (std::size_t p = 0; p < count; ++p) {
      for (std::size_t q = p + 1; q < count; ++q) rotated = rotate(rows + p * d, rows + q * d, d) || rotated;
    }
  }
  const double* longest = rows;
  for (std::size_t p = 1; p < count; ++p) {
    if (dot(rows + p * d, rows + p * d, d) > dot(longest, longest, d)) longest = rows + p * d;
  }
  return longest;
}

}  // namespace attention::analysis
