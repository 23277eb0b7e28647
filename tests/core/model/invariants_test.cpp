// Laws of attention that hold whatever the parameters are.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "attention/model/forward.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"

using attention::Dimensions;
using attention::TensorGroup;
using attention::TensorId;
using attention::TensorInfo;
using reference::Random;
using test::Model;

namespace {

void run(Model& model) { REQUIRE(attention::forward(model.arena()).is_ok()); }

using Compare = bool (*)(std::span<const float>, std::span<const float>);

// Whether `same` holds for what one tensor has of the words before `n_words`. Along the axis of keys only the
// first `n_words` entries count: what lies beyond belongs to later words.
bool tensor_agrees(Model& a, Model& b, const TensorInfo& info, std::uint32_t n_words, Compare same) {
  const bool over_keys = info.axes[info.rank - 1] == attention::Axis::n_tokens;
  const bool one_row_per_head = info.rank == 2 && info.axes[0] == attention::Axis::n_heads;
  const bool one_slice_per_head = info.rank == 3 && info.axes[0] == attention::Axis::n_heads;
  const std::uint32_t slices = one_slice_per_head ? a.layout().extent(info.id, 0) : info.rank == 3 ? n_words : 1;
  const std::uint32_t rows = one_row_per_head ? a.layout().extent(info.id, 0) : n_words;
  const std::size_t count = over_keys ? n_words : a.layout().extent(info.id, info.rank - 1);
  for (std::uint32_t slice = 0; slice < slices; ++slice) {
    for (std::uint32_t row = 0; row < rows; ++row) {
      const std::span<const float> left = a.arena().row(info.id, slice, row);
      const std::span<const float> right = b.arena().row(info.id, slice, row);
      if (!same(left.first(count), right.first(count))) return false;
    }
  }
  return true;
}

// The name of the first tensor of the trace in which the words before `n_words` differ; "" if there is none.
std::string first_difference(Model& a, Model& b, std::uint32_t n_words, Compare same) {
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.group == TensorGroup::parameter || info.id == TensorId::token) continue;
    if (!tensor_agrees(a, b, info, n_words, same)) return info.name;
  }
  return "";
}

// A model of one head: head h of `model`, on the same sentence.
Model single_head(Model& model, std::uint32_t h) {
  Dimensions dimensions = model.layout().dimensions();
  dimensions.n_heads = 1;
  Model single(dimensions);
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.group != TensorGroup::parameter) continue;
    const std::size_t size = single[info.id].size();
    const std::size_t first = info.axes[0] == attention::Axis::n_heads ? h * size : 0;
    std::ranges::copy(model[info.id].subspan(first, size), single[info.id].begin());
  }
  std::ranges::copy(model.tokens(), single.tokens().begin());
  return single;
}

std::span<float> head(Model& model, TensorId id, std::uint32_t h) {
  const std::size_t size = model[id].size() / model.layout().dimensions().n_heads;
  return model[id].subspan(h * size, size);
}

double row_total(Model& model, TensorId id, std::uint32_t h, std::uint32_t i) {
  const std::span<const float> row = model.arena().row(id, h, i);
  return std::accumulate(row.begin(), row.end(), 0.0);
}

void check_rows_sum_to_1(Model& model) {
  const Dimensions& dimensions = model.layout().dimensions();
  // As in softmax_test: one rounding of each quotient and one of the sum for each term, of a total of 1.
  const double for_words = (dimensions.n_tokens + 1) * 0x1p-24;
  const double for_vocabulary = (dimensions.n_vocabulary + 1) * 0x1p-24;
  for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
    for (std::uint32_t h = 0; h < dimensions.n_heads; ++h) {
      CHECK(std::fabs(row_total(model, TensorId::weight, h, i) - 1.0) <= for_words);
    }
    CHECK(std::fabs(row_total(model, TensorId::probability_before, 0, i) - 1.0) <= for_vocabulary);
    CHECK(std::fabs(row_total(model, TensorId::probability_after, 0, i) - 1.0) <= for_vocabulary);
  }
}

// Whether every weight on a later word is exactly 0, and every exp.
bool future_has_no_weight(Model& model) {
  const Dimensions& dimensions = model.layout().dimensions();
  for (std::uint32_t h = 0; h < dimensions.n_heads; ++h) {
    for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
      for (std::uint32_t j = i + 1; j < dimensions.n_tokens; ++j) {
        if (model.arena().row(TensorId::weight, h, i)[j] != 0.0F) return false;
        if (model.arena().row(TensorId::exp, h, i)[j] != 0.0F) return false;
      }
    }
  }
  return true;
}

// How far delta[i] is from the sum over j of word_delta[i,j], in shares of what is added up: the largest over the
// components of |difference| / sum of |weight| |w_o| |value|.
double apart_from_delta(Model& model, std::uint32_t i) {
  const Dimensions& dimensions = model.layout().dimensions();
  double largest = 0.0;
  for (std::uint32_t c = 0; c < dimensions.d_model; ++c) {
    double sum = 0.0;
    double magnitude = 0.0;
    for (std::uint32_t j = 0; j < dimensions.n_tokens; ++j) {
      sum += model.arena().row(TensorId::word_delta, i, j)[c];
      for (std::uint32_t h = 0; h < dimensions.n_heads; ++h) {
        for (std::uint32_t k = 0; k < dimensions.d_value; ++k) {
          magnitude +=
              std::fabs(double{model.arena().row(TensorId::weight, h, i)[j]} *
                        model.arena().row(TensorId::w_o, h, c)[k] * model.arena().row(TensorId::value, h, j)[k]);
        }
      }
    }
    const double difference = std::fabs(sum - model.arena().row(TensorId::delta, 0, i)[c]);
    largest = std::fmax(largest, difference / std::fmax(magnitude, 0x1p-100));
  }
  return largest;
}

// Everything in the trace but the masked entries, which are minus infinity by design.
bool trace_is_finite(Model& model) {
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.group == TensorGroup::parameter || info.id == TensorId::token) continue;
    if (info.id == TensorId::masked || info.id == TensorId::shifted) continue;
    if (!test::all_finite(model[info.id])) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("the rows of weights and of probabilities sum to 1", "[invariants]") {
  Random random(1);
  for (std::uint32_t round = 0; round < 40; ++round) {
    Model model(test::random_dimensions(random), round);
    run(model);
    check_rows_sum_to_1(model);
  }
}

TEST_CASE("no word attends to a later one", "[invariants]") {
  Random random(2);
  for (std::uint32_t round = 0; round < 40; ++round) {
    Model model(test::random_dimensions(random), round, 1.0F);
    run(model);
    CHECK(future_has_no_weight(model));
  }
}

TEST_CASE("the first word attends to itself alone", "[invariants]") {
  Model model(test::small_dimensions());
  run(model);
  for (std::uint32_t h = 0; h < 3; ++h) {
    CHECK(model.arena().row(TensorId::weight, h, 0)[0] == 1.0F);
    CHECK(test::same_bits(model.arena().row(TensorId::head_output, h, 0), model.arena().row(TensorId::value, h, 0)));
  }
}

TEST_CASE("a longer sentence changes nothing earlier", "[invariants]") {
  Random random(3);
  for (std::uint32_t round = 0; round < 12; ++round) {
    Dimensions dimensions = test::random_dimensions(random);
    Model whole(dimensions, round);
    run(whole);
    for (std::uint32_t n_words = 1; n_words < whole.layout().dimensions().n_tokens; ++n_words) {
      dimensions.n_tokens = n_words;
      Model prefix(dimensions, round);
      copy_parameters(whole, prefix);
      std::ranges::copy(whole.tokens().first(n_words), prefix.tokens().begin());
      run(prefix);
      INFO("round " << round << ", " << n_words << " words");
      CHECK(first_difference(prefix, whole, n_words, test::same_result) == "");
    }
  }
}

TEST_CASE("other later words change nothing earlier, bit for bit", "[invariants]") {
  Dimensions dimensions = test::small_dimensions();
  for (std::uint32_t n_words = 1; n_words < dimensions.n_tokens; ++n_words) {
    Model model(dimensions, n_words);
    Model other(dimensions, n_words);
    for (std::int32_t& token : other.tokens().subspan(n_words)) token = (token + 1) % 13;
    run(model);
    run(other);
    CHECK(first_difference(model, other, n_words, test::same_bits) == "");
    CHECK(first_difference(model, other, n_words + 1, test::same_bits) == "token_embedding");
  }
}

TEST_CASE("E' is E plus the sum of the head deltas", "[invariants]") {
  Random random(4);
  for (std::uint32_t round = 0; round < 40; ++round) {
    Model model(test::random_dimensions(random), round);
    run(model);
    const std::uint32_t n_heads = model.layout().dimensions().n_heads;
    reference::Vector expected;
    for (std::size_t k = 0; k < model[TensorId::output].size(); ++k) {
      reference::Vector head_deltas;
      for (std::uint32_t h = 0; h < n_heads; ++h) head_deltas.emplace_back(head(model, TensorId::head_delta, h)[k]);
      expected.push_back(reference::Bounded(model[TensorId::embedding][k]) + reference::sum(head_deltas));
    }
    CHECK(test::disagreement(model[TensorId::output], expected) == "");
  }
}

TEST_CASE("delta is Concat(heads) W_O, the form of the paper", "[invariants]") {
  Random random(5);
  for (std::uint32_t round = 0; round < 40; ++round) {
    Model model(test::random_dimensions(random), round);
    run(model);
    const reference::Sizes sizes = test::sizes_of(model.layout().dimensions());
    const reference::Tensor head_output = test::exact_tensor(model.arena(), TensorId::head_output);
    const reference::Tensor w_o = test::exact_tensor(model.arena(), TensorId::w_o);
    for (std::uint32_t i = 0; i < sizes.n_tokens; ++i) {
      const reference::Vector expected = reference::concat_times_w_o(sizes, head_output, w_o, i);
      CHECK(test::disagreement(model.arena().row(TensorId::delta, 0, i), expected) == "");
    }
  }
}

TEST_CASE("what the words add is delta, told apart", "[invariants]") {
  Random random(8);
  for (std::uint32_t round = 0; round < 40; ++round) {
    Model model(test::random_dimensions(random), round);
    run(model);
    const Dimensions& dimensions = model.layout().dimensions();
    for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
      CHECK(apart_from_delta(model, i) <=
            (dimensions.n_tokens + dimensions.n_heads + dimensions.d_value + 2) * 0x1p-24);
    }
  }
}

TEST_CASE("a head does the same alone as among others", "[invariants]") {
  Random random(6);
  for (std::uint32_t round = 0; round < 20; ++round) {
    Model model(test::random_dimensions(random), round);
    run(model);
    for (std::uint32_t h = 0; h < model.layout().dimensions().n_heads; ++h) {
      Model single = single_head(model, h);
      run(single);
      INFO("round " << round << ", head " << h);
      for (const TensorId id : {TensorId::query, TensorId::score, TensorId::row_max, TensorId::row_sum,
                                TensorId::weight, TensorId::head_output, TensorId::head_delta}) {
        CHECK(test::same_result(head(model, id, h), single[id]));
      }
      CHECK(test::same_bits(single[TensorId::delta], single[TensorId::head_delta]));
    }
  }
}

TEST_CASE("a head whose w_o is 0 moves nothing", "[invariants]") {
  Model model(test::small_dimensions());
  std::ranges::fill(model[TensorId::w_o], 0.0F);
  run(model);
  CHECK(test::same_bits(model[TensorId::output], model[TensorId::embedding]));
  CHECK(test::same_bits(model[TensorId::logits_after], model[TensorId::logits_before]));
  CHECK(test::same_bits(model[TensorId::probability_after], model[TensorId::probability_before]));
}

TEST_CASE("queries of 0 attend equally to every word so far", "[invariants]") {
  Model model(test::small_dimensions());
  std::ranges::fill(model[TensorId::w_q], 0.0F);
  run(model);
  for (std::uint32_t i = 0; i < 9; ++i) {
    const float share = 1.0F / static_cast<float>(i + 1);
    for (std::uint32_t j = 0; j <= i; ++j) CHECK(model.arena().row(TensorId::weight, 1, i)[j] == share);
  }
}

TEST_CASE("scores of any finite size give weights, never NaN", "[invariants]") {
  for (const float scale : {1e4F, 1e8F, 1e-8F, 1e-18F}) {
    Model model(test::small_dimensions(), 1, 1.0F);
    for (const TensorId id : {TensorId::w_q, TensorId::w_k}) {
      for (float& value : model[id]) value *= scale;
    }
    run(model);
    INFO("scale " << scale);
    CHECK(trace_is_finite(model));
    CHECK(future_has_no_weight(model));
    check_rows_sum_to_1(model);
  }
}

TEST_CASE("with very large scores the word with the largest one takes all the weight", "[invariants]") {
  Model model(test::small_dimensions(), 1, 1.0F);
  for (float& value : model[TensorId::w_q]) value *= 1e12F;
  run(model);
  for (std::uint32_t i = 0; i < 9; ++i) {
    const std::span<const float> masked = model.arena().row(TensorId::masked, 2, i);
    const std::size_t largest = static_cast<std::size_t>(std::ranges::max_element(masked) - masked.begin());
    CHECK(model.arena().row(TensorId::weight, 2, i)[largest] == 1.0F);
  }
}
