#include "attention/analysis/run.hpp"

#include <algorithm>
#include <span>

#include "attention/analysis/best_combination.hpp"
#include "attention/analysis/difference.hpp"
#include "attention/analysis/moved_query.hpp"
#include "attention/analysis/prediction_at.hpp"
#include "attention/analysis/principal_plane.hpp"
#include "attention/analysis/product_directions.hpp"
#include "attention/analysis/running_product.hpp"
#include "attention/analysis/symmetric_frame.hpp"
#include "attention/base/extent.hpp"
#include "base/finite.hpp"

namespace attention {

namespace {

using enum AnalysisOperation;
using enum AnalysisTensor;

struct Tensors {
  const AnalysisLayout& layout;
  std::byte* memory;

  [[nodiscard]] std::span<float> operator[](AnalysisTensor id) const {
    return {reinterpret_cast<float*>(memory + layout.offset(id)), layout.size(id)};
  }
  [[nodiscard]] std::span<float> point(std::size_t index) const {
    return (*this)[points].subspan(index * layout.d(), layout.d());
  }
  [[nodiscard]] std::span<double> scratch() const {
    return {reinterpret_cast<double*>(memory + layout.scratch_offset()), layout.scratch_size()};
  }
};

/// A number that must lie in a range.
struct Ranged {
  const char* name;
  std::uint32_t value;
  std::uint32_t least;
  std::uint32_t largest;
};

// The first number that does not fit, or one that does.
Ranged number_to_check(std::uint32_t n_points, AnalysisOperation operation, std::uint32_t count) {
  if (operation <= plane_with_axis) return {"n_fit", count, 1, n_points};
  if (operation == lay_frame) return {"n_fit", count, 1, std::min(n_points, frame_axes)};
  if (n_points < 2 && operation <= predict) return {"n_points", n_points, 2, largest_dimension};
  if (operation == combine) return {"n_vectors", count, 1, std::min(n_points - 1, largest_combination)};
  if (operation == directions_of_product) return {"n_terms", count, 1, n_points / 2};
  if (operation == predict) return {"n_vectors", count, 1, n_points - 1};
  return {"operation", static_cast<std::uint32_t>(operation), 0, static_cast<std::uint32_t>(predict)};
}

void run_plane(const Tensors& tensors, AnalysisOperation operation, std::uint32_t count) {
  principal_plane({.points = tensors[points],
                   .d = tensors.layout.d(),
                   .n_fit = count,
                   .first_axis = tensors[first_axis].first(operation == plane ? 0 : tensors.layout.d())},
                  {.origin = tensors[origin],
                   .axes = tensors[axes],
                   .coordinates = tensors[coordinates],
                   .share = tensors[summary][0]},
                  tensors.scratch());
}

void run_combination(const Tensors& tensors, std::uint32_t count) {
  best_combination(
      tensors[points].first(std::size_t{count} * tensors.layout.d()), tensors.point(count),
      {.coefficients = tensors[coefficients].first(count), .fitted = tensors[fitted], .residual = tensors[summary][1]},
      tensors.scratch());
}

void run_directions(const Tensors& tensors, std::size_t count) {
  const std::size_t d = tensors.layout.d();
  product_directions(
      {.left = tensors[points].first(count * d), .right = tensors[points].subspan(count * d, count * d), .d = d},
      {.vectors = tensors[directions].first(count * d), .left_over = tensors[coefficients].first(count)},
      tensors.scratch());
}

std::span<const float> run_frame(const Tensors& tensors, std::uint32_t count) {
  symmetric_frame({.points = tensors[points], .d = tensors.layout.d(), .n_fit = count},
                  {.axes = tensors[frame], .coordinates = tensors[places]}, tensors.scratch());
  return tensors[places];
}

std::span<const float> run_prediction(const Tensors& tensors, std::size_t count) {
  const std::size_t d = tensors.layout.d();
  const std::span<float> probabilities = tensors[probability].first(tensors.layout.n_points() - count);
  prediction_at({.vectors = tensors[points].first(count * d),
                 .coefficients = tensors[coefficients].first(count),
                 .unembedding = tensors[points].subspan(count * d)},
                {.at = tensors[fitted], .probability = probabilities});
  return probabilities;
}

// Whether all that a computation reads is finite.
bool reads_numbers(const Tensors& tensors, AnalysisOperation operation, std::uint32_t count) {
  if (operation == plane_with_axis && !all_finite(tensors[first_axis])) return false;
  if (operation == predict && !all_finite(tensors[coefficients].first(count))) return false;
  return all_finite(tensors[points]);
}

// Returns what shows whether the results are in range.
std::span<const float> compute(const Tensors& tensors, AnalysisOperation operation, std::uint32_t count) {
  switch (operation) {
    case plane:
    case plane_with_axis: run_plane(tensors, operation, count); return tensors[coordinates];
    case combine: run_combination(tensors, count); return tensors[coefficients].first(count);
    case multiply:
      running_product(tensors.point(0), tensors.point(1), tensors[product], tensors[running]);
      return tensors[running];
    case directions_of_product:
      run_directions(tensors, count);
      return tensors[directions].first(std::size_t{count} * tensors.layout.d());
    case lay_frame: return run_frame(tensors, count);
    case predict: return run_prediction(tensors, count);
    case compare: break;
  }
  const std::span<float> summary_values = tensors[summary];
  difference(tensors.point(0), tensors.point(1), {.largest = summary_values[2], .distance = summary_values[3]});
  return summary_values.subspan(2);
}

Status not_finite() {
  return Status::error(StatusCode::not_finite, "A vector holds a value that is not a finite number.");
}

Status out_of_range() {
  return Status::error(StatusCode::not_finite, "A result went beyond the range of float32. Use smaller vectors.");
}

}  // namespace

Status run_analysis(const AnalysisLayout& layout, std::byte* memory, AnalysisOperation operation, std::uint32_t count) {
  const auto [name, value, least, largest] = number_to_check(layout.n_points(), operation, count);
  if (Status status = check_extent(name, value, least, largest); !status.is_ok()) return status;
  const Tensors tensors{layout, memory};
  if (!reads_numbers(tensors, operation, count)) {
    return not_finite();
  }
  return all_finite(compute(tensors, operation, count)) ? Status::ok() : out_of_range();
}

Status run_moved_query(const AnalysisLayout& layout, std::byte* memory, std::uint32_t position,
                       const RunOptions& options) {
  if (Status status = check_extent("n_points", layout.n_points(), 2, largest_dimension); !status.is_ok()) return status;
  const std::uint32_t n = layout.n_points() - 1;
  if (Status status = check_extent("position", position, 0, n - 1); !status.is_ok()) return status;
  if (Status status = validate(options); !status.is_ok()) return status;
  const Tensors tensors{layout, memory};
  if (!all_finite(tensors[points]) || !all_finite(tensors[axes]) || !all_finite(tensors[move])) return not_finite();
  const MovedRow row{.query = tensors[moved], .score = tensors[scores].first(n), .weight = tensors[weights].first(n)};
  moved_query({.keys = tensors[points].first(std::size_t{n} * layout.d()),
               .query = tensors.point(n),
               .axes = tensors[axes],
               .move = tensors[move],
               .position = position},
              options, row);
  // A query that is too long has a score that is, or one that is no number.
  return all_finite(row.score) ? Status::ok() : out_of_range();
}

}  // namespace attention
