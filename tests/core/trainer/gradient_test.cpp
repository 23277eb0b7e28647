#include <algorithm>
#include <cmath>

#include "attention/trainer/pass.hpp"
#include "core/io/support.hpp"
#include "model_run.hpp"

using namespace attention;

namespace {

/// A small model with weights large enough that every stage matters, and a batch of three sentences.
struct Setting {
  Setting() {
    const Dimensions dimensions{
        .n_vocabulary = 11, .n_positions = 7, .d_model = 6, .n_heads = 2, .d_head = 3, .d_value = 4, .n_tokens = 1};
    REQUIRE(Parameters::make(dimensions, parameters).is_ok());
    REQUIRE(Parameters::make(dimensions, gradients).is_ok());
    Random random(17);
    for (float& value : parameters.all()) value = random.symmetric(0.8F);
    append({3, 1, 4, 1, 5}, batch);
    append({9, 2}, batch);
    append({6, 5, 3, 5, 8, 10, 7}, batch);
  }

  double loss() { return pass.forward(parameters, batch, penalties).total; }

  Parameters parameters;
  Parameters gradients;
  Batch batch;
  Penalties penalties;
  Pass pass;
};

/// (loss(w + step) - loss(w - step)) / (2 step). The loss is summed in double but computed in float: with a step of
/// 0.01 its rounding error is some 1e-5 and the error of the difference formula of the same size.
double finite_difference(Setting& setting, float& weight) {
  constexpr float step = 0.01F;
  const float before = weight;
  weight = before + step;
  const double above = setting.loss();
  weight = before - step;
  const double below = setting.loss();
  weight = before;
  return (above - below) / (2.0 * static_cast<double>(step));
}

void check_every_gradient(Setting& setting) {
  setting.loss();
  setting.pass.backward(setting.parameters, setting.batch, setting.penalties, setting.gradients);
  for (const TensorId id : parameter_ids) {
    double largest = 0.0;
    double error = 0.0;
    for (std::size_t index = 0; index < setting.parameters.values(id).size(); ++index) {
      const double expected = finite_difference(setting, setting.parameters.values(id)[index]);
      const auto gradient = static_cast<double>(setting.gradients.values(id)[index]);
      largest = std::max(largest, std::abs(expected));
      error = std::max(error, std::abs(gradient - expected));
    }
    INFO(tensor_info(id).name << ": largest gradient " << largest << ", largest error " << error);
    CHECK(largest > 0.01);
    CHECK(error < 3e-4 + 3e-3 * largest);
  }
}

}  // namespace

TEST_CASE("the gradient of the prediction loss, for every weight of every tensor") {
  Setting setting;
  check_every_gradient(setting);
}

TEST_CASE("the gradient of each penalty, for every weight of every tensor") {
  Setting setting;
  SECTION("entropy") { setting.penalties.entropy = 0.5F; }
  SECTION("entropy as a reward") { setting.penalties.entropy = -0.5F; }
  SECTION("sharing") { setting.penalties.sharing = 0.5F; }
  SECTION("balance") { setting.penalties.balance = 0.5F; }
  check_every_gradient(setting);
}

TEST_CASE("a word that is not in the batch, and a position beyond it, get no gradient") {
  Setting setting;
  setting.loss();
  setting.pass.backward(setting.parameters, setting.batch, setting.penalties, setting.gradients);
  for (const float value : stacked(setting.gradients, TensorId::w_e).row(0)) CHECK(value == 0.0F);
}

TEST_CASE("gradients are added to what is there") {
  Setting setting;
  setting.loss();
  setting.pass.backward(setting.parameters, setting.batch, setting.penalties, setting.gradients);
  const float once = setting.gradients.values(TensorId::w_q)[0];
  setting.loss();
  setting.pass.backward(setting.parameters, setting.batch, setting.penalties, setting.gradients);
  CHECK(setting.gradients.values(TensorId::w_q)[0] == Catch::Approx(2.0F * once));
}

TEST_CASE("the trainer's loss is that of the core's forward pass") {
  Setting setting;
  const Loss loss = setting.pass.forward(setting.parameters, setting.batch, {});
  ModelRun model(setting.parameters);
  double prediction = 0.0;
  double entropy = 0.0;
  for (std::uint32_t sentence = 0; sentence < setting.batch.sentences(); ++sentence) {
    const std::uint32_t start = setting.batch.starts[sentence];
    const std::uint32_t end = setting.batch.starts[sentence + 1];
    REQUIRE(model.run({setting.batch.tokens.begin() + start, setting.batch.tokens.begin() + end}).is_ok());
    const Arena trace = model.trace();
    for (std::uint32_t row = start; row < end; ++row) {
      const auto probability = trace.row(TensorId::probability_after, 0, row - start);
      prediction -= std::log(static_cast<double>(probability[setting.batch.targets[row]]));
    }
    for (const float weight : trace.values(TensorId::weight)) {
      if (weight > 0.0F) entropy -= static_cast<double>(weight) * std::log(static_cast<double>(weight));
    }
  }
  CHECK(loss.prediction == Catch::Approx(prediction / setting.batch.rows()).epsilon(1e-5));
  CHECK(loss.entropy == Catch::Approx(entropy / setting.batch.rows() / 2).epsilon(1e-5));
}
