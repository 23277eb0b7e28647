// The directions of a product of two thin matrices, against a singular value decomposition of the product itself.

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "attention/analysis/product_directions.hpp"
#include "core/analysis/support.hpp"
#include "core/catch.hpp"
#include "reference/analysis.hpp"

using reference::Numbers;
using reference::Random;
using test::Points;

namespace {

/// One call, on results and scratch of exactly the size that is asked for, all NaN before.
struct Found {
  Found(const Points& left, const Points& right) : m(left.size()), d(left.front().size()) {
    const std::vector<float> flat_left = test::flat(left);
    const std::vector<float> flat_right = test::flat(right);
    test::Doubles scratch(attention::directions_scratch(m, d));
    vectors.assign(m * d, test::nan);
    left_over.assign(m, test::nan);
    attention::product_directions({.left = flat_left, .right = flat_right, .d = d},
                                  {.vectors = vectors, .left_over = left_over}, scratch.span());
    CHECK(scratch.guards_are_intact());
  }

  [[nodiscard]] Numbers direction(std::size_t k) const {
    const auto first = vectors.begin() + static_cast<std::ptrdiff_t>(k * d);
    return {first, first + static_cast<std::ptrdiff_t>(d)};
  }

  [[nodiscard]] double length(std::size_t k) const { return std::sqrt(reference::dot(direction(k), direction(k))); }

  std::size_t m;
  std::size_t d;
  std::vector<float> vectors;
  std::vector<float> left_over;
};

// P, row by row.
std::vector<Numbers> product_of(const Points& left, const Points& right) {
  const std::size_t d = left.front().size();
  std::vector<Numbers> product(d, Numbers(d, 0.0));
  for (std::size_t a = 0; a < left.size(); ++a) {
    for (std::size_t r = 0; r < d; ++r) {
      for (std::size_t c = 0; c < d; ++c) product[r][c] += double{left[a][r]} * double{right[a][c]};
    }
  }
  return product;
}

// The columns of P, each projected on the first `rank` directions.
std::vector<Numbers> projected(const Found& found, const std::vector<Numbers>& product, std::size_t rank) {
  std::vector<Numbers> kept(found.d, Numbers(found.d, 0.0));
  for (std::size_t k = 0; k < rank; ++k) {
    const Numbers u = found.direction(k);
    const double squared = reference::dot(u, u);
    if (squared == 0.0) continue;
    for (std::size_t c = 0; c < found.d; ++c) {
      double along = 0.0;
      for (std::size_t r = 0; r < found.d; ++r) along += u[r] * product[r][c];
      for (std::size_t r = 0; r < found.d; ++r) kept[r][c] += u[r] * along / squared;
    }
  }
  return kept;
}

double distance(const std::vector<Numbers>& a, const std::vector<Numbers>& b) {
  double sum = 0.0;
  for (std::size_t r = 0; r < a.size(); ++r) {
    for (std::size_t c = 0; c < a[r].size(); ++c) sum += (a[r][c] - b[r][c]) * (a[r][c] - b[r][c]);
  }
  return std::sqrt(sum);
}

void check_against_oracle(const Points& left, const Points& right) {
  INFO(left.size() << " terms of " << left.front().size() << " components");
  const Found found(left, right);
  const std::vector<Numbers> product = product_of(left, right);
  for (std::size_t rank = 1; rank <= found.m; ++rank) {
    const reference::Truncation expected = reference::truncated_product(test::exact(left), test::exact(right), rank);
    INFO("rank " << rank);
    CHECK(std::fabs(found.length(rank - 1) - expected.singular_values[rank - 1]) <= 1e-6 * expected.whole);
    CHECK(std::fabs(found.left_over[rank - 1] - expected.missed / expected.whole) <= 1e-6);
    CHECK(std::fabs(distance(projected(found, product, rank), product) - expected.missed) <= 1e-6 * expected.whole);
  }
  for (std::size_t k = 1; k < found.m; ++k) {
    CHECK(found.length(k) <= found.length(k - 1));
    for (std::size_t other = 0; other < k; ++other) {
      const double cosine = reference::dot(found.direction(k), found.direction(other));
      CHECK(std::fabs(cosine) <= 1e-6 * found.length(k) * found.length(other));
    }
  }
}

}  // namespace

TEST_CASE("the directions agree with the oracle for sizes drawn at random", "[analysis]") {
  Random random(1);
  for (int round = 0; round < 60; ++round) {
    const std::size_t d = random.between(1, 33);
    const std::size_t m = random.between(1, static_cast<std::uint32_t>(std::min<std::size_t>(d, 9)));
    check_against_oracle(test::random_points(random, m, d), test::random_points(random, m, d));
  }
}

TEST_CASE("directions that differ by orders of magnitude keep their lengths", "[analysis]") {
  Random random(2);
  Points left = test::random_points(random, 4, 12);
  const Points right = test::random_points(random, 4, 12);
  for (std::size_t a = 0; a < 4; ++a) {
    for (float& value : left[a]) value *= std::pow(10.0F, -static_cast<float>(a));
  }
  check_against_oracle(left, right);
}

TEST_CASE("directions worked out by hand", "[analysis]") {
  // (3 e1) e1^T + (4 e2) e3^T: 4 along the second axis, 3 along the first.
  const Found found({{3, 0, 0}, {0, 4, 0}}, {{1, 0, 0}, {0, 0, 1}});
  CHECK(std::fabs(found.vectors[1]) == 4.0F);
  CHECK(std::fabs(found.vectors[3]) == 3.0F);
  CHECK((found.vectors[0] == 0.0F && found.vectors[2] == 0.0F));
  CHECK(std::fabs(found.left_over[0] - 0.6F) < 1e-7F);
  CHECK(found.left_over[1] == 0.0F);
}

TEST_CASE("terms that depend on each other make fewer directions; the rest are 0", "[analysis]") {
  const Points thrice(3, {1, 2, 2});
  const Found found(thrice, thrice);
  CHECK(std::fabs(found.length(0) - 27.0) < 1e-5);
  CHECK(found.length(1) < 1e-12);
  CHECK(found.length(2) < 1e-12);
  CHECK(found.left_over[0] < 1e-12F);
  // Two rows that are 0, and one more term than there are components.
  const Found more({{1, 0}, {0, 1}, {1, 1}}, {{0, 0}, {5, 0}, {0, 0}});
  CHECK(std::fabs(more.length(0) - 5.0) < 1e-6);
  CHECK(more.length(1) == 0.0);
}

TEST_CASE("a product of 0 has no direction and lacks nothing", "[analysis]") {
  const Found found({{1, 2}, {3, 4}}, {{0, 0}, {0, 0}});
  CHECK(found.vectors == std::vector<float>(4, 0.0F));
  CHECK(found.left_over == std::vector<float>(2, 0.0F));
}

TEST_CASE("directions beyond float32 come out infinite", "[analysis]") {
  constexpr float largest = std::numeric_limits<float>::max();
  const Found found({{largest, 0}}, {{0, 4}});
  CHECK(std::isinf(found.vectors[0]));
}
