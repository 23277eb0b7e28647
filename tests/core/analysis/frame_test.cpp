// The frame that keeps up to three vectors whole, and the prediction at any place: against Eigen's decompositions and a
// softmax in double precision.

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "attention/analysis/prediction_at.hpp"
#include "attention/analysis/symmetric_frame.hpp"
#include "core/analysis/support.hpp"
#include "core/catch.hpp"
#include "reference/analysis.hpp"

using reference::Numbers;
using reference::Random;
using test::Points;

namespace {

/// One call, on results and scratch of exactly the size that is asked for, all NaN before.
struct Laid {
  Laid(const Points& points, std::uint32_t n_fit) : d(points.front().size()) {
    const std::vector<float> flat = test::flat(points);
    test::Doubles scratch(attention::frame_scratch(d));
    axes.assign(3 * d, test::nan);
    coordinates.assign(3 * points.size(), test::nan);
    attention::symmetric_frame({.points = flat, .d = static_cast<std::uint32_t>(d), .n_fit = n_fit},
                               {.axes = axes, .coordinates = coordinates}, scratch.span());
    CHECK(scratch.guards_are_intact());
  }

  [[nodiscard]] Numbers axis(std::size_t k) const { return part(axes, k, d); }
  [[nodiscard]] Numbers place(std::size_t p) const { return part(coordinates, p, 3); }

  static Numbers part(const std::vector<float>& values, std::size_t index, std::size_t size) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(index * size);
    return {first, first + static_cast<std::ptrdiff_t>(size)};
  }

  std::size_t d;
  std::vector<float> axes;
  std::vector<float> coordinates;
};

constexpr double rounding = 0x1p-24;

void check_orthonormal(const Laid& laid) {
  // In fewer dimensions there are no three.
  if (laid.d < 3) return;
  for (std::size_t k = 0; k < 3; ++k) {
    for (std::size_t l = 0; l <= k; ++l) {
      const double expected = k == l ? 1.0 : 0.0;
      CHECK(std::fabs(reference::dot(laid.axis(k), laid.axis(l)) - expected) <= 8 * rounding);
    }
  }
}

// The vectors' lengths and the angles between them are those of their places.
void check_whole(const Laid& laid, const Points& points, std::uint32_t n_fit) {
  const std::vector<Numbers> exact = test::exact(points);
  double largest = 0.0;
  for (std::uint32_t p = 0; p < n_fit; ++p) largest = std::max(largest, reference::dot(exact[p], exact[p]));
  for (std::uint32_t p = 0; p < n_fit; ++p) {
    for (std::uint32_t q = 0; q <= p; ++q) {
      CHECK(std::fabs(reference::dot(laid.place(p), laid.place(q)) - reference::dot(exact[p], exact[q])) <=
            3e-6 * largest);
    }
  }
}

void check_places(const Laid& laid, const Points& points) {
  for (std::size_t p = 0; p < points.size(); ++p) {
    const Numbers exact = test::exact(points[p]);
    const double tolerance = 4 * rounding * std::sqrt(reference::dot(exact, exact) * static_cast<double>(laid.d));
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(std::fabs(laid.place(p)[k] - reference::dot(exact, laid.axis(k))) <= tolerance);
    }
  }
}

}  // namespace

TEST_CASE("the frame of three vectors is (D D^T)^(-1/2) D", "[analysis]") {
  Random random(11);
  for (int round = 0; round < 60; ++round) {
    const std::size_t d = random.between(3, 40);
    Points points = test::random_points(random, random.between(3, 9), d);
    for (float& value : points[1]) value *= std::pow(10.0F, -static_cast<float>(round % 3));
    const Laid laid(points, 3);
    check_orthonormal(laid);
    check_whole(laid, points, 3);
    check_places(laid, points);
    const std::vector<Numbers> expected =
        reference::symmetric_frame({test::exact(points[0]), test::exact(points[1]), test::exact(points[2])});
    for (std::size_t k = 0; k < 3; ++k) {
      for (std::size_t c = 0; c < d; ++c) CHECK(std::fabs(laid.axis(k)[c] - expected[k][c]) <= 1e-5);
    }
  }
}

TEST_CASE("vectors at right angles are the axes, in their order, whatever their lengths", "[analysis]") {
  const Laid laid({{0, 0, 3, 0}, {-2, 0, 0, 0}, {0, 5, 0, 0}, {1, 1, 1, 1}}, 3);
  CHECK(laid.axes == std::vector<float>{0, 0, 1, 0, -1, 0, 0, 0, 0, 1, 0, 0});
  CHECK(laid.place(3) == Numbers{1, -1, 1});
}

TEST_CASE("one vector, two, and vectors that depend on each other are kept whole too", "[analysis]") {
  Random random(12);
  for (int round = 0; round < 30; ++round) {
    const std::size_t d = random.between(1, 12);
    for (std::uint32_t n_fit = 1; n_fit <= 2; ++n_fit) {
      const Points points = test::random_points(random, 4, d);
      const Laid laid(points, n_fit);
      check_orthonormal(laid);
      check_places(laid, points);
      check_whole(laid, points, d < 3 ? 4 : n_fit);
    }
    Points parallel = test::random_points(random, 3, d);
    for (std::size_t c = 0; c < d; ++c) parallel[1][c] = -2.0F * parallel[0][c];
    if (round % 2 == 0) parallel[2] = parallel[0];
    const Laid laid(parallel, 3);
    check_orthonormal(laid);
    check_whole(laid, parallel, 3);
  }
}

TEST_CASE("vectors of 0 leave the frame to the others, or to the coordinate axes", "[analysis]") {
  const Laid none({{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {1, 2, 3, 4}}, 3);
  check_orthonormal(none);
  CHECK(none.place(3) == Numbers{1, 2, 3});
  const Laid one({{0, 0, 0, 0}, {0, 3, 0, 4}, {0, 0, 0, 0}}, 3);
  check_orthonormal(one);
  CHECK(std::fabs(reference::dot(one.place(1), one.place(1)) - 25.0) < 1e-5);
  CHECK(std::fabs(one.place(1)[1] - 5.0) < 1e-6);
}

TEST_CASE("a place beyond float32 comes out infinite", "[analysis]") {
  constexpr float largest = std::numeric_limits<float>::max();
  const Laid laid({{1, 1}, {largest, largest}}, 1);
  CHECK(std::isinf(laid.coordinates[3]));
}

TEST_CASE("the prediction at a weighted sum agrees with a softmax in double precision", "[analysis]") {
  Random random(13);
  for (int round = 0; round < 40; ++round) {
    const std::size_t d = random.between(1, 40);
    const Points vectors = test::random_points(random, random.between(1, 3), d);
    const Points words = test::random_points(random, random.between(1, 50), d);
    std::vector<float> coefficients;
    for (std::size_t i = 0; i < vectors.size(); ++i) coefficients.push_back(random.symmetric(2.0F));
    std::vector<float> at(d, test::nan);
    std::vector<float> probability(words.size(), test::nan);
    attention::prediction_at(
        {.vectors = test::flat(vectors), .coefficients = coefficients, .unembedding = test::flat(words)},
        {.at = at, .probability = probability});
    Numbers expected_at(d, 0.0);
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      for (std::size_t c = 0; c < d; ++c) expected_at[c] += double{coefficients[i]} * double{vectors[i][c]};
    }
    double sum = 0.0;
    for (const auto& word : words) sum += std::exp(reference::dot(test::exact(word), expected_at));
    for (std::size_t c = 0; c < d; ++c) CHECK(std::fabs(at[c] - expected_at[c]) <= 8 * rounding);
    for (std::size_t w = 0; w < words.size(); ++w) {
      const double expected = std::exp(reference::dot(test::exact(words[w]), expected_at)) / sum;
      CHECK(std::fabs(probability[w] - expected) <= 2e-5 * expected);
    }
  }
}
