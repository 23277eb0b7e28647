// One sentence of two words with numbers that can be checked by hand: it holds the library and the oracle
// alike to the formulas, so that they cannot agree on a wrong one.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "attention/model/forward.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"

using attention::TensorId;
using attention::TensorInfo;
using test::Model;

namespace {

const float ln3 = std::log(3.0F);

// Words (1, 0) and (0, 1), no positions. Word 1 asks for itself three times as much as for word 0:
// q_1 . k_1 / sqrt(4) = 2 ln 3 / 2, so its weights are 1/4 and 3/4.
Model worked_example() {
  Model model(
      {.n_vocabulary = 2, .n_positions = 2, .d_model = 2, .n_heads = 1, .d_head = 4, .d_value = 1, .n_tokens = 2});
  const std::map<TensorId, std::vector<float>> parameters{
      {TensorId::w_e, {1, 0, 0, 1}},
      {TensorId::w_p, {0, 0, 0, 0}},
      {TensorId::w_q, {0, ln3, 0, ln3, 5, 0, 0, 0}},
      {TensorId::w_k, {0, 1, 0, 1, 0, 0, 7, 0}},
      {TensorId::w_v, {4, 8}},
      {TensorId::w_o, {1, -1}},
      {TensorId::w_u, {1, 0, 1, 1}},
  };
  for (const auto& [id, values] : parameters) std::ranges::copy(values, model[id].begin());
  model.tokens()[0] = 0;
  model.tokens()[1] = 1;
  return model;
}

const std::map<std::string, std::vector<double>> answers{
    {"embedding", {1, 0, 0, 1}},
    {"query", {0, 0, 5, 0, std::log(3.0), std::log(3.0), 0, 0}},
    {"key", {0, 0, 0, 7, 1, 1, 0, 0}},
    {"value", {4, 8}},
    {"score", {0, 0, 0, 2 * std::log(3.0)}},
    {"scaled", {0, 0, 0, std::log(3.0)}},
    {"row_max", {0, std::log(3.0)}},
    {"exp", {1, 0, 1.0 / 3.0, 1}},
    {"row_sum", {1, 4.0 / 3.0}},
    {"weight", {1, 0, 0.25, 0.75}},
    {"weight_sum", {1, 1}},
    {"head_output", {4, 7}},
    {"head_delta", {4, -4, 7, -7}},
    {"word_delta", {4, -4, 0, 0, 1, -1, 6, -6}},
    {"delta", {4, -4, 7, -7}},
    {"output", {5, -4, 7, -6}},
    {"logits_before", {1, 1, 0, 1}},
    {"logits_after", {5, 1, 7, 1}},
    {"probability_before", {0.5, 0.5, 1 / (1 + std::exp(1.0)), 1 / (1 + std::exp(-1.0))}},
    {"probability_after",
     {1 / (1 + std::exp(-4.0)), 1 / (1 + std::exp(4.0)), 1 / (1 + std::exp(-6.0)), 1 / (1 + std::exp(6.0))}},
};

// A handful of roundings of numbers below 8.
constexpr double tolerance = 1e-5;

}  // namespace

TEST_CASE("the library gives the answers worked out by hand", "[worked example]") {
  Model model = worked_example();
  REQUIRE(attention::forward(model.arena()).is_ok());
  for (const TensorInfo& info : attention::tensor_table) {
    if (answers.count(info.name) == 0) continue;
    const std::vector<double>& answer = answers.at(info.name);
    INFO(info.name);
    REQUIRE(model[info.id].size() == answer.size());
    for (std::size_t k = 0; k < answer.size(); ++k) CHECK(std::fabs(model[info.id][k] - answer[k]) <= tolerance);
  }
}

TEST_CASE("the oracle gives the answers worked out by hand", "[worked example]") {
  Model model = worked_example();
  const reference::Tensors trace = test::expected_trace(model.arena());
  for (const auto& [name, answer] : answers) {
    INFO(name);
    const reference::Vector& values = trace.at(name).values();
    REQUIRE(values.size() == answer.size());
    for (std::size_t k = 0; k < answer.size(); ++k) {
      // The parameter ln 3 is a float32, so that even doubles are off by its one rounding.
      CHECK(std::fabs(values[k].value - answer[k]) <= 1e-6);
      CHECK(values[k].error <= 1e-3);
    }
  }
}

TEST_CASE("every answer is of a tensor", "[worked example]") {
  for (const auto& [name, answer] : answers) {
    INFO(name);
    CHECK(std::ranges::any_of(attention::tensor_table, [&](const TensorInfo& info) { return name == info.name; }));
  }
}
