#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "attention/base/block_layout.hpp"
#include "attention/base/named.hpp"
#include "attention/base/status.hpp"

/// The analysis: small computations on a handful of vectors, for figures that show embeddings as arrows and points.
namespace attention {

/// What the analysis reads and writes. The numbers cross the C ABI: append, never renumber.
enum class AnalysisTensor : std::uint32_t {
  points = 0,        ///< (n_points, d)
  first_axis = 1,    ///< (d)
  axes = 2,          ///< (2, d)
  origin = 3,        ///< (d)
  coordinates = 4,   ///< (n_points, 2)
  product = 5,       ///< (d)
  running = 6,       ///< (d)
  coefficients = 7,  ///< (n_points)
  fitted = 8,        ///< (d)
  summary = 9,       ///< (4): share of the plane, residual of the combination, largest difference, distance
  directions = 10,   ///< (n_points, d)
  frame = 11,        ///< (3, d)
  places = 12,       ///< (n_points, 3)
  probability = 13,  ///< (n_points)
  move = 14,         ///< (2)
  moved = 15,        ///< (d)
  scores = 16,       ///< (n_points)
  weights = 17       ///< (n_points)
};

inline constexpr std::size_t analysis_tensor_count = 18;

inline constexpr std::array<Named<AnalysisTensor>, analysis_tensor_count> analysis_tensor_names{
    {{AnalysisTensor::points, "points"},
     {AnalysisTensor::first_axis, "first_axis"},
     {AnalysisTensor::axes, "axes"},
     {AnalysisTensor::origin, "origin"},
     {AnalysisTensor::coordinates, "coordinates"},
     {AnalysisTensor::product, "product"},
     {AnalysisTensor::running, "running"},
     {AnalysisTensor::coefficients, "coefficients"},
     {AnalysisTensor::fitted, "fitted"},
     {AnalysisTensor::summary, "summary"},
     {AnalysisTensor::directions, "directions"},
     {AnalysisTensor::frame, "frame"},
     {AnalysisTensor::places, "places"},
     {AnalysisTensor::probability, "probability"},
     {AnalysisTensor::move, "move"},
     {AnalysisTensor::moved, "moved"},
     {AnalysisTensor::scores, "scores"},
     {AnalysisTensor::weights, "weights"}}};
static_assert(counts_from_zero(analysis_tensor_names));

/// Where the analysis's float32 tensors lie in one block of memory, and behind them room for numbers in double
/// precision. Starts of tensors are multiples of `alignment`.
class AnalysisLayout {
 public:
  static constexpr std::size_t alignment = BlockLayout<AnalysisTensor, analysis_tensor_count>::alignment;

  /// Errors: `bad_dimension` (a size is 0 or above `largest_dimension`), `too_large`. `layout` is written only on
  /// success.
  static Status make(std::uint32_t n_points, std::uint32_t d, AnalysisLayout& layout);

  [[nodiscard]] std::uint32_t n_points() const { return n_points_; }
  [[nodiscard]] std::uint32_t d() const { return d_; }
  /// Bytes of the whole block; 0 before `make`.
  [[nodiscard]] std::size_t bytes() const { return blocks_.bytes(); }
  /// Bytes from the start of the block.
  [[nodiscard]] std::size_t offset(AnalysisTensor id) const { return blocks_.offset(id); }
  [[nodiscard]] std::size_t scratch_offset() const { return blocks_.offset(scratch); }
  /// Number of floats of a tensor.
  [[nodiscard]] std::size_t size(AnalysisTensor id) const { return blocks_.size(id); }
  /// Number of doubles of the scratch: enough for each computation on all points.
  [[nodiscard]] std::size_t scratch_size() const { return blocks_.size(scratch); }

 private:
  static constexpr auto scratch = static_cast<AnalysisTensor>(analysis_tensor_count);

  std::uint32_t n_points_ = 0;
  std::uint32_t d_ = 0;
  BlockLayout<AnalysisTensor, analysis_tensor_count + 1> blocks_;
};

}  // namespace attention
