#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "attention/kernels/attend_query.hpp"
#include "attention/operator/operator.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"
#include "reference/random.hpp"

using attention::OperatorArena;
using attention::OperatorDescription;
using attention::OperatorLayout;
using attention::OperatorTensor;

namespace {

/// On values of size 1, whatever the number of keys.
constexpr double largest_output_error = 2e-6;
constexpr std::uint32_t n_queries = 17;
constexpr std::uint32_t d_head = 8;

/// Values of one sign: their sums grow with the number of keys, as those of values around 0 do not.
struct LongHead {
  std::uint32_t n_keys;
  std::uint32_t d_value;
  std::vector<float> query, key, value;

  LongHead(std::uint32_t keys, std::uint32_t value_width) : n_keys(keys), d_value(value_width) {
    reference::Random random(n_keys);
    const auto draw = [&](std::size_t count) {
      std::vector<float> drawn(count);
      for (float& entry : drawn) entry = random.symmetric(1.0F);
      return drawn;
    };
    query = draw(std::size_t{n_queries} * d_head);
    key = draw(std::size_t{n_keys} * d_head);
    value = draw(std::size_t{n_keys} * d_value);
    for (float& entry : value) entry = 0.75F + 0.25F * entry;
  }

  /// By the formula, in double precision.
  [[nodiscard]] std::vector<std::vector<double>> expected(double scale) const {
    std::vector<std::vector<double>> outputs;
    for (std::size_t i = 0; i < n_queries; ++i) {
      std::vector<double> output(d_value, 0.0);
      double sum = 0.0;
      for (std::size_t j = 0; j < n_keys; ++j) {
        double score = 0.0;
        for (std::size_t c = 0; c < d_head; ++c) {
          score += static_cast<double>(query[i * d_head + c]) * static_cast<double>(key[j * d_head + c]);
        }
        const double power = std::exp(scale * score);
        sum += power;
        for (std::size_t c = 0; c < d_value; ++c) output[c] += power * static_cast<double>(value[j * d_value + c]);
      }
      for (double& component : output) component /= sum;
      outputs.push_back(output);
    }
    return outputs;
  }
};

double largest_error(std::span<const float> output, const std::vector<std::vector<double>>& expected) {
  double largest = 0.0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    for (std::size_t c = 0; c < expected[i].size(); ++c) {
      const double error = std::fabs(static_cast<double>(output[i * expected[i].size() + c]) - expected[i][c]);
      if (!(error <= largest)) largest = std::isnan(error) ? test::infinity : error;
    }
  }
  return largest;
}

}  // namespace

TEST_CASE("The error does not grow with the number of keys", "[operator][long]") {
  const std::uint32_t n_keys = GENERATE(191U, 6145U, 100000U);
  const LongHead head(n_keys, 19);
  OperatorDescription description;
  description.n_queries = n_queries;
  description.n_keys = n_keys;
  description.d_head = d_head;
  description.d_value = head.d_value;
  description.scale = 0.5F;
  const std::vector<std::vector<double>> expected = head.expected(0.5);
  for (const std::uint32_t keeps_stages : {0U, 1U}) {
    INFO(n_keys << " keys, " << (keeps_stages == 1 ? "traced" : "fused"));
    description.keeps_stages = keeps_stages;
    OperatorLayout layout;
    REQUIRE(OperatorLayout::make(description, layout).is_ok());
    test::GuardedMemory memory(layout.bytes());
    const OperatorArena arena(layout, memory.data());
    std::ranges::copy(head.query, arena.values(OperatorTensor::query).begin());
    std::ranges::copy(head.key, arena.values(OperatorTensor::key).begin());
    std::ranges::copy(head.value, arena.values(OperatorTensor::value).begin());
    REQUIRE((keeps_stages == 1 ? attention::attend_traced(arena) : attention::attend_fused(arena)).is_ok());
    CHECK(largest_error(arena.values(OperatorTensor::output), expected) <= largest_output_error);
    CHECK(memory.guards_are_intact());
    if (keeps_stages == 0) continue;
    const std::span<const float> weight = arena.values(OperatorTensor::weight).first(n_keys);
    double sum = 0.0;
    for (const float entry : weight) sum += static_cast<double>(entry);
    CHECK(std::fabs(sum - 1.0) <= 1e-6);
  }
}

TEST_CASE("Nor does that of a single query", "[kernels][long]") {
  const LongHead head(100000, 19);
  const std::vector<std::vector<double>> expected = head.expected(0.5);
  std::vector<float> scratch(attention::kernels::query_scratch_floats(1, head.n_keys, d_head));
  std::vector<float> output(head.d_value);
  for (std::size_t i = 0; i < n_queries; ++i) {
    REQUIRE(attention::kernels::attend_query({.query = head.query.data() + i * d_head,
                                              .key = head.key.data(),
                                              .key_row = d_head,
                                              .value = head.value.data(),
                                              .value_row = head.d_value,
                                              .n_keys = head.n_keys,
                                              .d = d_head,
                                              .scale = 0.5F},
                                             scratch.data(), output.data()));
    // d components of the value are weighed.
    const std::vector<std::vector<double>> row{{expected[i].begin(), expected[i].begin() + d_head}};
    CHECK(largest_error({output.data(), d_head}, row) <= largest_output_error);
  }
}
