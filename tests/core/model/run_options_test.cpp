#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <vector>

#include "attention/model/forward.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"

using attention::Mask;
using attention::RunOptions;
using attention::StatusCode;
using attention::TensorId;
using test::Model;

namespace {

// The weights of row i of head h in double precision, from the scores in the arena and the options alone.
std::vector<double> expected_weights(Model& model, const RunOptions& options, std::uint32_t h, std::uint32_t i) {
  const auto scores = model.arena().row(TensorId::score, h, i);
  const std::size_t visible = options.mask == Mask::causal ? i + 1 : scores.size();
  const double root = options.scale ? std::sqrt(model.layout().dimensions().d_head) : 1.0;
  std::vector<double> weights(scores.size(), 0.0);
  double sum = 0.0;
  for (std::size_t j = 0; j < visible; ++j) sum += weights[j] = std::exp(scores[j] / root / options.temperature);
  for (double& weight : weights) weight /= sum;
  for (std::size_t j = i + 1; options.mask == Mask::zero_after_softmax && j < weights.size(); ++j) weights[j] = 0.0;
  return weights;
}

void add_to(std::vector<float>& sum, std::span<const float> values) {
  std::ranges::transform(sum, values, sum.begin(), std::plus<>());
}

float largest_difference(std::span<const float> a, std::span<const float> b) {
  float largest = 0.0F;
  for (std::size_t k = 0; k < a.size(); ++k) largest = std::fmax(largest, std::fabs(a[k] - b[k]));
  return largest;
}

double largest_difference(Model& model, const RunOptions& options) {
  double largest = 0.0;
  for (std::uint32_t h = 0; h < model.layout().dimensions().n_heads; ++h) {
    for (std::uint32_t i = 0; i < model.layout().dimensions().n_tokens; ++i) {
      const std::vector<double> expected = expected_weights(model, options, h, i);
      const auto weights = model.arena().row(TensorId::weight, h, i);
      for (std::size_t j = 0; j < expected.size(); ++j)
        largest = std::fmax(largest, std::fabs(expected[j] - weights[j]));
    }
  }
  return largest;
}

}  // namespace

TEST_CASE("every switch gives the weights that its definition asks for", "[options]") {
  const RunOptions options =
      GENERATE(RunOptions{}, RunOptions{.temperature = 0.25F}, RunOptions{.temperature = 7.0F},
               RunOptions{.scale = false}, RunOptions{.mask = Mask::none}, RunOptions{.mask = Mask::zero_after_softmax},
               RunOptions{.temperature = 3.0F, .scale = false, .mask = Mask::zero_after_softmax});
  Model model(test::small_dimensions());
  REQUIRE(attention::forward(model.arena(), options).is_ok());
  CHECK(largest_difference(model, options) < 1e-5);
}

TEST_CASE("the defaults are the model as it was trained", "[options]") {
  Model plain(test::small_dimensions());
  Model with(test::small_dimensions());
  REQUIRE(attention::forward(plain.arena()).is_ok());
  REQUIRE(attention::forward(with.arena(), RunOptions{}).is_ok());
  CHECK(test::same_bits(plain[TensorId::output], with[TensorId::output]));
}

TEST_CASE("zero after softmax breaks the rows' sums, the causal mask does not", "[options]") {
  Model model(test::small_dimensions());
  REQUIRE(attention::forward(model.arena(), {.mask = Mask::zero_after_softmax}).is_ok());
  double sum = 0.0;
  for (const float weight : model.arena().row(TensorId::weight, 0, 0)) sum += weight;
  CHECK(sum < 0.9);
  CHECK(std::fabs(model.arena().row(TensorId::weight_sum, 0, 0)[0] - sum) < 1e-6);
  REQUIRE(attention::forward(model.arena()).is_ok());
  for (const float weight_sum : model[TensorId::weight_sum]) CHECK(std::fabs(weight_sum - 1.0F) < 1e-6F);
}

TEST_CASE("without a mask a later word changes an earlier one", "[options]") {
  Model model(test::small_dimensions());
  REQUIRE(attention::forward(model.arena(), {.mask = Mask::none}).is_ok());
  const std::vector<float> before(model.arena().row(TensorId::output, 0, 0).begin(),
                                  model.arena().row(TensorId::output, 0, 0).end());
  std::int32_t& last = model.tokens().back();
  last = last == 0 ? 1 : 0;
  REQUIRE(attention::forward(model.arena(), {.mask = Mask::none}).is_ok());
  CHECK_FALSE(test::same_bits(model.arena().row(TensorId::output, 0, 0), before));
}

TEST_CASE("a silent head adds nothing, and the others add what they did", "[options]") {
  Model model(test::small_dimensions());
  const std::uint32_t n_heads = model.layout().dimensions().n_heads;
  REQUIRE(n_heads >= 2);
  REQUIRE(attention::forward(model.arena(), {.silent_heads = 0b10}).is_ok());
  std::vector<float> sum(model[TensorId::delta].size(), 0.0F);
  for (std::uint32_t h = 0; h < n_heads; ++h) {
    if (h != 1) add_to(sum, model.arena().matrix(TensorId::head_delta, h));
  }
  CHECK(largest_difference(sum, model[TensorId::delta]) < 1e-5F);
  const std::span<const float> silent = model.arena().matrix(TensorId::head_delta, 1);
  CHECK(std::ranges::any_of(silent, [](float value) { return value != 0.0F; }));
}

TEST_CASE("what the words add follows the switches: it adds up to delta", "[options]") {
  const RunOptions options =
      GENERATE(RunOptions{.silent_heads = 0b101}, RunOptions{.silent_heads = 0b111}, RunOptions{.mask = Mask::none},
               RunOptions{.mask = Mask::zero_after_softmax}, RunOptions{.temperature = 0.25F, .silent_heads = 0b010});
  Model model(test::small_dimensions());
  REQUIRE(attention::forward(model.arena(), options).is_ok());
  for (std::uint32_t i = 0; i < model.layout().dimensions().n_tokens; ++i) {
    std::vector<float> sum(model.layout().dimensions().d_model, 0.0F);
    for (std::uint32_t j = 0; j < model.layout().dimensions().n_tokens; ++j) {
      add_to(sum, model.arena().row(TensorId::word_delta, i, j));
    }
    CHECK(largest_difference(sum, model.arena().row(TensorId::delta, 0, i)) < 1e-5F);
  }
}

TEST_CASE("an option that means nothing is refused, and nothing has changed", "[options]") {
  const RunOptions options =
      GENERATE(RunOptions{.temperature = 0.0F}, RunOptions{.temperature = -1.0F}, RunOptions{.temperature = test::nan},
               RunOptions{.temperature = test::infinity}, RunOptions{.mask = static_cast<Mask>(3)});
  Model model(test::small_dimensions());
  REQUIRE(attention::forward(model.arena()).is_ok());
  const std::vector<float> before(model[TensorId::weight].begin(), model[TensorId::weight].end());
  const attention::Status status = attention::forward(model.arena(), options);
  CHECK(status.code() == StatusCode::bad_option);
  CHECK_FALSE(status.message().empty());
  CHECK(test::same_bits(model[TensorId::weight], before));
}

TEST_CASE("scaled scores beyond float32 are reported, also those of a head that is silent", "[options]") {
  Model model(test::small_dimensions());
  const attention::Status status = attention::forward(model.arena(), {.temperature = 1e-44F, .silent_heads = 0b111});
  CHECK(status.code() == StatusCode::not_finite);
  CHECK(status.message().find("scaled") != std::string_view::npos);
}

TEST_CASE("a movement of a silent head beyond float32 is reported", "[options]") {
  Model model(test::small_dimensions());
  const std::uint32_t d_model = model.layout().dimensions().d_model;
  for (float& value : model[TensorId::w_o].first(d_model * model.layout().dimensions().d_value)) value = 3e38F;
  for (float& value : model[TensorId::w_v]) value = 10.0F;
  for (float& value : model[TensorId::w_e]) value = 1.0F;
  const attention::Status status = attention::forward(model.arena(), {.silent_heads = 0b001});
  CHECK(status.code() == StatusCode::not_finite);
  CHECK(status.message().find("head_delta") != std::string_view::npos);
}
