// Prints how good a model is.
//
//   measure_model FILE.safetensors            the table for a model file
//   measure_model --scenes FILE.safetensors   also how far each scene is from the grammar's entropy

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <numeric>
#include <string>

#include "attention/model_file.hpp"
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
    std::printf("  |delta| %.2f\n", static_cast<double>(trace.matrix(TensorId::head_delta, h).row(last).norm()));
  }
  for (const TensorId id : {TensorId::probability_before, TensorId::probability_after}) {
    const auto probability = trace.row(id, 0, last);
    std::vector<std::uint32_t> order(probability.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, std::greater{}, [&](std::uint32_t word) { return probability[word]; });
    std::printf("  %s", id == TensorId::probability_before ? "before:" : "after: ");
    for (std::size_t rank = 0; rank < 8; ++rank) {
      std::printf(" %s %.2f", model.vocabulary.word(order[rank]).c_str(), static_cast<double>(probability[order[rank]]));
    }
    std::printf("\n");
  }
  return Status::ok();
}

}  // namespace

int main(int count, char** arguments) {
  bool scenes = false;
  std::string path;
  std::vector<std::string> sentences;
  for (int index = 1; index < count; ++index) {
    if (std::string_view(arguments[index]) == "--scenes") scenes = true;
    else if (std::string_view(arguments[index]) == "--sentence" && index + 1 < count) sentences.push_back(arguments[++index]);
    else path = arguments[index];
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail("\"" + path + "\" cannot be opened.");
  Model model;
  if (Status status = read_model(file, model); !status.is_ok()) return fail(status.message());
  Grammar grammar;
  if (Status status = Grammar::parse(corpus_text(), grammar); !status.is_ok()) return fail(status.message());
  const Corpus corpus(grammar);
  Quality quality;
  if (Status status = measure(corpus, model.parameters, 1000, quality); !status.is_ok()) return fail(status.message());
  bool all_met = true;
  for (const QualityRow& row : quality_rows(quality)) {
    std::printf("%-52s %8.3f  %-8s %s\n", row.what.c_str(), row.value, row.bar.c_str(),
                row.bar.empty() ? "" : (row.is_met ? "met" : "NOT MET"));
    all_met = all_met && row.is_met;
  }
  if (scenes) {
    std::vector<SceneGap> gaps;
    if (Status status = measure_scenes(corpus, model.parameters, 1000, gaps); !status.is_ok()) return fail(status.message());
    for (const SceneGap& gap : gaps) {
      std::printf("%-12s %.3f  worst %.2f: %s\n", gap.scene.c_str(), gap.gap, gap.worst_gap, gap.worst_prefix.c_str());
    }
  }
  for (const std::string& sentence : sentences) {
    if (Status status = print_last_word(model, sentence); !status.is_ok()) return fail(status.message());
  }
  return all_met ? 0 : 1;
}
