#pragma once

#include <cstdint>
#include <span>

#include "attention/model/run_options.hpp"

namespace attention {

/// A query that is moved in a plane, and the n keys of its head that it meets.
struct MovedQuery {
  std::span<const float> keys;   ///< (n, d)
  std::span<const float> query;  ///< (d): the query as the run has it
  std::span<const float> axes;   ///< (2, d): orthonormal, as principal_plane leaves them
  std::span<const float> move;   ///< (2): how far along each axis
  std::uint32_t position;        ///< i, the place of the query's token: keys j > i are of later words; below n
};

/// Its row of attention; the caller owns what the spans point to, which must not overlap the input.
struct MovedRow {
  std::span<float> query;   ///< (d): q'
  std::span<float> score;   ///< (n): q' . k_j, of later words too
  std::span<float> weight;  ///< (n): the row of softmax
};

/// q' = q + move[0] axes[0] + move[1] axes[1]: the change is told in the plane's coordinates and taken back to d
/// components along its axes, in double precision and rounded once; what of q lies outside the plane stays.
///
/// The row of q' is computed as a run with these options computes that of q, by the same kernels in the same order:
///
///   score_j  = q' . k_j
///   weight_j = softmax_j(mask(score_j / (sqrt(d) temperature)))      without sqrt(d) where `scale` is off
///
/// so that a move of 0 gives the run's row bit for bit. Of the options `silent_heads` changes nothing here. They must
/// be valid, all input finite; a score beyond the range of float32 comes out infinite.
void moved_query(const MovedQuery& input, const RunOptions& options, const MovedRow& row);

}  // namespace attention
