#include "attention/kernels/attend_query.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "core/catch.hpp"
#include "core/support.hpp"
#include "core/transformer/support.hpp"
#include "reference/operator.hpp"

using reference::Random;

namespace {

constexpr float canary = 7.0F;

struct Shape {
  std::size_t n_keys, d;
};

}  // namespace

TEST_CASE("One query attends as the oracle does, for every rest that vectors and chains leave", "[kernels]") {
  Random random(31);
  for (const Shape& shape : {Shape{1, 1}, Shape{2, 3}, Shape{3, 8}, Shape{4, 16}, Shape{5, 17}, Shape{7, 64},
                             Shape{257, 64}, Shape{9, 80}, Shape{31, 5}}) {
    const auto [n_keys, d] = shape;
    CAPTURE(n_keys, d);
    const std::size_t row = 2 * d + 3;
    std::vector<float> query(d);
    std::vector<float> key(n_keys * row, test::nan);
    std::vector<float> value(n_keys * row, test::nan);
    reference::HeadProblem head;
    head.scale = 0.7;
    head.bias = {std::vector<double>(n_keys, 0.0)};
    for (float& entry : query) entry = random.symmetric(1.0F);
    head.query = {{query.begin(), query.end()}};
    for (std::size_t j = 0; j < n_keys; ++j) {
      for (std::size_t c = 0; c < d; ++c) key[j * row + c] = random.symmetric(1.0F);
      for (std::size_t c = 0; c < d; ++c) value[j * row + c] = random.symmetric(1.0F);
      const auto first = static_cast<std::ptrdiff_t>(j * row);
      const auto last = first + static_cast<std::ptrdiff_t>(d);
      head.key.emplace_back(key.begin() + first, key.begin() + last);
      head.value.emplace_back(value.begin() + first, value.begin() + last);
    }
    const std::size_t n_scratch = attention::kernels::query_scratch_floats(1, n_keys, d);
    std::vector<float> weight(n_scratch + 1, canary);
    std::vector<float> output(d + 1, canary);
    const attention::kernels::QueryProblem problem{.query = query.data(),
                                                   .key = key.data(),
                                                   .key_row = row,
                                                   .value = value.data(),
                                                   .value_row = row,
                                                   .n_keys = n_keys,
                                                   .d = d,
                                                   .scale = 0.7F};
    CHECK(attention::kernels::attend_query(problem, weight.data(), output.data()));
    CHECK(test::largest_difference({output.data(), d}, reference::attend(head, d)[0]) <= 1e-6);
    CHECK(weight.back() == canary);
    CHECK(output.back() == canary);

    key[(n_keys - 1) * row] = test::nan;
    CHECK_FALSE(attention::kernels::attend_query(problem, weight.data(), output.data()));
  }
}

TEST_CASE("The heads of one token attend together as each does by the oracle, and to the bit as each does alone",
          "[kernels]") {
  Random random(32);
  for (const Shape& shape : {Shape{1, 4}, Shape{15, 5}, Shape{16, 8}, Shape{530, 20}}) {
    const auto [n_keys, d] = shape;
    CAPTURE(n_keys, d);
    constexpr std::size_t n_heads = 6;
    constexpr std::size_t heads_per_key = 3;
    const std::size_t row = n_heads / heads_per_key * d + 3;
    std::vector<float> query(n_heads * d);
    std::vector<float> key(n_keys * row);
    std::vector<float> value(n_keys * row);
    for (std::vector<float>* values : {&query, &key, &value}) {
      for (float& entry : *values) entry = random.symmetric(1.0F);
    }
    attention::kernels::QueryProblem problem{.query = query.data(),
                                             .key = key.data(),
                                             .key_row = row,
                                             .value = value.data(),
                                             .value_row = row,
                                             .n_keys = n_keys,
                                             .d = d,
                                             .scale = 0.7F,
                                             .n_heads = n_heads,
                                             .heads_per_key = heads_per_key};
    const std::size_t n_scratch = attention::kernels::query_scratch_floats(n_heads, n_keys, d);
    std::vector<float> scratch(n_scratch + 1, canary);
    std::vector<float> output(n_heads * d + 1, canary);
    REQUIRE(attention::kernels::attend_query(problem, scratch.data(), output.data()));
    CHECK(scratch.back() == canary);
    CHECK(output.back() == canary);
    for (std::size_t h = 0; h < n_heads; ++h) {
      const std::size_t column = h / heads_per_key * d;
      reference::HeadProblem head;
      head.scale = 0.7;
      head.bias = {std::vector<double>(n_keys, 0.0)};
      head.query = {{query.data() + h * d, query.data() + (h + 1) * d}};
      for (std::size_t j = 0; j < n_keys; ++j) {
        head.key.emplace_back(key.data() + j * row + column, key.data() + j * row + column + d);
        head.value.emplace_back(value.data() + j * row + column, value.data() + j * row + column + d);
      }
      const std::span<const float> together(output.data() + h * d, d);
      CHECK(test::largest_difference(together, reference::attend(head, d)[0]) <= 1e-6);
      problem.query = query.data() + h * d;
      problem.key = key.data() + column;
      problem.value = value.data() + column;
      problem.n_heads = 1;
      std::vector<float> alone(d);
      REQUIRE(attention::kernels::attend_query(problem, scratch.data(), alone.data()));
      CHECK(std::equal(alone.begin(), alone.end(), together.begin()));
    }
  }
}
