#include "attention/trainer/stored_training.hpp"

#include <algorithm>

#include "attention/io/model_file.hpp"
#include "core/io/support.hpp"

using namespace attention;

namespace {

TrainerSettings brief(std::uint32_t steps) {
  TrainerSettings settings;
  settings.steps = steps;
  settings.batch = 16;
  settings.warm_up = 10;
  return settings;
}

Trainer make_trainer(const Corpus& corpus, std::uint32_t steps) {
  Trainer trainer;
  REQUIRE(Trainer::make(corpus, brief(steps), trainer).is_ok());
  return trainer;
}

void run(Trainer& trainer, std::uint32_t steps) {
  StoredTraining training(trainer);
  Loss loss;
  for (std::uint32_t step = 0; step < steps; ++step) REQUIRE(training.step(loss).is_ok());
}

bool are_same(const Parameters& a, const Parameters& b) { return std::ranges::equal(a.all(), b.all()); }

/// In nats, on sentences that no training has seen.
double held_out_loss(const Corpus& corpus, Parameters parameters) {
  Random random(11);
  const Batch batch = draw_batch(corpus, Part::held_out, 256, random);
  Pass pass;
  return pass.forward(parameters, batch, {}).prediction;
}

}  // namespace

TEST_CASE("until the last stretch it is the usual training, in it another one") {
  const Grammar grammar = parse(corpus_text());
  const Corpus corpus(grammar);
  Trainer stored = make_trainer(corpus, 40);
  Trainer usual = make_trainer(corpus, 40);
  StoredTraining training(stored);
  Loss loss;
  for (int step = 0; step < 34; ++step) {
    REQUIRE(training.step(loss).is_ok());
    REQUIRE(usual.step(loss).is_ok());
  }
  CHECK(are_same(stored.parameters(), usual.parameters()));
  REQUIRE(training.step(loss).is_ok());
  REQUIRE(usual.step(loss).is_ok());
  CHECK_FALSE(are_same(stored.parameters(), usual.parameters()));
}

TEST_CASE("a step in the last stretch changes the exact weights by what it changes the rounded ones") {
  const Grammar grammar = parse(corpus_text());
  const Corpus corpus(grammar);
  Trainer trainer = make_trainer(corpus, 40);
  StoredTraining training(trainer);
  Loss loss;
  for (int step = 0; step < 34; ++step) REQUIRE(training.step(loss).is_ok());

  const Parameters before = trainer.parameters();
  Trainer rounded = trainer;
  round_to_stored(rounded.parameters());
  const Parameters start = rounded.parameters();
  REQUIRE(rounded.step(loss).is_ok());
  REQUIRE(training.step(loss).is_ok());
  const auto exact = before.all();
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const float change = rounded.parameters().all()[i] - start.all()[i];
    REQUIRE(trainer.parameters().all()[i] == exact[i] + change);
  }
}

TEST_CASE("what it ends with is what a file holds, and better than what is only rounded at the end") {
  const Grammar grammar = parse(corpus_text());
  const Corpus corpus(grammar);
  constexpr std::uint32_t steps = 500;
  Trainer stored = make_trainer(corpus, steps);
  run(stored, steps);
  Parameters rounded = stored.parameters();
  round_to_stored(rounded);
  CHECK(are_same(rounded, stored.parameters()));

  Trainer usual = make_trainer(corpus, steps);
  Loss loss;
  while (!usual.is_finished()) REQUIRE(usual.step(loss).is_ok());
  const double exact_loss = held_out_loss(corpus, usual.parameters());
  rounded = usual.parameters();
  round_to_stored(rounded);
  const double rounded_loss = held_out_loss(corpus, rounded);
  const double stored_loss = held_out_loss(corpus, stored.parameters());
  INFO(exact_loss << " exact, " << rounded_loss << " rounded, " << stored_loss << " trained for it");
  CHECK(stored_loss - exact_loss < 0.9 * (rounded_loss - exact_loss));
}

TEST_CASE("a training that diverges in the last stretch says so") {
  const Grammar grammar = parse(corpus_text());
  const Corpus corpus(grammar);
  Trainer trainer = make_trainer(corpus, 20);
  run(trainer, 17);
  StoredTraining training(trainer);
  // Whatever the sign of the first component of E', one of the first two words is far too likely.
  stacked(trainer.parameters(), TensorId::w_u)(0, 0) = 1e30F;
  stacked(trainer.parameters(), TensorId::w_u)(1, 0) = -1e30F;
  Loss loss;
  CHECK_FALSE(training.step(loss).is_ok());
}
