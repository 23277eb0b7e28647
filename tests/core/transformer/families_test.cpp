#include <algorithm>
#include <vector>

#include "core/catch.hpp"
#include "core/transformer/families.hpp"
#include "core/transformer/support.hpp"

using attention::BlockStage;
using attention::WeightType;
using test::TransformerModel;
using test::TransformerSession;

namespace {

/// Of 1 + |value|, for streams of size 1 that pass three blocks; scores that are not scaled are sums of larger terms.
constexpr double largest_stage_error = 2e-5;

std::vector<int> drawn_tokens(std::uint32_t n_vocabulary, std::size_t count, std::uint32_t seed) {
  reference::Random random(seed);
  std::vector<int> tokens;
  for (std::size_t i = 0; i < count; ++i) tokens.push_back(static_cast<int>(random.between(0, n_vocabulary - 1)));
  return tokens;
}

// Every stage of every block, of all heads, and the logits at every layer.
void check_all(TransformerModel& model, TransformerSession& session, const std::vector<int>& tokens) {
  const reference::TransformerRun expected = reference::run_transformer(model.oracle(), tokens);
  CHECK(test::largest_difference(session.logits(), expected.logits) <= largest_stage_error);
  const std::uint32_t n_layers = model.description().n_layers;
  for (std::uint32_t layer = 0; layer < n_layers; ++layer) {
    const test::BlockTrace trace(*session, layer, {.first = 0, .count = model.description().n_heads});
    for (std::size_t index = 0; index < static_cast<std::size_t>(BlockStage::scratch); ++index) {
      const char* name = attention::block_stage_names[index].name;
      INFO("layer " << layer << ": " << name);
      const auto found = expected.blocks[layer].find(name);
      const std::vector<double> stage = found == expected.blocks[layer].end() ? std::vector<double>() : found->second;
      CHECK(test::largest_difference(trace[static_cast<BlockStage>(index)], stage) <= largest_stage_error);
    }
    CHECK(trace.guards_are_intact());
    const auto last = static_cast<std::uint32_t>(tokens.size() - 1);
    test::require_ok(session->read_out(layer, last, 1));
    const std::vector<double> lens = reference::unembed(model.oracle(), expected.streams[layer]);
    const std::size_t n_vocabulary = model.description().n_vocabulary;
    CHECK(test::largest_difference({session->values(attention::SessionTensor::logits), n_vocabulary},
                                   {lens.end() - static_cast<std::ptrdiff_t>(n_vocabulary), lens.end()}) <=
          largest_stage_error);
  }
  CHECK(session.guards_are_intact());
  CHECK(model.guards_are_intact());
}

}  // namespace

TEST_CASE("Every stage of every family agrees with the oracle, at once and a token at a time", "[transformer]") {
  for (const test::Family& family : test::families()) {
    TransformerModel model(family.description);
    model.draw(7);
    REQUIRE(attention::check_weights(model.weights()).is_ok());
    const std::vector<int> tokens = drawn_tokens(family.description.n_vocabulary, 23, 5);
    for (const std::uint32_t step : {23U, 1U, 9U}) {
      INFO(family.name << ", " << step << " tokens at a time");
      TransformerSession session(model, 29, 1);
      session.run(tokens, step);
      check_all(model, session, tokens);
    }
  }
}

TEST_CASE("Weights of one and two bytes give what the oracle makes of the same numbers", "[transformer]") {
  const WeightType type = GENERATE(WeightType::float16, WeightType::bfloat16, WeightType::int8);
  for (const test::Family& family : test::families()) {
    attention::TransformerDescription description = family.description;
    description.weight_type = type;
    TransformerModel model(description);
    model.draw(11);
    const std::vector<int> tokens = drawn_tokens(description.n_vocabulary, 9, 3);
    for (const std::uint32_t step : {9U, 1U}) {
      INFO(family.name << ", " << step << " tokens at a time");
      TransformerSession session(model, 9, 1);
      session.run(tokens, step);
      check_all(model, session, tokens);
    }
  }
}

TEST_CASE("A trace has the heads that are asked for", "[transformer]") {
  TransformerModel model(test::families()[3].description);
  model.draw(2);
  TransformerSession session(model, 12, 1);
  session.run(drawn_tokens(model.description().n_vocabulary, 12, 1), 12);
  const test::BlockTrace all(*session, 1, {.first = 0, .count = 6});
  for (std::uint32_t head = 0; head < 6; ++head) {
    const test::BlockTrace one(*session, 1, {.first = head, .count = 1});
    for (const BlockStage id : {BlockStage::scaled, BlockStage::masked, BlockStage::weight, BlockStage::head_delta}) {
      const std::size_t size = one[id].size();
      CHECK(std::ranges::equal(one[id], all[id].subspan(head * size, size)));
    }
  }
}

TEST_CASE("A long sentence goes through in chunks", "[transformer]") {
  attention::TransformerDescription description = test::families()[1].description;
  description.n_positions = 300;
  TransformerModel model(description);
  model.draw(4);
  const std::vector<int> tokens = drawn_tokens(description.n_vocabulary, 260, 8);
  TransformerSession session(model, 260, 1);
  session.run(tokens, 260);
  const reference::TransformerRun expected = reference::run_transformer(model.oracle(), tokens);
  CHECK(test::largest_difference(session.logits(), expected.logits) <= largest_stage_error);
}
