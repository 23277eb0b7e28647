#include "attention/transformer/attribution.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "core/catch.hpp"
#include "core/transformer/families.hpp"
#include "core/transformer/support.hpp"

using attention::AttributionTerms;
using attention::SessionTensor;
using attention::StatusCode;
using test::TransformerModel;
using test::TransformerSession;

namespace {

constexpr std::uint32_t n = 11;

std::vector<int> counting(std::size_t count) {
  std::vector<int> tokens;
  for (std::size_t i = 0; i < count; ++i) tokens.push_back(static_cast<int>(i * 7 % 40));
  return tokens;
}

/// The oracle: the logit is f(stream) with a frozen norm, which is affine, so that a part's term is f(part) - f(0); f
/// goes through every output and component, without a direction.
struct FrozenReadOut {
  const reference::Transformer& model;
  std::vector<double> last;  ///< the last stream at the place
  std::size_t token;

  [[nodiscard]] double operator()(const std::vector<double>& part, double share_of_constant) const {
    const auto d = static_cast<double>(model.d_model);
    const bool has_norm = model.has_final_norm && model.norm != "none";
    double mean = 0.0;
    double own_mean = 0.0;
    double square = 0.0;
    for (const double x : last) mean += model.norm == "layer" ? x / d : 0.0;
    for (const double x : part) own_mean += model.norm == "layer" ? x / d : 0.0;
    for (const double x : last) square += (x - mean) * (x - mean) / d;
    const auto& unembedding = model.parameters.at(model.is_tied ? "token_embedding" : "w_unembedding");
    const auto entry = [&](const char* name, std::size_t at) {
      const auto found = model.parameters.find(name);
      return found == model.parameters.end() ? 0.0 : found->second.at(at);
    };
    double logit = share_of_constant * entry("b_unembedding", token);
    for (std::size_t c = 0; c < part.size(); ++c) {
      double normed = part[c];
      if (has_norm) {
        normed = (part[c] - own_mean) / std::sqrt(square + model.norm_epsilon) * entry("final_norm_weight", c) +
                 share_of_constant * entry("final_norm_bias", c);
      }
      logit += unembedding.at(token * part.size() + c) * normed;
    }
    return logit;
  }
};

std::vector<double> rows_at(const std::vector<double>& flat, std::size_t place, std::size_t width) {
  const auto first = flat.begin() + static_cast<std::ptrdiff_t>(place * width);
  return {first, first + static_cast<std::ptrdiff_t>(width)};
}

std::vector<double> expected_terms(const reference::Transformer& model, const std::vector<int>& tokens,
                                   std::size_t place, std::size_t token) {
  const reference::TransformerRun run = reference::run_transformer(model, tokens);
  const std::size_t d = model.d_model;
  const FrozenReadOut read_out{model, rows_at(run.streams.back(), place, d), token};
  const std::vector<double> nothing(d, 0.0);
  const auto id = static_cast<std::size_t>(tokens[place]);
  std::vector<double> terms{read_out(nothing, 1.0),
                            read_out(rows_at(model.parameters.at("token_embedding"), id, d), 0.0), 0.0};
  if (model.positions == "learned") {
    terms[2] = read_out(rows_at(model.parameters.at("position_embedding"), place, d), 0.0);
  }
  for (std::size_t layer = 0; layer < model.n_layers; ++layer) {
    const reference::Stages& stages = run.blocks[layer];
    for (std::size_t head = 0; head < model.n_heads; ++head) {
      terms.push_back(read_out(rows_at(stages.at("head_delta"), head * tokens.size() + place, d), 0.0));
    }
    const auto bias = model.parameters.find("b_o." + std::to_string(layer));
    const bool has_bias = bias != model.parameters.end() && !model.attention_off.contains(layer);
    terms.push_back(has_bias ? read_out(bias->second, 0.0) : 0.0);
    terms.push_back(model.d_mlp == 0 ? 0.0 : read_out(rows_at(stages.at("mlp_delta"), place, d), 0.0));
  }
  return terms;
}

void check(TransformerModel& model, TransformerSession& session, std::uint32_t place, std::uint32_t token) {
  INFO("place " << place << ", token " << token);
  const attention::SessionLayout& layout = session->layout();
  const auto copy = [&](SessionTensor id) {
    return std::vector<float>(session->values(id), session->values(id) + layout.size(id));
  };
  test::require_ok(session->read_out(model.description().n_layers, place, 1));
  const std::vector<float> logits = copy(SessionTensor::logits);
  const std::vector<float> keys = copy(SessionTensor::key_cache);
  const std::vector<float> stream = copy(SessionTensor::stream);
  test::require_ok(attention::attribute_logit(*session, place, token));
  const std::vector<float> terms = copy(SessionTensor::attribution);
  CHECK(test::largest_difference(terms, expected_terms(model.oracle(), counting(n), place, token)) <= 1e-5);
  double sum = 0.0;
  for (const float term : terms) sum += static_cast<double>(term);
  const auto logit = static_cast<double>(logits[token]);
  CHECK(std::fabs(sum - logit) <= 1e-5 * (1.0 + std::fabs(logit)));
  CHECK(copy(SessionTensor::logits) == logits);
  CHECK(std::memcmp(copy(SessionTensor::key_cache).data(), keys.data(), keys.size() * sizeof(float)) == 0);
  CHECK(std::memcmp(copy(SessionTensor::stream).data(), stream.data(), stream.size() * sizeof(float)) == 0);
}

}  // namespace

TEST_CASE("Terms of a logit are those of the oracle, and add up to it", "[transformer][attribution]") {
  for (const test::Family& family : test::families()) {
    INFO(family.name);
    TransformerModel model(family.description);
    model.draw(7);
    TransformerSession session(model, n + 2, 1);
    session.run(counting(n), n);
    check(model, session, n - 1, 3);
    check(model, session, 4, 41);
    check(model, session, 0, 0);
    CHECK(session.guards_are_intact());
  }
}

TEST_CASE("What is off has no part in a logit", "[transformer][attribution][switches]") {
  TransformerModel model(test::families()[0].description);
  model.draw(7);
  TransformerSession session(model, n, 1);
  model.oracle().heads_off = {{0, 1}};
  test::require_ok(session->switch_head(0, 1, false));
  model.oracle().attention_off = {2};
  test::require_ok(session->switch_attention(2, false));
  model.oracle().mlp_off = {1};
  test::require_ok(session->switch_mlp(1, false));
  model.oracle().edges_off = {{1, 2, 8, 5}};
  test::require_ok(session->switch_edge({1, 2, 8, 5}, false));
  session.run(counting(n), n);
  check(model, session, 8, 3);
  // The oracle's head_delta of a head that is off is 0, but it is the core that must say so.
  const AttributionTerms at = attention::attribution_terms(model.description());
  const float* terms = session->values(SessionTensor::attribution);
  CHECK(terms[at.head(0, 1)] == 0.0F);
  CHECK(terms[at.output_bias(2)] == 0.0F);
  CHECK(terms[at.mlp(1)] == 0.0F);
  CHECK(terms[at.head(0, 0)] != 0.0F);
}

TEST_CASE("Logits of a stream that is traced are those between attention and MLP", "[transformer][attribution]") {
  TransformerModel model(test::families()[3].description);
  model.draw(7);
  TransformerSession session(model, n, n);
  session.run(counting(n), n);
  const reference::TransformerRun run = reference::run_transformer(model.oracle(), counting(n));
  const test::BlockTrace trace(*session, 1, {.first = 0, .count = 1});
  test::require_ok(session->read_out_rows(trace[attention::BlockStage::middle].data(), n));
  CHECK(test::largest_difference({session->values(SessionTensor::logits), std::size_t{n} * 43},
                                 reference::unembed(model.oracle(), run.blocks[1].at("middle"))) <= 2e-5);
  CHECK(session->read_out_rows(trace[attention::BlockStage::middle].data(), n + 1).code() == StatusCode::bad_dimension);
}

TEST_CASE("A logit that is not there is not attributed", "[transformer][attribution]") {
  TransformerModel model(test::families()[0].description);
  model.draw(7);
  TransformerSession session(model, n, 1);
  session.run(counting(5), 5);
  CHECK(attention::attribute_logit(*session, 5, 0).code() == StatusCode::bad_dimension);
  CHECK(attention::attribute_logit(*session, 0, 43).code() == StatusCode::bad_token);
}
