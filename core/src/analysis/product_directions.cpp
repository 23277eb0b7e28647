#include "attention/analysis/product_directions.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/orthogonal_rows.hpp"
#include "analysis/vectors.hpp"

namespace attention {

using analysis::add_multiple;
using analysis::dot;

void product_directions(const ThinProduct& product, const Directions& directions, std::span<double> scratch) {
  const std::size_t d = product.d;
  const std::size_t m = product.left.size() / d;
  double* rows = scratch.data();
  double* right = rows + m * d;
  double* unit = right + m * d;

  // 1. right = L Q with orthonormal rows of Q, so that the rows of L^T left do all that P does: P P^T is theirs too.
  std::fill_n(rows, m * d, 0.0);
  std::ranges::copy(product.right, right);
  for (std::size_t b = 0; b < m; ++b) {
    std::copy_n(right + b * d, d, unit);
    analysis::normalise(unit, d);
    for (std::size_t a = b; a < m; ++a) {
      const double along = dot(right + a * d, unit, d);
      add_multiple(right + a * d, -along, unit, d);
      for (std::size_t c = 0; c < d; ++c) rows[b * d + c] += along * double{product.left[a * d + c]};
    }
  }

  // 2. Orthogonal rows in the order of their lengths: taking one out leaves the others as they are.
  const double whole = dot(rows, rows, m * d);
  for (std::size_t k = 0; k < m; ++k) {
    const double* longest = analysis::longest_orthogonal_row(rows, m, d);
    std::copy_n(longest, d, &directions.vectors[k * d]);
    std::fill_n(rows + (longest - rows), d, 0.0);
    const double left_over = dot(rows, rows, m * d);
    directions.left_over[k] = whole > 0.0 ? static_cast<float>(std::sqrt(left_over / whole)) : 0.0F;
  }
}

}  // namespace attention
