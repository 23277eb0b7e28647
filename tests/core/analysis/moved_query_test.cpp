// The row of attention of a query that is moved in a plane: against the run that it was taken from, the operator, and
// double precision.

#include <algorithm>
#include <cmath>
#include <vector>

#include "attention/analysis/moved_query.hpp"
#include "attention/model/forward.hpp"
#include "attention/operator/operator.hpp"
#include "core/analysis/support.hpp"
#include "core/catch.hpp"
#include "reference/analysis.hpp"

using attention::Mask;
using attention::OperatorTensor;
using attention::RunOptions;
using attention::TensorId;
using reference::Random;
using test::Model;

namespace {

const std::vector<RunOptions> all_options{{},
                                          {.temperature = 0.25F},
                                          {.temperature = 4.0F, .scale = false},
                                          {.mask = Mask::none},
                                          {.scale = false, .mask = Mask::zero_after_softmax}};

struct Row {
  Row(const attention::MovedQuery& input, const RunOptions& options)
      : query(input.query.size(), test::nan),
        score(input.keys.size() / input.query.size(), test::nan),
        weight(score.size(), test::nan) {
    attention::moved_query(input, options, {.query = query, .score = score, .weight = weight});
  }
  std::vector<float> query;
  std::vector<float> score;
  std::vector<float> weight;
};

std::vector<float> keys_of(Model& model, std::uint32_t h) {
  std::vector<float> keys;
  for (std::uint32_t j = 0; j < model.layout().dimensions().n_tokens; ++j) {
    const std::span<float> key = model.arena().row(TensorId::key, h, j);
    keys.insert(keys.end(), key.begin(), key.end());
  }
  return keys;
}

/// Two orthogonal vectors of length 1 in d components: d is at least 2.
std::vector<float> random_axes(Random& random, std::size_t d) {
  const test::Points points = test::random_points(random, 2, d);
  std::vector<double> first = test::exact(points[0]);
  std::vector<double> second = test::exact(points[1]);
  const auto scale = [](std::vector<double>& x, double factor) {
    for (double& value : x) value *= factor;
  };
  scale(first, 1.0 / std::sqrt(reference::dot(first, first)));
  const double shared = reference::dot(first, second);
  for (std::size_t c = 0; c < d; ++c) second[c] -= shared * first[c];
  scale(second, 1.0 / std::sqrt(reference::dot(second, second)));
  first.insert(first.end(), second.begin(), second.end());
  return {first.begin(), first.end()};
}

/// The weights of the keys that are attended to, by a call of the operator on that query alone.
std::vector<float> operator_weights(const std::vector<float>& query, std::span<const float> keys, float divisor) {
  const auto d = static_cast<std::uint32_t>(query.size());
  const auto n = static_cast<std::uint32_t>(keys.size() / d);
  attention::OperatorLayout layout;
  REQUIRE(
      attention::OperatorLayout::make({.n_keys = n, .d_head = d, .keeps_stages = 1, .scale = 1.0F / divisor}, layout)
          .is_ok());
  test::GuardedMemory memory(layout.bytes());
  const attention::OperatorArena arena(layout, memory.data());
  std::ranges::copy(query, arena.values(OperatorTensor::query).begin());
  std::ranges::copy(keys, arena.values(OperatorTensor::key).begin());
  std::ranges::fill(arena.values(OperatorTensor::value), 1.0F);
  REQUIRE(attention::attend_traced(arena).is_ok());
  const std::span<float> weights = arena.values(OperatorTensor::weight);
  return {weights.begin(), weights.end()};
}

bool near(std::span<const float> actual, std::span<const float> expected, double tolerance) {
  return std::ranges::equal(actual, expected, [tolerance](float a, float b) { return std::fabs(a - b) <= tolerance; });
}

}  // namespace

TEST_CASE("a query that is not moved has the row of the run, under all options", "[analysis]") {
  Random random(1);
  const std::vector<float> nowhere{0.0F, 0.0F};
  for (std::uint32_t round = 0; round < 20; ++round) {
    Model model(test::random_dimensions(random), round + 1);
    const auto& [n_heads, n_tokens, d] = std::tuple{
        model.layout().dimensions().n_heads, model.layout().dimensions().n_tokens, model.layout().dimensions().d_head};
    const std::vector<float> axes(2 * std::size_t{d}, 0.5F);
    for (const RunOptions& options : all_options) {
      REQUIRE(attention::forward(model.arena(), options).is_ok());
      for (std::uint32_t h = 0; h < n_heads; ++h) {
        const std::vector<float> keys = keys_of(model, h);
        for (std::uint32_t i = 0; i < n_tokens; ++i) {
          const std::span<float> query = model.arena().row(TensorId::query, h, i);
          const Row row({.keys = keys, .query = query, .axes = axes, .move = nowhere, .position = i}, options);
          CHECK(test::same_bits(row.query, query));
          CHECK(test::same_result(row.score, model.arena().row(TensorId::score, h, i)));
          CHECK(test::same_result(row.weight, model.arena().row(TensorId::weight, h, i)));
        }
      }
    }
  }
}

TEST_CASE("a moved query has the row that double precision makes of it, and an operator call", "[analysis]") {
  Random random(2);
  for (std::uint32_t round = 0; round < 200; ++round) {
    const std::size_t d = random.between(2, 17);
    const std::size_t n = random.between(1, 20);
    const std::vector<float> keys = test::flat(test::random_points(random, n, d));
    const std::vector<float> query = test::random_points(random, 1, d)[0];
    const std::vector<float> axes = random_axes(random, d);
    const std::vector<float> move{random.symmetric(3.0F), random.symmetric(3.0F)};
    const std::uint32_t position = random.between(0, static_cast<std::uint32_t>(n) - 1);
    const RunOptions& options = all_options[round % all_options.size()];
    const Row row({.keys = keys, .query = query, .axes = axes, .move = move, .position = position}, options);

    const double divisor = (options.scale ? std::sqrt(static_cast<double>(d)) : 1.0) * options.temperature;
    const reference::AttendedRow expected = reference::moved_row(
        {.keys = test::exact(keys), .query = test::exact(query), .axes = test::exact(axes), .move = test::exact(move)},
        divisor, options.mask == Mask::causal ? position + 1 : n);
    for (std::size_t c = 0; c < d; ++c) CHECK(std::fabs(row.query[c] - expected.query[c]) < 1e-6);
    for (std::size_t j = 0; j < n; ++j) {
      CHECK(std::fabs(row.score[j] - expected.score[j]) < 1e-5);
      const bool struck = options.mask == Mask::zero_after_softmax && j > position;
      CHECK(std::fabs(row.weight[j] - (struck ? 0.0 : expected.weight[j])) < 1e-5 / divisor + 1e-6);
    }

    const std::size_t seen = options.mask == Mask::causal ? position + 1 : n;
    const std::vector<float> called = operator_weights(
        row.query, std::span(keys).first(seen * d), attention::score_divisor(options, static_cast<std::uint32_t>(d)));
    const std::size_t kept = options.mask == Mask::none ? n : position + 1;
    CHECK(near(std::span(row.weight).first(kept), std::span(called).first(kept), 2e-6));
  }
}

TEST_CASE("a moved query worked out by hand", "[analysis]") {
  const std::vector<float> keys{1, 0, 0, 0, 1, 0, 0, 0, 1};
  const std::vector<float> query{1, 2, 3};
  // The third component is outside the plane, and stays.
  const std::vector<float> axes{1, 0, 0, 0, 1, 0};
  const std::vector<float> move{0.5F, -2};
  const RunOptions options{.scale = false, .mask = Mask::none};
  const Row row({.keys = keys, .query = query, .axes = axes, .move = move, .position = 0}, options);
  CHECK(row.query == std::vector<float>{1.5F, 0, 3});
  CHECK(row.score == std::vector<float>{1.5F, 0, 3});
  const double sum = std::exp(1.5) + 1.0 + std::exp(3.0);
  CHECK(std::fabs(row.weight[2] - std::exp(3.0) / sum) < 1e-6);
  CHECK(Row({.keys = keys, .query = query, .axes = axes, .move = move, .position = 0}, {}).weight ==
        std::vector<float>{1, 0, 0});
}
