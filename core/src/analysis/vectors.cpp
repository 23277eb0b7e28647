#include "analysis/vectors.hpp"

#include <cmath>

namespace attention::analysis {

double dot(const double* a, const double* b, std::size_t d) {
  double sum = 0.0;
  for (std::size_t c = 0; c < d; ++c) sum += a[c] * b[c];
  return sum;
}

void add_multiple(double* target, double factor, const double* x, std::size_t d) {
  for (std::size_t c = 0; c < d; ++c) target[c] += factor * x[c];
}

bool normalise(double* x, std::size_t d) {
  const double length = std::sqrt(dot(x, x, d));
  if (length == 0.0) return false;
  for (std::size_t c = 0; c < d; ++c) x[c] /= length;
  return true;
}

}  // namespace attention::analysis
