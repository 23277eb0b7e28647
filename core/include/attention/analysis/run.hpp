#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "attention/analysis/layout.hpp"
#include "attention/model/run_options.hpp"

namespace attention {

/// What the analysis computes, and what `count` is. The numbers cross the C ABI: append, never renumber.
enum class AnalysisOperation : std::uint32_t {
  plane = 0,            ///< principal_plane of the first `count` points: origin, axes, coordinates, summary[0] (share)
  plane_with_axis = 1,  ///< the same through `first_axis`
  combine = 2,  ///< best_combination of the first `count` points, the point behind them being the target: coefficients,
                ///< fitted, summary[1] (residual)
  multiply = 3,  ///< running_product of the first two points: product, running
  compare = 4,   ///< difference of the first two points: summary[2] (largest difference), summary[3] (distance)
  directions_of_product = 5,  ///< product_directions of the first `count` points (left) and the `count` behind them
                              ///< (right): the first `count` rows of directions, coefficients (left_over)
  lay_frame = 6,              ///< symmetric_frame of the first `count` points: frame, places (the coordinates)
  predict = 7  ///< prediction_at the sum of the first `count` points, each times its coefficient, which the caller
               ///< has written; the points behind them are the unembedding: fitted (at), the first entries of
               ///< probability, one for each of its rows
};

inline constexpr std::array<Named<AnalysisOperation>, 8> analysis_operation_names{
    {{AnalysisOperation::plane, "plane"},
     {AnalysisOperation::plane_with_axis, "plane_with_axis"},
     {AnalysisOperation::combine, "combine"},
     {AnalysisOperation::multiply, "multiply"},
     {AnalysisOperation::compare, "compare"},
     {AnalysisOperation::directions_of_product, "directions_of_product"},
     {AnalysisOperation::lay_frame, "lay_frame"},
     {AnalysisOperation::predict, "predict"}}};
static_assert(counts_from_zero(analysis_operation_names));

/// Does one of the computations on the tensors of a layout in memory that the caller owns, aligned as the layout asks.
/// Errors: `bad_dimension` (no such operation, too few points, or a count that does not fit them; nothing has changed),
/// `not_finite` (one of the points, the first axis or a coefficient that is asked for, and nothing has changed; or a
/// result, which is beyond the range of float32).
Status run_analysis(const AnalysisLayout& layout, std::byte* memory, AnalysisOperation operation, std::uint32_t count);

/// moved_query of a layout with n + 1 points: the first n are the keys, the last is the query, at place `position`.
/// Reads `points`, `axes` and `move`; writes `moved`, and the first n of `scores` and `weights`.
/// Errors: `bad_dimension` (fewer than two points, a position that is not below n), `bad_option`, `not_finite` (a
/// point, an axis or the move), nothing having changed; `not_finite` (a score is beyond the range of float32).
Status run_moved_query(const AnalysisLayout& layout, std::byte* memory, std::uint32_t position,
                       const RunOptions& options);

}  // namespace attention
