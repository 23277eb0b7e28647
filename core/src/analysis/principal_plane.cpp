#include "attention/analysis/principal_plane.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/orthogonal_rows.hpp"
#include "analysis/vectors.hpp"

namespace attention {

namespace {

using analysis::add_multiple;
using analysis::dot;

// What is left of a spread below this share of it is roundings of double precision.
constexpr double no_spread = 1e-24;

// The first component of largest magnitude. Equal ones may differ by roundings, which must not decide.
std::size_t largest_component(const double* x, std::size_t d) {
  std::size_t largest = 0;
  for (std::size_t c = 1; c < d; ++c) {
    if (std::fabs(x[c]) > 1.000001 * std::fabs(x[largest])) largest = c;
  }
  return largest;
}

class PlaneFit {
 public:
  PlaneFit(const PlaneInput& input, const Plane& plane, double* scratch)
      : input_(input), plane_(plane), n_(input.points.size() / input.d), d_(input.d), rows_(scratch) {}

  void run() {
    center();
    const double whole = spread();
    double in_plane = 0.0;
    for (std::size_t index = 0; index < 2; ++index) {
      if (index == 1 || !takes_given_axis()) decide_axis(index, no_spread * whole);
      in_plane += take_out_axis(index);
    }
    plane_.share = whole > 0.0 ? static_cast<float>(in_plane / whole) : 1.0F;
  }

 private:
  // The scratch: the points, from which is taken out what has been found; the axis that is being found; the one before
  // it; rows to be made orthogonal.
  double* row(std::size_t p) { return rows_ + p * d_; }
  double* axis() { return row(n_); }
  double* axis_before() { return row(n_ + 1); }
  double* work() { return row(n_ + 2); }

  void center() {
    double* mean = axis();
    std::fill_n(mean, 2 * d_, 0.0);
    std::ranges::copy(input_.points, rows_);
    for (std::size_t p = 0; p < input_.n_fit; ++p) add_multiple(mean, 1.0, row(p), d_);
    // A division, so that the mean of equal points is that point.
    for (std::size_t c = 0; c < d_; ++c) mean[c] /= input_.n_fit;
    for (std::size_t p = 0; p < n_; ++p) add_multiple(row(p), -1.0, mean, d_);
    std::copy_n(mean, d_, plane_.origin.data());
  }

  // Of the fit points, outside the axes that have been taken out.
  double spread() { return dot(rows_, rows_, input_.n_fit * d_); }

  bool takes_given_axis() {
    if (input_.first_axis.empty()) return false;
    std::ranges::copy(input_.first_axis, axis());
    return analysis::normalise(axis(), d_);
  }

  void decide_axis(std::size_t index, double negligible) {
    if (spread() > negligible) {
      std::copy_n(direction_of_spread(), d_, axis());
      analysis::normalise(axis(), d_);
    } else {
      // Any direction will do that is not nearly the axis before, so none in which that one has its largest component.
      std::fill_n(axis(), d_, 0.0);
      axis()[(largest_component(axis_before(), d_) + index) % d_] = 1.0;
    }
    // Taking an axis out leaves roundings, which show where little else is left. In one dimension this leaves 0, since
    // x / sqrt(x x) is exactly 1 or -1.
    add_multiple(axis(), -dot(axis(), axis_before(), d_), axis_before(), d_);
    analysis::normalise(axis(), d_);
    if (axis()[largest_component(axis(), d_)] < 0.0) add_multiple(axis(), -2.0, axis(), d_);
  }

  const double* direction_of_spread() {
    if (input_.n_fit <= d_) {
      std::copy_n(rows_, input_.n_fit * d_, work());
      return analysis::longest_orthogonal_row(work(), input_.n_fit, d_);
    }
    // X^T X has the same directions and fewer rows.
    std::fill_n(work(), d_ * d_, 0.0);
    for (std::size_t p = 0; p < input_.n_fit; ++p) {
      for (std::size_t c = 0; c < d_; ++c) add_multiple(work() + c * d_, row(p)[c], row(p), d_);
    }
    return analysis::longest_orthogonal_row(work(), d_, d_);
  }

  // Writes the axis and all coordinates on it. Returns the fit points' spread along it.
  double take_out_axis(std::size_t index) {
    double along = 0.0;
    for (std::size_t p = 0; p < n_; ++p) {
      const double coordinate = dot(row(p), axis(), d_);
      plane_.coordinates[2 * p + index] = static_cast<float>(coordinate);
      add_multiple(row(p), -coordinate, axis(), d_);
      if (p < input_.n_fit) along += coordinate * coordinate;
    }
    std::copy_n(axis(), d_, &plane_.axes[index * d_]);
    std::copy_n(axis(), d_, axis_before());
    return along;
  }

  const PlaneInput& input_;
  const Plane& plane_;
  std::size_t n_;
  std::size_t d_;
  double* rows_;
};

}  // namespace

void principal_plane(const PlaneInput& input, const Plane& plane, std::span<double> scratch) {
  PlaneFit(input, plane, scratch.data()).run();
}

}  // namespace attention
