#include "attention/analysis/symmetric_frame.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/orthogonal_rows.hpp"
#include "analysis/vectors.hpp"

namespace attention {

namespace {

using analysis::add_multiple;
using analysis::dot;

// What is left of a vector below this part of the longest is roundings of float32.
constexpr double depends = 1e-6;

using Rows = std::array<bool, frame_axes>;

// Gives the missing ones of three rows (3, d) the length 1, orthogonal to the others; 0 where there is no room.
void complete(double* rows, std::size_t d, Rows is_there) {
  for (std::size_t k = 0; k < frame_axes; ++k) {
    double* row = rows + k * d;
    if (is_there[k]) continue;
    std::fill_n(row, d, 0.0);
    // The coordinate axis of which most lies outside the others: at least 1 / d of its square, where one is left.
    std::size_t furthest = 0;
    double outside = 0.0;
    for (std::size_t c = 0; c < d; ++c) {
      double left = 1.0;
      for (std::size_t l = 0; l < frame_axes; ++l) left -= is_there[l] ? rows[l * d + c] * rows[l * d + c] : 0.0;
      if (left > outside + depends) furthest = c, outside = left;
    }
    if (outside == 0.0) continue;
    row[furthest] = 1.0;
    for (std::size_t l = 0; l < frame_axes; ++l) {
      if (is_there[l]) add_multiple(row, -dot(row, rows + l * d, d), rows + l * d, d);
    }
    analysis::normalise(row, d);
    is_there[k] = true;
  }
}

// With D = J^T S U (rows of U and J orthonormal), (D D^T)^(-1/2) D is J^T U. Writes U over `rows`, which hold S U, and
// J.
void split(const FrameInput& input, double* rows, double* turn) {
  const std::size_t d = input.d;
  Rows is_there{};
  const double* longest = analysis::longest_orthogonal_row(rows, frame_axes, d);
  const double least = depends * std::sqrt(dot(longest, longest, d));
  for (std::size_t k = 0; k < frame_axes; ++k) {
    double* row = rows + k * d;
    const double size = std::sqrt(dot(row, row, d));
    is_there[k] = size > least;
    if (!is_there[k]) continue;
    for (std::size_t c = 0; c < d; ++c) row[c] /= size;
    for (std::size_t p = 0; p < input.n_fit; ++p) {
      double along = 0.0;
      for (std::size_t c = 0; c < d; ++c) along += row[c] * double{input.points[p * d + c]};
      turn[k * frame_axes + p] = along / size;
    }
  }
  complete(rows, d, is_there);
  complete(turn, frame_axes, is_there);
}

}  // namespace

void symmetric_frame(const FrameInput& input, const Frame& frame, std::span<double> scratch) {
  const std::size_t d = input.d;
  double* rows = scratch.data();
  double* axes = rows + frame_axes * d;
  std::fill_n(rows, 2 * frame_axes * d, 0.0);
  std::ranges::copy(input.points.first(input.n_fit * d), rows);
  std::array<double, std::size_t{frame_axes} * frame_axes> turn{};
  split(input, rows, turn.data());
  for (std::size_t p = 0; p < frame_axes; ++p) {
    for (std::size_t k = 0; k < frame_axes; ++k) add_multiple(axes + p * d, turn[k * frame_axes + p], rows + k * d, d);
  }
  std::copy_n(axes, frame_axes * d, frame.axes.data());
  for (std::size_t p = 0; p < input.points.size() / d; ++p) {
    std::copy_n(&input.points[p * d], d, rows);
    for (std::size_t k = 0; k < frame_axes; ++k) {
      frame.coordinates[p * frame_axes + k] = static_cast<float>(dot(rows, axes + k * d, d));
    }
  }
}

}  // namespace attention
