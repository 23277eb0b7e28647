#include <algorithm>
#include <vector>

#include "core/catch.hpp"
#include "core/transformer/families.hpp"
#include "core/transformer/support.hpp"

using attention::BlockStage;
using attention::Edge;
using attention::StatusCode;
using test::TransformerModel;
using test::TransformerSession;

namespace {

constexpr double largest_stage_error = 2e-5;
constexpr std::size_t n = 13;

std::vector<int> counting(std::size_t count) {
  std::vector<int> tokens;
  for (std::size_t i = 0; i < count; ++i) tokens.push_back(static_cast<int>(i * 7 % 40));
  return tokens;
}

void switch_edge(TransformerModel& model, attention::Session& session, const Edge& edge) {
  model.oracle().edges_off.insert({edge.layer, edge.head, edge.query, edge.key});
  test::require_ok(session.switch_edge(edge, false));
}

// A head, an MLP and an attention of different layers, single edges, all edges of a query, and one that is the only
// one.
void switch_some_off(TransformerModel& model, attention::Session& session) {
  const std::uint32_t last = model.description().n_layers - 1;
  model.oracle().heads_off.insert({0, 1});
  test::require_ok(session.switch_head(0, 1, false));
  model.oracle().mlp_off.insert(0);
  test::require_ok(session.switch_mlp(0, false));
  for (const Edge& edge : {Edge{last, 2, 9, 8}, {0, 0, 12, 9}, {0, 0, 7, 7}, {0, 2, 0, 0}, {last, 0, 4, 3}}) {
    switch_edge(model, session, edge);
  }
  for (std::uint32_t key = 0; key < 4; ++key) switch_edge(model, session, {0, 2, 3, key});
  if (last < 2) return;
  model.oracle().attention_off.insert(1);
  test::require_ok(session.switch_attention(1, false));
}

void check_all(const TransformerModel& model, TransformerSession& session) {
  const reference::TransformerRun expected = reference::run_transformer(model.oracle(), counting(n));
  CHECK(test::largest_difference(session.logits(), expected.logits) <= largest_stage_error);
  for (std::uint32_t layer = 0; layer < model.description().n_layers; ++layer) {
    const test::BlockTrace trace(*session, layer, {.first = 0, .count = model.description().n_heads});
    for (const auto& [name, values] : expected.blocks[layer]) {
      INFO("layer " << layer << ": " << name);
      const auto id = std::ranges::find(attention::block_stage_names, name, &attention::Named<BlockStage>::name)->id;
      CHECK(test::largest_difference(trace[id], values) <= largest_stage_error);
    }
    CHECK(trace.guards_are_intact());
  }
  CHECK(session.guards_are_intact());
}

}  // namespace

TEST_CASE("What is switched off is off in every stage, at once and a token at a time", "[transformer][switches]") {
  for (const test::Family& family : test::families()) {
    for (const std::uint32_t step : {13U, 1U, 5U}) {
      INFO(family.name << ", " << step << " tokens at a time");
      TransformerModel model(family.description);
      model.draw(7);
      TransformerSession session(model, n, 1);
      switch_some_off(model, *session);
      session.run(counting(n), step);
      check_all(model, session);
    }
  }
}

TEST_CASE("A switch takes back the tokens that it changes, and no others", "[transformer][switches]") {
  TransformerModel model(test::families()[0].description);
  model.draw(7);
  TransformerSession session(model, n, 1);
  session.run(counting(n), n);
  switch_edge(model, *session, {1, 2, 8, 3});
  CHECK(session->n_done() == 8);
  test::require_ok(session->run(5));
  check_all(model, session);

  switch_edge(model, *session, {1, 2, 8, 3});  // off already
  CHECK(session->n_done() == n);
  model.oracle().edges_off.clear();
  test::require_ok(session->switch_edge({1, 2, 8, 3}, true));
  CHECK(session->n_done() == 8);
  test::require_ok(session->run(5));
  check_all(model, session);

  test::require_ok(session->switch_head(1, 1, true));  // on already
  CHECK(session->n_done() == n);
  switch_some_off(model, *session);
  CHECK(session->n_done() == 0);
  session->switch_all_on();
  model.oracle().heads_off.clear();
  model.oracle().attention_off.clear();
  model.oracle().mlp_off.clear();
  model.oracle().edges_off.clear();
  test::require_ok(session->run(n));
  check_all(model, session);
}

TEST_CASE("What cannot be switched is refused, and all stays as it was", "[transformer][switches]") {
  TransformerModel model(test::families()[1].description);  // layer 1 is local, with a window of 5
  model.draw(7);
  TransformerSession session(model, 40, 1);
  session.run(counting(n), n);
  CHECK(session->switch_head(3, 0, false).code() == StatusCode::bad_dimension);
  CHECK(session->switch_head(0, 3, false).code() == StatusCode::bad_dimension);
  CHECK(session->switch_attention(3, false).code() == StatusCode::bad_dimension);
  CHECK(session->switch_mlp(3, false).code() == StatusCode::bad_dimension);
  for (const Edge& edge : {Edge{0, 0, 3, 4}, {0, 0, 40, 1}, {3, 0, 1, 1}, {0, 3, 1, 1}, {1, 0, 8, 3}}) {
    CHECK(session->switch_edge(edge, false).code() == StatusCode::bad_dimension);
  }
  CHECK(session->switch_edge({1, 0, 8, 4}, true).is_ok());
  CHECK(session->n_done() == n);
}

TEST_CASE("As many edges as there is room for can be off, in any order", "[transformer][switches]") {
  attention::TransformerDescription description = test::families()[0].description;
  description.n_positions = 300;
  TransformerModel model(description);
  TransformerSession session(model, 300, 1);
  std::uint32_t count = 0;
  for (std::uint32_t query = 299; count < attention::largest_edges; --query) {
    for (std::uint32_t key = 0; key <= query && count < attention::largest_edges; ++key, ++count) {
      test::require_ok(session->switch_edge({2, 1, query, key}, false));
    }
  }
  const attention::Status status = session->switch_edge({0, 0, 1, 1}, false);
  CHECK(status.code() == StatusCode::too_large);
  CHECK(session->switches().edges(2, 1).size() == attention::largest_edges);
  CHECK(std::ranges::is_sorted(session->switches().edges(2, 1)));
  CHECK(session->switches().edges(2, 0).empty());
  CHECK(session->switches().edges(0, 0).empty());
  test::require_ok(session->switch_edge({2, 1, 280, 7}, true));
  CHECK(session->switch_edge({0, 0, 1, 1}, false).is_ok());
  CHECK(session->switches().edges(0, 0).size() == 1);
  CHECK(session.guards_are_intact());
}
