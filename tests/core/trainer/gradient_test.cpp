#include <algorithm>
#include <cmath>

#include "attention/trainer/pass.hpp"
#include "core/io/support.hpp"
#include "core/trainer/loss_reference.hpp"
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

/// (loss(w + step) - loss(w - step)) / (2 step) of the reference in double precision: good to some 1e-9.
double finite_difference(const Setting& setting, ExactParameters& parameters, double& weight) {
  constexpr double step = 1e-5;
  const double before = weight;
  const auto loss = [&] {
    return reference_loss(setting.parameters.dimensions(), parameters, setting.batch, setting.penalties).total;
  };
  weight = before + step;
  const double above = loss();
  weight = before - step;
  const double below = loss();
  weight = before;
  return (above - below) / (2.0 * step);
}

void check_every_gradient(Setting& setting) {
  setting.loss();
  setting.pass.backward(setting.parameters, setting.batch, setting.penalties, setting.gradients);
  ExactParameters parameters = exact(setting.parameters);
  for (std::size_t tensor = 0; tensor < parameter_ids.size(); ++tensor) {
    const TensorId id = parameter_ids[tensor];
    double largest = 0.0;
    double error = 0.0;
    for (std::size_t index = 0; index < parameters[tensor].size(); ++index) {
      const double expected = finite_difference(setting, parameters, parameters[tensor][index]);
      const auto gradient = static_cast<double>(setting.gradients.values(id)[index]);
      largest = std::max(largest, std::abs(expected));
      error = std::max(error, std::abs(gradient - expected));
    }
    INFO(tensor_info(id).name << ": largest gradient " << largest << ", largest error " << error);
    CHECK(largest > 0.01);
    CHECK(error < 1e-6 + 1e-5 * largest);
  }
}

/// Scores beyond +-4, many of them in the future.
void make_scores_large(Setting& setting) {
  for (const TensorId id : {TensorId::w_q, TensorId::w_k}) stacked(setting.parameters, id) *= 3.0F;
}

/// The last head moves words by less than its least share of the squares.
void make_a_head_idle(Setting& setting) {
  const Dimensions& dimensions = setting.parameters.dimensions();
  head_of(setting.parameters, TensorId::w_o, dimensions.n_heads - 1) *= 0.2F;
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
  SECTION("least share") {
    make_a_head_idle(setting);
    setting.penalties.least_share = 5.0F;
  }
  SECTION("movement") { setting.penalties.movement = 0.5F; }
  SECTION("prediction from E alone") { setting.penalties.prediction_before = 0.5F; }
  SECTION("masked scores") {
    make_scores_large(setting);
    setting.penalties.masked_scores = 0.5F;
  }
  SECTION("visible scores") {
    make_scores_large(setting);
    setting.penalties.visible_scores = 0.5F;
  }
  SECTION("all of them") {
    make_scores_large(setting);
    make_a_head_idle(setting);
    setting.penalties = {.entropy = 0.1F,
                         .sharing = 0.2F,
                         .balance = 0.3F,
                         .least_share = 5.0F,
                         .movement = 0.2F,
                         .prediction_before = 0.4F,
                         .masked_scores = 0.1F,
                         .visible_scores = 0.2F};
  }
  check_every_gradient(setting);
}

TEST_CASE("the gradient where each sentence goes through one head alone") {
  Setting setting;
  setting.penalties = {.entropy = 0.1F, .sharing = 0.2F, .balance = 0.3F, .movement = 0.2F, .prediction_before = 0.4F};
  setting.batch.lone_heads = {1, 0, 1};
  check_every_gradient(setting);
}

TEST_CASE("the loss and each of its parts are those of the reference") {
  Setting setting;
  make_scores_large(setting);
  make_a_head_idle(setting);
  setting.penalties = {.entropy = 0.1F,
                       .sharing = 0.2F,
                       .balance = 0.3F,
                       .least_share = 5.0F,
                       .movement = 0.2F,
                       .prediction_before = 0.4F,
                       .masked_scores = 0.5F,
                       .visible_scores = 0.6F};
  SECTION("all heads") {}
  SECTION("one head for each sentence") { setting.batch.lone_heads = {0, 1, 0}; }
  const Loss loss = setting.pass.forward(setting.parameters, setting.batch, setting.penalties);
  const Loss expected =
      reference_loss(setting.parameters.dimensions(), exact(setting.parameters), setting.batch, setting.penalties);
  const auto near = [](double value) { return Catch::Approx(value).epsilon(1e-5); };
  CHECK(loss.prediction == near(expected.prediction));
  CHECK(loss.entropy == near(expected.entropy));
  CHECK(loss.sharing == near(expected.sharing));
  CHECK(loss.balance == near(expected.balance));
  CHECK(loss.least_share == near(expected.least_share));
  CHECK(loss.movement == near(expected.movement));
  CHECK(loss.prediction_before == near(expected.prediction_before));
  CHECK(loss.masked_scores == near(expected.masked_scores));
  CHECK(loss.visible_scores == near(expected.visible_scores));
  CHECK(loss.total == near(expected.total));
  CHECK(expected.least_share > 0.001);
  CHECK(expected.masked_scores > 0.1);
  CHECK(expected.visible_scores > 0.1);
}

TEST_CASE("a batch of sentences of one word hides no pair") {
  Setting setting;
  setting.batch = {};
  append({3}, setting.batch);
  append({4}, setting.batch);
  setting.penalties.masked_scores = 0.5F;
  setting.penalties.visible_scores = 0.5F;
  const Loss loss = setting.pass.forward(setting.parameters, setting.batch, setting.penalties);
  CHECK(loss.masked_scores == 0.0);
  CHECK(std::isfinite(loss.total));
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
