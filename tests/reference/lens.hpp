#pragma once

#include <cstddef>
#include <vector>

/// The lens's computations again, in double precision and by other algorithms: the plane from an eigenvalue
/// decomposition of the covariance by QR iterations, the combination from a complete orthogonal decomposition
/// (Householder reflections).
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

double dot(const Numbers& a, const Numbers& b);

}  // namespace reference
