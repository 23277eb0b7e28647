// Prints how good and how readable a model is, on held-out sentences, and whether it meets the bars.
//
//   measure_model FILE.safetensors     the table for a model file
//   measure_model --seeds 1,2,3        trains with each of these seeds, default settings, and prints their tables
//
//   --scenes                           also how far each scene is from the grammar's entropy, and where most
//   --sentence "one mole"              also what each head looks at from the last word, and the likeliest next words
//
// Exits with 1 if a bar is not met.

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <functional>
#include <numeric>
#include <string>

#include "attention/io/model_file.hpp"
#include "attention/trainer/stored_training.hpp"
#include "length.hpp"
#include "model_run.hpp"
#include "quality.hpp"

namespace {

using namespace attention;

int fail(std::string_view message) {
  std::fprintf(stderr, "measure_model: %.*s\n", static_cast<int>(message.size()), message.data());
  return 1;
}

/// What every head looks at from the last word, and the likeliest next words before and after.
Status print_last_word(const Model& model, const std::string& sentence) {
  const auto words = model.vocabulary.ids(sentence);
  if (!words) return Status::error(StatusCode::bad_token, "The model does not know every word of \"", sentence, "\".");
  ModelRun run(model.parameters);
  if (Status status = run.run(*words); !status.is_ok()) return status;
  const Arena trace = run.trace();
  const std::uint32_t last = trace.dimensions().n_tokens - 1;
  std::printf("\n%s\n", sentence.c_str());
  for (std::uint32_t h = 0; h < trace.dimensions().n_heads; ++h) {
    std::printf("  head %u ", h + 1);
    for (std::uint32_t j = 0; j <= last; ++j) {
      std::printf(" %s %.2f", model.vocabulary.word((*words)[j]).c_str(),
                  static_cast<double>(trace.row(TensorId::weight, h, last)[j]));
    }
    std::printf("  |delta| %.2f\n", length_of(trace.row(TensorId::head_delta, h, last)));
  }
  for (const TensorId id : {TensorId::probability_before, TensorId::probability_after}) {
    const auto probability = trace.row(id, 0, last);
    std::vector<std::uint32_t> order(probability.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, std::greater{}, [&](std::uint32_t word) { return probability[word]; });
    std::printf("  %s", id == TensorId::probability_before ? "before:" : "after: ");
    for (std::size_t rank = 0; rank < 8; ++rank) {
      std::printf(" %s %.2f", model.vocabulary.word(order[rank]).c_str(),
                  static_cast<double>(probability[order[rank]]));
    }
    std::printf("\n");
  }
  return Status::ok();
}

struct Options {
  std::string file;
  std::vector<std::uint32_t> seeds;
  std::vector<std::string> sentences;
  bool scenes = false;
};

bool take_seeds(std::string_view text, std::vector<std::uint32_t>& seeds) {
  while (!text.empty()) {
    std::uint32_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc{}) return false;
    seeds.push_back(seed);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with(',')) text.remove_prefix(1);
  }
  return !seeds.empty();
}

/// False when the command line makes no sense.
bool take_options(int count, char** arguments, Options& options) {
  for (int index = 1; index < count; ++index) {
    const std::string_view argument = arguments[index];
    const bool has_value = index + 1 < count;
    if (argument == "--scenes") {
      options.scenes = true;
    } else if (argument == "--sentence" && has_value) {
      options.sentences.emplace_back(arguments[++index]);
    } else if (argument == "--seeds" && has_value) {
      if (!take_seeds(arguments[++index], options.seeds)) return false;
    } else if (!argument.starts_with("--") && options.file.empty()) {
      options.file = argument;
    } else {
      return false;
    }
  }
  return options.file.empty() != options.seeds.empty();
}

Status read_file(const std::string& path, Model& model) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Status::error(StatusCode::bad_model_file, "\"", path, "\" cannot be opened.");
  return read_model(file, model);
}

/// Trains with the default settings, for a file.
Status train(const Corpus& corpus, std::uint32_t seed, Model& model) {
  TrainerSettings settings;
  settings.seed = seed;
  Trainer trainer;
  if (Status status = Trainer::make(corpus, settings, trainer); !status.is_ok()) return status;
  StoredTraining training(trainer);
  while (!trainer.is_finished()) {
    Loss loss;
    if (Status status = training.step(loss); !status.is_ok()) return status;
  }
  model = {.parameters = trainer.parameters(), .vocabulary = corpus.grammar().vocabulary(), .notes = {}};
  return Status::ok();
}

/// Adds to `all_met` whether every bar is met.
Status print_table(const Corpus& corpus, const Model& model, bool& all_met) {
  constexpr std::uint32_t sentences = 1000;
  Quality quality;
  if (Status status = measure(corpus, model.parameters, sentences, quality); !status.is_ok()) return status;
  for (const QualityRow& row : quality_rows(quality)) {
    const char* verdict = row.bar.empty() ? "" : (row.is_met ? "met" : "NOT MET");
    std::printf("%-52s %8.3f  %-8s %-8s%s\n", row.what.c_str(), row.value, row.bar.c_str(), verdict,
                row.detail.c_str());
    all_met = all_met && row.is_met;
  }
  return Status::ok();
}

Status print_scenes(const Corpus& corpus, const Model& model) {
  std::vector<SceneGap> gaps;
  if (Status status = measure_scenes(corpus, model.parameters, 1000, gaps); !status.is_ok()) return status;
  std::printf("\nnats per word above the grammar's entropy\n");
  for (const SceneGap& gap : gaps) {
    std::printf("  %-12s %.3f  most %.2f after \"%s\"\n", gap.scene.c_str(), gap.gap, gap.worst_gap,
                gap.worst_prefix.c_str());
  }
  return Status::ok();
}

Status report(const Options& options, const Corpus& corpus, const Model& model, bool& all_met) {
  // Ids in the file mean nothing under another grammar's vocabulary.
  if (model.vocabulary.words() != corpus.grammar().vocabulary().words()) {
    return Status::error(StatusCode::bad_model_file, "The model was trained on another grammar. Train it again.");
  }
  if (Status status = print_table(corpus, model, all_met); !status.is_ok()) return status;
  if (options.scenes) {
    if (Status status = print_scenes(corpus, model); !status.is_ok()) return status;
  }
  for (const std::string& sentence : options.sentences) {
    if (Status status = print_last_word(model, sentence); !status.is_ok()) return status;
  }
  return Status::ok();
}

Status run(const Options& options, bool& all_met) {
  Grammar grammar;
  if (Status status = Grammar::parse(corpus_text(), grammar); !status.is_ok()) return status;
  const Corpus corpus(grammar);
  Model model;
  if (!options.file.empty()) {
    if (Status status = read_file(options.file, model); !status.is_ok()) return status;
    return report(options, corpus, model, all_met);
  }
  for (const std::uint32_t seed : options.seeds) {
    std::printf("seed %u\n", seed);
    if (Status status = train(corpus, seed, model); !status.is_ok()) return status;
    if (Status status = report(options, corpus, model, all_met); !status.is_ok()) return status;
    std::printf("\n");
  }
  return Status::ok();
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  if (!take_options(count, arguments, options)) {
    return fail("expected a model file or --seeds 1,2,3, and then perhaps --scenes or --sentence \"one mole\".");
  }
  bool all_met = true;
  if (Status status = run(options, all_met); !status.is_ok()) return fail(status.message());
  return all_met ? 0 : 1;
}
