#include <algorithm>
#include <cmath>

#include "mean.hpp"
#include "story.hpp"

namespace attention {

namespace {

/// Which word's next-word distribution attention changes most, in total variation.
std::uint32_t most_changed(const Arena& trace) {
  std::uint32_t most = 0;
  double largest = -1.0;
  for (std::uint32_t i = 0; i < trace.dimensions().n_tokens; ++i) {
    const auto before = trace.row(TensorId::probability_before, 0, i);
    const auto after = trace.row(TensorId::probability_after, 0, i);
    double change = 0.0;
    for (std::size_t word = 0; word < before.size(); ++word) {
      change += 0.5 * std::abs(static_cast<double>(after[word]) - static_cast<double>(before[word]));
    }
    if (change <= largest) continue;
    largest = change;
    most = i;
  }
  return most;
}

}  // namespace

Status measure_change(const Corpus& corpus, const Parameters& parameters, std::uint32_t /*sentences*/,
                      Quality& quality) {
  // Those of wasm/sample_sentences.cpp.
  Random random(2017);
  const auto offered = different_sentences(corpus.grammar(), 240, parameters.dimensions().n_positions, random);
  ModelRun model(parameters);
  Mean last;
  for (const auto& words : offered) {
    if (Status status = model.run(words); !status.is_ok()) return status;
    last.add(most_changed(model.trace()) + 1 == words.size() ? 1.0 : 0.0);
  }
  quality.last_changed_most = last.value();
  return Status::ok();
}

}  // namespace attention
