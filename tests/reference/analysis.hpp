#pragma once

#include <cstddef>
#include <vector>

/// The analysis's computations again, in double precision and by other algorithms: the plane from an eigenvalue
/// decomposition of the covariance by QR iterations, the combination and a product of two matrices, which is formed,
/// from a singular value decomposition by Jacobi rotations, the frame from the inverse root of the vectors' products
/// with each other.
namespace reference {

using Numbers = std::vector<double>;

struct Plane {
  Numbers origin;
  std::vector<Numbers> axes;  ///< up to sign; fewer than two when d is 1
  Numbers spread;             ///< along each axis
  double spread_beyond;       ///< in the direction of largest spread that is orthogonal to the plane
  double whole_spread;
};

/// `first_axis` may be empty.
Plane principal_plane(const std::vector<Numbers>& points, std::size_t n_fit, const Numbers& first_axis);

struct Combination {
  Numbers coefficients;  ///< of least length where several fit equally well
  Numbers fitted;
  double missed;  ///< |target - fitted|
  std::size_t rank;
};

Combination best_combination(const std::vector<Numbers>& vectors, const Numbers& target);

struct Truncation {
  Numbers singular_values;    ///< as many as there are terms, the largest first
  std::vector<Numbers> kept;  ///< row by row: of the rank asked for, the nearest matrix to the product
  double missed;              ///< Frobenius norm of what it lacks
  double whole;               ///< Frobenius norm of the product
};

/// Of sum over a of left[a] right[a]^T.
Truncation truncated_product(const std::vector<Numbers>& left, const std::vector<Numbers>& right, std::size_t rank);

/// The rows of (D D^T)^(-1/2) D, for independent rows of D: from an eigenvalue decomposition of D D^T.
std::vector<Numbers> symmetric_frame(const std::vector<Numbers>& vectors);

/// A query, the keys that it meets (one after another), two axes (one after the other) and a move along each.
struct MovedQuery {
  Numbers keys;
  Numbers query;
  Numbers axes;
  Numbers move;
};

struct AttendedRow {
  Numbers query;
  Numbers score;
  Numbers weight;  ///< 0 behind the first `seen` keys
};

/// The moved query with its scores, and the softmax of the first `seen` of them divided by `divisor`, as powers of e by
/// their sum.
AttendedRow moved_row(const MovedQuery& input, double divisor, std::size_t seen);

double dot(const Numbers& a, const Numbers& b);

}  // namespace reference
