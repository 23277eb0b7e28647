#include <algorithm>
#include <functional>
#include <numeric>
#include <span>
#include <vector>

#include "attention/analysis/best_combination.hpp"
#include "length.hpp"
#include "story.hpp"

namespace attention {

namespace {

/// The part of word j in what moves the last word.
double part_of(const Arena& trace, std::uint32_t j) {
  const std::uint32_t last = trace.dimensions().n_tokens - 1;
  double sum = 0.0;
  for (std::uint32_t k = 0; k <= last; ++k) sum += length_of(trace.row(TensorId::word_delta, last, k));
  return length_of(trace.row(TensorId::word_delta, last, j)) / sum;
}

Status measure_towers(const Corpus& corpus, ModelRun& model, PhraseQuality& phrases) {
  if (Status status = run_phrase(corpus, "the eiffel tower", model); !status.is_ok()) return status;
  phrases.eiffel_alone = part_of(model.trace(), 1);
  if (Status status = run_phrase(corpus, "a miniature eiffel tower", model); !status.is_ok()) return status;
  phrases.miniature = part_of(model.trace(), 1);
  phrases.eiffel_beside = part_of(model.trace(), 2);
  return Status::ok();
}

double dot_of(std::span<const float> a, std::span<const float> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0, std::plus<>{},
                            [](double x, double y) { return x * y; });
}

/// Of the rows of a trace that the moles end up in.
struct Moles {
  std::vector<std::vector<float>> deltas;
  std::vector<float> outputs;  ///< one after another
  std::vector<float> generic;  ///< the word's embedding before its neighbours have moved it
};

Status run_moles(const Corpus& corpus, ModelRun& model, Moles& moles) {
  for (const char* phrase : {"american shrew mole", "one mole", "take a biopsy of the mole"}) {
    if (Status status = run_phrase(corpus, phrase, model); !status.is_ok()) return status;
    const Arena trace = model.trace();
    const std::uint32_t last = trace.dimensions().n_tokens - 1;
    const std::span<const float> delta = trace.row(TensorId::delta, 0, last);
    const std::span<const float> output = trace.row(TensorId::output, 0, last);
    const std::span<const float> embedding = trace.row(TensorId::token_embedding, 0, last);
    moles.deltas.emplace_back(delta.begin(), delta.end());
    moles.outputs.insert(moles.outputs.end(), output.begin(), output.end());
    moles.generic.assign(embedding.begin(), embedding.end());
  }
  return Status::ok();
}

void measure_deltas(const std::vector<std::vector<float>>& deltas, PhraseQuality& phrases) {
  double shortest = length_of(deltas.front());
  double longest = 0.0;
  phrases.mole_cosine = -1.0;
  for (std::size_t a = 0; a < deltas.size(); ++a) {
    const double length = length_of(deltas[a]);
    shortest = std::min(shortest, length);
    longest = std::max(longest, length);
    for (std::size_t b = 0; b < a; ++b) {
      phrases.mole_cosine =
          std::max(phrases.mole_cosine, dot_of(deltas[a], deltas[b]) / (length * length_of(deltas[b])));
    }
  }
  phrases.mole_lengths = longest / shortest;
}

Status measure_moles(const Corpus& corpus, ModelRun& model, PhraseQuality& phrases) {
  Moles moles;
  if (Status status = run_moles(corpus, model, moles); !status.is_ok()) return status;
  measure_deltas(moles.deltas, phrases);
  std::vector<float> coefficients(moles.deltas.size());
  std::vector<float> fitted(moles.generic.size());
  std::vector<double> scratch(combination_scratch(coefficients.size(), fitted.size()));
  float residual = 0.0F;
  best_combination(moles.outputs, moles.generic, {.coefficients = coefficients, .fitted = fitted, .residual = residual},
                   scratch);
  phrases.mole_least_weight = static_cast<double>(*std::ranges::min_element(coefficients));
  phrases.mole_residual = static_cast<double>(residual);
  return Status::ok();
}

}  // namespace

Status run_phrase(const Corpus& corpus, std::string_view phrase, ModelRun& model) {
  const auto ids = corpus.grammar().vocabulary().ids(phrase);
  if (!ids)
    return Status::error(StatusCode::bad_model_file, "The grammar does not know every word of \"", phrase, "\".");
  return model.run(*ids);
}

Status measure_phrases(const Corpus& corpus, const Parameters& parameters, std::uint32_t /*sentences*/,
                       Quality& quality) {
  ModelRun model(parameters);
  if (Status status = measure_towers(corpus, model, quality.phrases); !status.is_ok()) return status;
  return measure_moles(corpus, model, quality.phrases);
}

}  // namespace attention
