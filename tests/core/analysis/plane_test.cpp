#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "attention/analysis/principal_plane.hpp"
#include "core/analysis/support.hpp"
#include "core/catch.hpp"
#include "reference/analysis.hpp"

using reference::Numbers;
using reference::Random;
using test::Points;

namespace {

/// One call, on results and scratch of exactly the size that is asked for, all NaN before.
struct Fit {
  Fit(const Points& points, std::uint32_t n_fit, const std::vector<float>& first_axis = {})
      : n(points.size()), d(points.front().size()) {
    const std::vector<float> flat = test::flat(points);
    test::Doubles scratch(attention::plane_scratch(n, d));
    origin.assign(d, test::nan);
    axes.assign(2 * d, test::nan);
    coordinates.assign(2 * n, test::nan);
    attention::principal_plane(
        {.points = flat, .d = static_cast<std::uint32_t>(d), .n_fit = n_fit, .first_axis = first_axis},
        {.origin = origin, .axes = axes, .coordinates = coordinates, .share = share}, scratch.span());
    CHECK(scratch.guards_are_intact());
  }

  [[nodiscard]] Numbers axis(std::size_t index) const {
    const auto first = axes.begin() + static_cast<std::ptrdiff_t>(index * d);
    return {first, first + static_cast<std::ptrdiff_t>(d)};
  }

  /// Of the first `n_fit` points along an axis.
  [[nodiscard]] double spread(std::size_t index, std::size_t n_fit) const {
    double sum = 0.0;
    for (std::size_t p = 0; p < n_fit; ++p) sum += double{coordinates[2 * p + index]} * coordinates[2 * p + index];
    return sum;
  }

  std::size_t n;
  std::size_t d;
  std::vector<float> origin;
  std::vector<float> axes;
  std::vector<float> coordinates;
  float share = test::nan;
};

// Results are rounded to float32 once each; what lies behind them is in double precision.
constexpr double rounding = 0x1p-24;

bool is_near(double actual, double expected, double tolerance) { return std::fabs(actual - expected) <= tolerance; }

void check_axes(const Fit& fit) {
  CHECK(test::all_finite(fit.axes));
  CHECK(is_near(reference::dot(fit.axis(0), fit.axis(0)), 1.0, 8 * rounding));
  CHECK(is_near(reference::dot(fit.axis(0), fit.axis(1)), 0.0, 8 * rounding));
  CHECK(is_near(reference::dot(fit.axis(1), fit.axis(1)), fit.d == 1 ? 0.0 : 1.0, 8 * rounding));
}

void check_sign(const Numbers& axis) {
  const auto largest = std::ranges::max_element(axis, {}, [](double x) { return std::fabs(x); });
  // Equal ones may differ by their rounding.
  const auto first =
      std::ranges::find_if(axis, [&](double x) { return std::fabs(x) >= std::fabs(*largest) * 0.99999; });
  CHECK((*first > 0.0 || *largest == 0.0));
}

double size_of(const Points& points) {
  double size = 0.0;
  for (const float value : test::flat(points)) size = std::fmax(size, std::fabs(double{value}));
  return size;
}

void check_coordinates(const Fit& fit, const Points& points, const Numbers& origin) {
  // Two roundings of an axis' components and one of the coordinate.
  const double tolerance = 3.0 * static_cast<double>(fit.d) * size_of(points) * 2 * rounding;
  for (std::size_t p = 0; p < fit.n; ++p) {
    Numbers from_origin = test::exact(points[p]);
    for (std::size_t c = 0; c < fit.d; ++c) from_origin[c] -= origin[c];
    for (std::size_t index = 0; index < 2; ++index) {
      CHECK(is_near(fit.coordinates[2 * p + index], reference::dot(from_origin, fit.axis(index)), tolerance));
    }
  }
}

// Axes are what the oracle's are, up to sign, where the spreads tell them apart.
void check_directions(const Fit& fit, const reference::Plane& expected) {
  const double apart = 1e-3 * expected.whole_spread;
  for (std::size_t index = 0; index < expected.axes.size(); ++index) {
    const double next = index == 0 && expected.axes.size() > 1 ? expected.spread[1] : expected.spread_beyond;
    const double before = index == 0 ? HUGE_VAL : expected.spread[0];
    if (expected.spread[index] - next < apart || before - expected.spread[index] < apart) continue;
    CHECK(is_near(std::fabs(reference::dot(fit.axis(index), expected.axes[index])), 1.0, 8 * rounding));
  }
}

void check_against_oracle(const Points& points, std::uint32_t n_fit, const std::vector<float>& first_axis = {}) {
  INFO(points.size() << " points, " << points.front().size() << " components, " << n_fit << " fit, first axis "
                     << !first_axis.empty());
  const Fit fit(points, n_fit, first_axis);
  const reference::Plane expected = reference::principal_plane(test::exact(points), n_fit, test::exact(first_axis));
  for (std::size_t c = 0; c < fit.d; ++c)
    CHECK(is_near(fit.origin[c], expected.origin[c], 2 * rounding * size_of(points)));
  check_axes(fit);
  check_coordinates(fit, points, expected.origin);
  double in_plane = 0.0;
  const double tolerance = 1e-5 * expected.whole_spread + 1e-13;
  for (std::size_t index = 0; index < expected.spread.size(); ++index) {
    CHECK(is_near(fit.spread(index, n_fit), expected.spread[index], tolerance));
    in_plane += expected.spread[index];
  }
  const double share = expected.whole_spread > 0.0 ? in_plane / expected.whole_spread : 1.0;
  CHECK(is_near(fit.share, share, 1e-6));
  if (expected.whole_spread > 1e-12 && first_axis.empty()) check_directions(fit, expected);
  if (first_axis.empty()) check_sign(fit.axis(0));
  check_sign(fit.axis(1));
}

}  // namespace

TEST_CASE("the plane agrees with the oracle for sizes drawn at random", "[analysis]") {
  Random random(1);
  for (int round = 0; round < 150; ++round) {
    const Points points = test::random_points(random, random.between(1, 12), random.between(1, 17));
    const auto n_fit = random.between(1, static_cast<std::uint32_t>(points.size()));
    check_against_oracle(points, n_fit);
    check_against_oracle(points, n_fit, test::random_points(random, 1, points.front().size()).front());
  }
}

TEST_CASE("the plane agrees with the oracle for many points and for many components", "[analysis]") {
  Random random(2);
  check_against_oracle(test::random_points(random, 200, 7), 190);
  check_against_oracle(test::random_points(random, 9, 300), 8);
  check_against_oracle(test::random_points(random, 40, 32), 32);
  check_against_oracle(test::random_points(random, 40, 32), 33);
}

TEST_CASE("a plane worked out by hand", "[analysis]") {
  // Spread 18 along the second axis, 8 along the first, 2 along the third, around (1, 2, 3).
  const Points points{{1, 5, 3}, {1, -1, 3}, {3, 2, 3}, {-1, 2, 3}, {1, 2, 4}, {1, 2, 2}, {10, 10, 10}};
  const Fit fit(points, 6);
  CHECK(fit.origin == std::vector<float>{1, 2, 3});
  CHECK(fit.axes == std::vector<float>{0, 1, 0, 1, 0, 0});
  CHECK(fit.coordinates == std::vector<float>{3, 0, -3, 0, 0, 2, 0, -2, 0, 0, 0, 0, 8, 9});
  CHECK(fit.share == 26.0F / 28.0F);
  const Fit given(points, 6, {0, 0, -5});
  CHECK(given.axes == std::vector<float>{0, 0, -1, 0, 1, 0});
  CHECK(given.coordinates == std::vector<float>{0, 3, 0, -3, 0, 0, 0, 0, -1, 0, 1, 0, -7, 8});
  CHECK(given.share == 20.0F / 28.0F);
}

TEST_CASE("the direction of largest spread is found although the farthest point lies across it", "[analysis]") {
  // (0, 3) is farthest out and lies on an axis of the spread, but not on the largest.
  const Fit fit({{0, 3}, {0, -3}, {2.5F, 0}, {-2.5F, 0}, {2.5F, 0}, {-2.5F, 0}}, 6);
  CHECK(fit.axes == std::vector<float>{1, 0, 0, 1});
}

TEST_CASE("directions of equal or nearly equal spread still span the plane", "[analysis]") {
  for (const float stretch : {1.0F, 1.0F + 0x1p-20F, 1.0F - 0x1p-23F}) {
    Points points;
    for (int k = 0; k < 5; ++k) {
      const double angle = 2.0 * 3.14159265358979 * k / 5.0;
      const auto x = static_cast<float>(std::cos(angle));
      const auto y = static_cast<float>(std::sin(angle)) * stretch;
      points.push_back({x, 0, y, 0, 0});
    }
    check_against_oracle(points, 5);
    const Fit fit(points, 5);
    CHECK(is_near(fit.share, 1.0, 1e-6));
  }
}

TEST_CASE("points without spread have axes all the same", "[analysis]") {
  const Points equal(3, {0.1F, -7, 1e-3F, 4});
  for (const std::uint32_t n_fit : {1U, 2U, 3U}) {
    const Fit fit(equal, n_fit);
    check_axes(fit);
    CHECK(fit.share == 1.0F);
    CHECK(fit.origin == equal[0]);
    CHECK(std::ranges::all_of(fit.coordinates, [](float x) { return x == 0.0F; }));
    check_axes(Fit(equal, n_fit, {1, 1, 1, 1}));
  }
  check_axes(Fit({{0, 0, 0}}, 1));
  check_axes(Fit({{0, 0, 0}}, 1, {1, 0, 0}));
}

TEST_CASE("points on a line spread along the first axis alone", "[analysis]") {
  const Points line{{1, 2, 2}, {2, 4, 4}, {-3, -6, -6}, {8, 16, 16}};
  const Fit fit(line, 4);
  check_axes(fit);
  CHECK(is_near(std::fabs(reference::dot(fit.axis(0), {1.0 / 3, 2.0 / 3, 2.0 / 3})), 1.0, 8 * rounding));
  CHECK(fit.share == 1.0F);
  CHECK(fit.spread(1, 4) < 1e-20);
  // The line itself given as the axis leaves nothing to the second.
  const Fit along(line, 4, {-1, -2, -2});
  check_axes(along);
  CHECK(along.spread(1, 4) < 1e-10);
  CHECK(along.axes[0] < 0.0F);
  // An axis across the line leaves everything to the second.
  const Fit across(line, 4, {0, 1, -1});
  check_axes(across);
  CHECK(across.spread(0, 4) < 1e-10);
  CHECK(across.share == 1.0F);
}

TEST_CASE("in one dimension there is no second axis", "[analysis]") {
  for (const std::vector<float>& first_axis : {std::vector<float>{}, {-2.0F}, {0.0F}}) {
    const Fit fit({{1}, {3}, {0.3F}}, 3, first_axis);
    check_axes(fit);
    CHECK(fit.axes[1] == 0.0F);
    CHECK(fit.coordinates[1] == 0.0F);
    CHECK(fit.share == 1.0F);
  }
}

TEST_CASE("an axis given as 0 leaves the choice to the points; its length does not matter", "[analysis]") {
  Random random(5);
  const Points points = test::random_points(random, 6, 5);
  CHECK(Fit(points, 6, {0, 0, 0, 0, 0}).axes == Fit(points, 6).axes);
  const Fit fit(points, 6, {1, 2, -3, 4, -5});
  for (const float scale : {0x1p100F, 0x1p-100F}) {
    CHECK(Fit(points, 6, {scale, 2 * scale, -3 * scale, 4 * scale, -5 * scale}).axes == fit.axes);
  }
}

TEST_CASE("the plane follows the points when they grow, shrink or move", "[analysis]") {
  Random random(6);
  const Points points = test::random_points(random, 7, 6);
  const Fit fit(points, 7);
  for (const float scale : {0x1p110F, 0x1p-60F}) {
    Points scaled = points;
    for (auto& point : scaled) {
      for (float& value : point) value *= scale;
    }
    const Fit other(scaled, 7);
    CHECK(other.axes == fit.axes);
    CHECK(other.share == fit.share);
    for (std::size_t k = 0; k < fit.coordinates.size(); ++k) CHECK(other.coordinates[k] == fit.coordinates[k] * scale);
  }
  Points moved = points;
  for (auto& point : moved) point[2] += 64.0F;
  check_against_oracle(moved, 7);
}

TEST_CASE("points that do not decide the plane do not move it", "[analysis]") {
  Random random(7);
  Points points = test::random_points(random, 8, 5);
  const Fit fit(points, 5);
  for (std::size_t p = 5; p < 8; ++p) points[p][0] += 100.0F;
  const Fit other(points, 5);
  CHECK(other.axes == fit.axes);
  CHECK(other.share == fit.share);
  CHECK(other.coordinates != fit.coordinates);
}
