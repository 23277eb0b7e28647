#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "attention/analysis/best_combination.hpp"
#include "core/analysis/support.hpp"
#include "core/catch.hpp"
#include "reference/analysis.hpp"

using reference::Numbers;
using reference::Random;
using test::Points;

namespace {

/// One call, on results and scratch of exactly the size that is asked for, all NaN before.
struct Fit {
  Fit(const Points& vectors, const std::vector<float>& target) {
    const std::vector<float> flat = test::flat(vectors);
    test::Doubles scratch(attention::combination_scratch(vectors.size(), target.size()));
    coefficients.assign(vectors.size(), test::nan);
    fitted.assign(target.size(), test::nan);
    attention::best_combination(flat, target, {.coefficients = coefficients, .fitted = fitted, .residual = residual},
                                scratch.span());
    CHECK(scratch.guards_are_intact());
  }

  std::vector<float> coefficients;
  std::vector<float> fitted;
  float residual = test::nan;
};

double length(const Numbers& x) { return std::sqrt(reference::dot(x, x)); }

Numbers combined(const Points& vectors, const std::vector<float>& coefficients) {
  Numbers sum(vectors.front().size(), 0.0);
  for (std::size_t k = 0; k < vectors.size(); ++k) {
    for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += double{coefficients[k]} * double{vectors[k][c]};
  }
  return sum;
}

double apart(const Numbers& a, Numbers b) {
  for (std::size_t c = 0; c < a.size(); ++c) b[c] -= a[c];
  return length(b);
}

// Some roundings of float32 of what is added up.
double tolerance(const Points& vectors, const std::vector<float>& coefficients, const std::vector<float>& target) {
  double size = length(test::exact(target));
  for (std::size_t k = 0; k < vectors.size(); ++k) size += std::fabs(coefficients[k]) * length(test::exact(vectors[k]));
  return 4 * 0x1p-24 * size;
}

void check_against_oracle(const Points& vectors, const std::vector<float>& target) {
  INFO(vectors.size() << " vectors of " << target.size() << " components");
  const Fit fit(vectors, target);
  const reference::Combination expected = reference::best_combination(test::exact(vectors), test::exact(target));
  const double near = tolerance(vectors, fit.coefficients, target);
  CHECK(apart(test::exact(fit.fitted), expected.fitted) <= near);
  CHECK(apart(test::exact(fit.fitted), combined(vectors, fit.coefficients)) <= near);
  CHECK(std::fabs(fit.residual - expected.missed / length(test::exact(target))) <= 1e-6);
  const auto used = std::ranges::count_if(fit.coefficients, [](float c) { return c != 0.0F; });
  CHECK(static_cast<std::size_t>(used) <= expected.rank);
  if (expected.rank < vectors.size()) return;
  const double size = std::max(1.0, length(expected.coefficients));
  CHECK(apart(test::exact(fit.coefficients), expected.coefficients) <= 1e-6 * size);
}

}  // namespace

TEST_CASE("the combination agrees with the oracle for sizes drawn at random", "[analysis]") {
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    const std::size_t d = random.between(1, 33);
    check_against_oracle(test::random_points(random, random.between(1, 8), d), test::random_points(random, 1, d)[0]);
  }
}

TEST_CASE("a combination worked out by hand", "[analysis]") {
  const Fit fit({{1, 0, 0}, {1, 1, 0}}, {2, 3, 4});
  CHECK(std::fabs(fit.coefficients[0] + 1.0F) < 1e-6F);
  CHECK(std::fabs(fit.coefficients[1] - 3.0F) < 1e-6F);
  CHECK(fit.fitted == std::vector<float>{2, 3, 0});
  CHECK(fit.residual == static_cast<float>(4.0 / std::sqrt(29.0)));
}

TEST_CASE("a target that is a combination is found, and missed by roundings only", "[analysis]") {
  Random random(2);
  for (std::size_t m = 1; m <= 8; ++m) {
    const Points vectors = test::random_points(random, m, 32);
    std::vector<float> coefficients(m);
    for (float& coefficient : coefficients) coefficient = random.symmetric(2.0F);
    std::vector<float> target;
    for (const double value : combined(vectors, coefficients)) target.push_back(static_cast<float>(value));
    const Fit fit(vectors, target);
    CHECK(fit.residual < 1e-6F);
    CHECK(apart(test::exact(fit.coefficients), test::exact(coefficients)) < 1e-5);
  }
}

TEST_CASE("a vector that adds nothing gets the coefficient 0", "[analysis]") {
  Random random(3);
  const Points some = test::random_points(random, 3, 6);
  const std::vector<float> target = test::random_points(random, 1, 6)[0];
  const Fit plain(some, target);

  // The same vector again, and 0.
  const Fit doubled({some[0], some[1], some[2], some[0], {0, 0, 0, 0, 0, 0}}, target);
  CHECK(doubled.coefficients[3] == 0.0F);
  CHECK(doubled.coefficients[4] == 0.0F);
  CHECK(doubled.fitted == plain.fitted);

  // A sum of the others, which its rounding to float32 keeps a little apart from them.
  std::vector<float> sum;
  for (std::size_t c = 0; c < 6; ++c) sum.push_back((some[0][c] + some[1][c] + some[2][c]) / 3.0F);
  check_against_oracle({some[0], some[1], some[2], sum}, target);
  const Fit dependent({some[0], some[1], some[2], sum}, target);
  for (const float coefficient : dependent.coefficients) CHECK(std::fabs(coefficient) < 100.0F);
  CHECK(std::fabs(dependent.residual - plain.residual) < 1e-6F);

  // More vectors than dimensions.
  check_against_oracle(test::random_points(random, 8, 2), {1, 2});
  check_against_oracle(test::random_points(random, 5, 1), {3});
}

TEST_CASE("vectors that are nearly the same are told apart as far as float32 tells them apart", "[analysis]") {
  Random random(4);
  for (const float offset : {1e-1F, 1e-2F, 1e-3F, 1e-4F}) {
    Points vectors = test::random_points(random, 2, 8);
    for (std::size_t c = 0; c < 8; ++c) vectors[1][c] = vectors[0][c] + offset * vectors[1][c];
    INFO(offset);
    check_against_oracle(vectors, test::random_points(random, 1, 8)[0]);
  }
}

TEST_CASE("the size of a vector does not decide whether it counts", "[analysis]") {
  const Fit fit({{1e20F, 0, 0}, {0, 1e-20F, 0}}, {3, 4, 0});
  CHECK(fit.fitted == std::vector<float>{3, 4, 0});
  CHECK(std::fabs(fit.coefficients[0] - 3e-20F) < 1e-26F);
  CHECK(std::fabs(fit.coefficients[1] - 4e20F) < 1e14F);
  CHECK(fit.residual < 1e-12F);
}

TEST_CASE("a target of 0 and vectors of 0 are no trouble", "[analysis]") {
  const Fit no_target({{1, 2}, {3, 4}}, {0, 0});
  CHECK(no_target.fitted == std::vector<float>{0, 0});
  CHECK(no_target.residual == 0.0F);
  const Fit no_vectors({{0, 0}, {0, 0}}, {3, 4});
  CHECK(no_vectors.coefficients == std::vector<float>{0, 0});
  CHECK(no_vectors.fitted == std::vector<float>{0, 0});
  CHECK(no_vectors.residual == 1.0F);
}
