#include "mean.hpp"
#include "next_word.hpp"
#include "story.hpp"

namespace attention {

// What follows counts with the grammar's distribution after the whole sentence so far, in both.
Status measure_beginnings(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences,
                          Quality& quality) {
  constexpr std::uint32_t dropped = 3;
  Random random(measuring_seed);
  ModelRun model(parameters);
  Mean within;
  Mean whole;
  for (std::uint32_t count = 0; count < sentences; ++count) {
    const std::vector<std::uint32_t> words = corpus.sample(Part::held_out, random).words;
    if (words.size() < dropped + 2) continue;
    const auto next = exact_next(corpus.grammar(), words);
    if (Status status = model.run(words); !status.is_ok()) return status;
    for (std::uint32_t i = dropped + 1; i < words.size(); ++i) {
      whole.add(cross_entropy(next[i], model.trace().row(TensorId::logits_after, 0, i)));
    }
    if (Status status = model.run({words.begin() + dropped, words.end()}); !status.is_ok()) return status;
    for (std::uint32_t i = dropped + 1; i < words.size(); ++i) {
      within.add(cross_entropy(next[i], model.trace().row(TensorId::logits_after, 0, i - dropped)));
    }
  }
  quality.begun_within = within.value();
  quality.begun_whole = whole.value();
  return Status::ok();
}

}  // namespace attention
