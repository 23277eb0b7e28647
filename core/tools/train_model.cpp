// Trains the model and writes it to a file.
//
//   train_model [OPTION VALUE]... FILE.safetensors
//
//   --seed N      start of the random numbers: first weights and sentences
//   --steps N     steps of training
//   --batch N     sentences in a step
//   --heads N     attention heads
//   --rate X      learning rate at its peak
//   --decay X     weight decay
//   --within X    share of the sentences that begin at a random word
//   --opening X   the first stretch's share of the steps; --lone X: that in which sentences go through one head
//   --entropy X, --sharing X, --balance X, --least-share X, --movement X, --before X, --masked X,
//   --visible X   penalties after the opening, see attention/trainer/pass.hpp; with "opening-" before the name: in it
//   --entropy-ramp X  share of the steps over which the reward for soft rows falls
//   --ramp X      share of the steps over which the penalties on scores rise
//
// Without options it makes the committed model. The same seed on the same build gives the same file.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "attention/io/corpus.hpp"
#include "attention/io/model_file.hpp"
#include "attention/trainer/stored_training.hpp"

namespace {

using namespace attention;

int fail(std::string_view message) {
  std::fprintf(stderr, "train_model: %.*s\n", static_cast<int>(message.size()), message.data());
  return 1;
}

using Real = float& (*)(TrainerSettings&);

struct RealOption {
  std::string_view name;
  Real setting;
};

constexpr RealOption real_options[] = {
    {"--rate", [](TrainerSettings& s) -> float& { return s.learning_rate; }},
    {"--decay", [](TrainerSettings& s) -> float& { return s.weight_decay; }},
    {"--within", [](TrainerSettings& s) -> float& { return s.begun_within; }},
    {"--opening", [](TrainerSettings& s) -> float& { return s.opening; }},
    {"--lone", [](TrainerSettings& s) -> float& { return s.lone_heads; }},
    {"--opening-query-decay", [](TrainerSettings& s) -> float& { return s.opening_query_decay; }},
    {"--opening-entropy", [](TrainerSettings& s) -> float& { return s.opening_penalties.entropy; }},
    {"--opening-sharing", [](TrainerSettings& s) -> float& { return s.opening_penalties.sharing; }},
    {"--opening-balance", [](TrainerSettings& s) -> float& { return s.opening_penalties.balance; }},
    {"--opening-least-share", [](TrainerSettings& s) -> float& { return s.opening_penalties.least_share; }},
    {"--opening-before", [](TrainerSettings& s) -> float& { return s.opening_penalties.prediction_before; }},
    {"--opening-masked", [](TrainerSettings& s) -> float& { return s.opening_penalties.masked_scores; }},
    {"--opening-visible", [](TrainerSettings& s) -> float& { return s.opening_penalties.visible_scores; }},
    {"--entropy", [](TrainerSettings& s) -> float& { return s.penalties.entropy; }},
    {"--sharing", [](TrainerSettings& s) -> float& { return s.penalties.sharing; }},
    {"--balance", [](TrainerSettings& s) -> float& { return s.penalties.balance; }},
    {"--least-share", [](TrainerSettings& s) -> float& { return s.penalties.least_share; }},
    {"--movement", [](TrainerSettings& s) -> float& { return s.penalties.movement; }},
    {"--opening-movement", [](TrainerSettings& s) -> float& { return s.opening_penalties.movement; }},
    {"--before", [](TrainerSettings& s) -> float& { return s.penalties.prediction_before; }},
    {"--masked", [](TrainerSettings& s) -> float& { return s.penalties.masked_scores; }},
    {"--visible", [](TrainerSettings& s) -> float& { return s.penalties.visible_scores; }},
    {"--entropy-ramp", [](TrainerSettings& s) -> float& { return s.entropy_ramp; }},
    {"--ramp", [](TrainerSettings& s) -> float& { return s.score_ramp; }},
};

bool take_option(std::string_view name, const char* text, TrainerSettings& settings) {
  char* end = nullptr;
  const double value = std::strtod(text, &end);
  if (end == text || *end != '\0' || value < -1.0 || value > 1e9) return false;
  for (const RealOption& option : real_options) {
    if (option.name != name) continue;
    option.setting(settings) = static_cast<float>(value);
    return true;
  }
  const auto whole = static_cast<std::uint32_t>(value < 0.0 ? 0.0 : value);
  if (name == "--seed")
    settings.seed = whole;
  else if (name == "--steps")
    settings.steps = whole;
  else if (name == "--batch")
    settings.batch = whole;
  else if (name == "--heads")
    settings.n_heads = whole;
  else
    return false;
  return true;
}

Status train(Trainer& trainer) {
  StoredTraining training(trainer);
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  while (!trainer.is_finished()) {
    Loss loss;
    if (Status status = training.step(loss); !status.is_ok()) return status;
    if (trainer.steps_done() % 100 == 0 || trainer.is_finished()) {
      std::printf(
          "step %5u  loss %.4f  from E %.4f  entropy %.3f  sharing %.3f  balance %.2f  masked %.2f  visible %.3f"
          "  %5.1f s\n",
          trainer.steps_done(), loss.prediction, loss.prediction_before, loss.entropy, loss.sharing, loss.balance,
          loss.masked_scores, loss.visible_scores, seconds());
      std::fflush(stdout);
    }
  }
  return Status::ok();
}

}  // namespace

int main(int count, char** arguments) {
  TrainerSettings settings;
  std::string output;
  for (int index = 1; index < count; ++index) {
    const std::string_view argument = arguments[index];
    if (!argument.starts_with("--") && output.empty()) {
      output = argument;
    } else if (index + 1 >= count || !take_option(argument, arguments[++index], settings)) {
      return fail("the option \"" + std::string(argument) + "\" is unknown or has no sound value.");
    }
  }
  if (output.empty()) return fail("name the file to write, as in: train_model attention.safetensors");

  Grammar grammar;
  if (Status status = Grammar::parse(corpus_text(), grammar); !status.is_ok()) return fail(status.message());
  const Corpus corpus(grammar);
  Trainer trainer;
  if (Status status = Trainer::make(corpus, settings, trainer); !status.is_ok()) return fail(status.message());
  std::printf("%u words, %zu scenes\n", grammar.vocabulary().size(), grammar.scenes().size());
  if (Status status = train(trainer); !status.is_ok()) return fail(status.message());

  Model model{.parameters = trainer.parameters(), .vocabulary = grammar.vocabulary(), .notes = {}};
  model.notes["seed"] = std::to_string(settings.seed);
  model.notes["steps"] = std::to_string(settings.steps);
  model.notes["sentences_per_step"] = std::to_string(settings.batch);
  model.notes["learning_rate"] = std::to_string(settings.learning_rate);
  std::ofstream file(output, std::ios::binary);
  if (Status status = write_model(model, file); !status.is_ok()) return fail(status.message());
  return 0;
}
