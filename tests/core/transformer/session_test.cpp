#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/allocations.hpp"
#include "core/catch.hpp"
#include "core/transformer/families.hpp"
#include "core/transformer/support.hpp"

using attention::SessionTensor;
using attention::StatusCode;
using test::TransformerModel;
using test::TransformerSession;

namespace {

std::vector<int> counting(std::size_t count) {
  std::vector<int> tokens;
  for (std::size_t i = 0; i < count; ++i) tokens.push_back(static_cast<int>(i * 7 % 40));
  return tokens;
}

double largest_distance(std::span<const float> a, std::span<const float> b) {
  double largest = a.size() == b.size() ? 0.0 : HUGE_VAL;
  for (std::size_t k = 0; k < std::min(a.size(), b.size()); ++k) {
    largest = std::fmax(largest, std::fabs(static_cast<double>(a[k]) - static_cast<double>(b[k])));
  }
  return largest;
}

}  // namespace

TEST_CASE("All tokens at once leave what single steps leave, in stream and cache too", "[transformer]") {
  for (const test::Family& family : test::families()) {
    INFO(family.name);
    TransformerModel model(family.description);
    model.draw(3);
    TransformerSession at_once(model, 20, 1);
    TransformerSession in_steps(model, 20, 1);
    at_once.run(counting(20), 20);
    in_steps.run(counting(20), 1);
    CHECK(largest_distance(at_once.logits(), in_steps.logits()) <= 1e-5);
    for (const SessionTensor id : {SessionTensor::stream, SessionTensor::key_cache, SessionTensor::value_cache}) {
      const attention::SessionLayout& layout = at_once->layout();
      CHECK(largest_distance({at_once->values(id), layout.size(id)}, {in_steps->values(id), layout.size(id)}) <= 1e-5);
    }
  }
}

TEST_CASE("A sentence that is taken back and continued otherwise is the other sentence", "[transformer]") {
  TransformerModel model(test::families()[4].description);
  model.draw(3);
  TransformerSession session(model, 20, 1);
  session.run(counting(20), 20);
  session->rewind(25);
  CHECK(session->n_done() == 20);
  session->rewind(6);
  CHECK(session->n_done() == 6);
  session.run({1, 1, 2, 3}, 4);

  TransformerSession other(model, 20, 1);
  std::vector<int> tokens = counting(6);
  tokens.insert(tokens.end(), {1, 1, 2, 3});
  other.run(tokens, 10);
  CHECK(largest_distance(session.logits(), other.logits()) <= 1e-5);
}

TEST_CASE("Several rows of logits are those of one at a time", "[transformer]") {
  TransformerModel model(test::families()[0].description);
  model.draw(3);
  TransformerSession session(model, 20, 9);
  session.run(counting(20), 20);
  const std::vector<float> each = session.logits();
  REQUIRE(session->read_out(model.description().n_layers, 5, 9).is_ok());
  const std::size_t width = model.description().n_vocabulary;
  CHECK(largest_distance({session->values(SessionTensor::logits), 9 * width}, {each.data() + 5 * width, 9 * width}) <=
        1e-5);
}

TEST_CASE("The largest logit is the first of several", "[transformer]") {
  CHECK(attention::largest_logit(std::vector<float>{-2.0F, 1.5F, 0.0F, 1.5F}) == 1);
  CHECK(attention::largest_logit(std::vector<float>{-2.0F}) == 0);
}

TEST_CASE("Running, reading out and tracing ask for no memory", "[transformer]") {
  TransformerModel model(test::families()[1].description);
  model.draw(3);
  TransformerSession session(model, 20, 1);
  std::ranges::copy(counting(20), session->tokens().begin());
  const std::size_t before = test::allocations();
  bool is_ok = session->run(19).is_ok();
  is_ok = session->run(1).is_ok() && is_ok;
  is_ok = session->read_out(2, 19, 1).is_ok() && is_ok;
  CHECK(test::allocations() == before);
  CHECK(is_ok);
}

TEST_CASE("What a session cannot do it says, and stays as it was", "[transformer]") {
  TransformerModel model(test::families()[0].description);
  model.draw(3);
  TransformerSession session(model, 8, 2);
  session.run(counting(5), 5);
  const std::vector<float> before = session.logits();
  CHECK(session->run(0).code() == StatusCode::bad_dimension);
  CHECK(session->run(4).code() == StatusCode::bad_dimension);
  std::ranges::fill(session->tokens().subspan(5), 0);
  session->tokens()[6] = GENERATE(-1, 43);
  const attention::Status status = session->run(3);
  CHECK(status.code() == StatusCode::bad_token);
  CHECK(status.message() == "The token at place 6 is outside of the 43 that the vocabulary has.");
  CHECK(session->n_done() == 5);
  CHECK(session->read_out(4, 0, 1).code() == StatusCode::bad_dimension);
  CHECK(session->read_out(3, 4, 2).code() == StatusCode::bad_dimension);
  CHECK(session->read_out(3, 5, 1).code() == StatusCode::bad_dimension);
  CHECK(session->read_out(3, 0, 3).code() == StatusCode::bad_dimension);
  CHECK(session->read_out(3, 0, 0).code() == StatusCode::bad_dimension);
  CHECK(session.logits() == before);

  attention::SessionLayout layout;
  CHECK(attention::SessionLayout::make(model.description(), 41, 1, layout).code() == StatusCode::bad_dimension);
  CHECK(attention::SessionLayout::make(model.description(), 0, 1, layout).code() == StatusCode::bad_dimension);
  CHECK(attention::SessionLayout::make(model.description(), 4, 0, layout).code() == StatusCode::bad_dimension);
  CHECK(attention::SessionLayout::make(model.description(), 4, 5, layout).code() == StatusCode::bad_dimension);
  attention::TraceLayout trace;
  for (const attention::HeadSelection heads : {attention::HeadSelection{0, 0}, {3, 1}, {1, 3}, {0xFFFFFFFF, 2}}) {
    CHECK(attention::TraceLayout::make(model.description(), 5, heads, trace).code() == StatusCode::bad_dimension);
  }
  CHECK(trace.bytes() == 0);
}

TEST_CASE("Numbers that leave float32 are an error, not a result", "[transformer]") {
  TransformerModel model(test::families()[7].description);
  model.draw(3);
  model.give(attention::Parameter::w_down, 0, std::vector<float>(18 * 37, 3e38F));
  TransformerSession session(model, 8, 1);
  std::ranges::fill(session->tokens(), 1);
  CHECK(session->run(3).code() == StatusCode::not_finite);
  CHECK(session->n_done() == 0);
}
