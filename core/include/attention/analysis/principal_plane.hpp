#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace attention {

/// What the plane is laid through: n = points.size() / d points.
struct PlaneInput {
  std::span<const float> points;      ///< (n, d)
  std::uint32_t d = 1;                ///< at least 1
  std::uint32_t n_fit = 1;            ///< the points that decide the plane are the first so many, from 1 to n
  std::span<const float> first_axis;  ///< (d), of any length; empty or 0: the points decide both axes
};

/// The plane; the caller owns what the spans point to, which must not overlap the input.
struct Plane {
  std::span<float> origin;       ///< (d): mean of the fit points
  std::span<float> axes;         ///< (2, d): orthonormal
  std::span<float> coordinates;  ///< (n, 2): axes (point - origin), of all points
  float& share;                  ///< of the fit points' sum of |point - origin|^2, what lies in the plane: 0 to 1
};

/// The plane through the mean of the fit points that holds as much of their spread as a plane can (principal component
/// analysis), or as much as one through the first axis can.
///
/// The first axis is the one given, normalised and otherwise as it is, or the direction in which the fit points spread
/// most; the second is the direction of largest spread orthogonal to it. Of an axis that the points decide, the
/// component of largest magnitude (the first of several) is positive. Where no spread is left, the axis is still of
/// length 1 and orthogonal, made from a coordinate axis. Only in one dimension there is no second axis; it is
/// 0 then. Without any spread the share is 1.
///
/// `scratch` holds at least `plane_scratch(n, d)` numbers. Computed in double precision, in time of the order of
/// n d + min(n_fit, d)^2 d.
/// All input must be finite; a coordinate beyond the range of float32 comes out infinite.
void principal_plane(const PlaneInput& input, const Plane& plane, std::span<double> scratch);

/// Doubles that principal_plane needs: the points, at most d rows to be made orthogonal, two axes.
constexpr std::uint64_t plane_scratch(std::uint64_t n, std::uint64_t d) { return (n + (n < d ? n : d) + 2) * d; }

}  // namespace attention
