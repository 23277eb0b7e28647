#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace attention {

/// A product of two thin matrices, (d, m) times (m, d), as the sum of its terms: P = sum over a of left[a] right[a]^T.
struct ThinProduct {
  std::span<const float> left;   ///< (m, d): the columns of the first matrix
  std::span<const float> right;  ///< (m, d): the rows of the second
  std::size_t d;                 ///< at least 1
};

/// The caller owns what the spans point to, which must not overlap the input.
struct Directions {
  std::span<float> vectors;  ///< (m, d): orthogonal, the longest first; the rest of them 0 when P has a smaller rank
  /// (m): with the first k + 1 directions kept, |P - P_kept| / |P| in the Frobenius norm; 0 for a product of 0
  std::span<float> left_over;
};

/// What comes out of P, direction by direction, strongest first: its left singular vectors, each as long as its
/// singular value. Keeping the first r of them, P_kept x is P x projected on them, and no matrix of rank r is nearer to
/// P (Eckart and Young 1936, "The approximation of one matrix by another of lower rank"). A vector's sign has no
/// meaning.
///
/// `scratch` holds at least `directions_scratch(m, d)` numbers. Computed in double precision, in time of the order of
/// m^2 d; P itself is never formed. All input must be finite; a component beyond the range of float32 comes out
/// infinite.
void product_directions(const ThinProduct& product, const Directions& directions, std::span<double> scratch);

/// Doubles that product_directions needs: both matrices and one row.
constexpr std::uint64_t directions_scratch(std::uint64_t m, std::uint64_t d) { return (2 * m + 1) * d; }

}  // namespace attention
