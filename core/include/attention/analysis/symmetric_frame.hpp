#pragma once

#include <cstdint>
#include <span>

namespace attention {

/// The axes of a frame, and so the most vectors that one can be laid to.
inline constexpr std::uint32_t frame_axes = 3;

/// What the frame is laid to: n = points.size() / d points.
struct FrameInput {
  std::span<const float> points;  ///< (n, d)
  std::uint32_t d = 1;            ///< at least 1
  std::uint32_t n_fit = 1;        ///< the vectors that decide the frame are the first so many points, from 1 to 3 and n
};

/// The caller owns what the spans point to, which must not overlap the input.
struct Frame {
  std::span<float> axes;         ///< (3, d): orthonormal, where d is at least 3
  std::span<float> coordinates;  ///< (n, 3): axes point, of all points
};

/// A space of three dimensions that keeps up to three vectors whole, the rows of D (n_fit, d): their lengths, and the
/// angles between them, are the same in it. Its axes are the orthonormal ones that together lie nearest to the vectors,
/// (D D^T)^(-1/2) D (Loewdin 1950, "On the non-orthogonality problem"): axis i leans to vector i, none comes first, and
/// another order of the vectors is the same order of the axes.
///
/// Where vectors depend on each other (what is left of the shortest is less than 1e-6 of the longest, some roundings of
/// float32), or are fewer than three, the directions that they leave open are coordinate axes made orthogonal to the
/// rest. Fewer than three components have no three such axes; then lengths and angles of all points are kept.
///
/// `scratch` holds at least `frame_scratch(d)` numbers. Computed in double precision, in time of the order of n d.
/// All input must be finite; a coordinate beyond the range of float32 comes out infinite.
void symmetric_frame(const FrameInput& input, const Frame& frame, std::span<double> scratch);

/// Doubles that symmetric_frame needs: the vectors made orthogonal, and the axes.
constexpr std::uint64_t frame_scratch(std::uint64_t d) { return std::uint64_t{2 * frame_axes} * d; }

}  // namespace attention
