#include <algorithm>

#include "mean.hpp"
#include "next_word.hpp"
#include "story.hpp"

namespace attention {

Status measure_positions(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences,
                         Quality& quality) {
  constexpr std::uint32_t late = 13;  // from 0
  // 1. A place is trained when its vector was moved and some sentence has a word there.
  quality.positions_untrained = 0;
  const std::uint32_t d_model = parameters.dimensions().d_model;
  for (std::uint32_t position = 0; position < parameters.dimensions().n_positions; ++position) {
    const auto vector = parameters.values(TensorId::w_p).subspan(std::size_t{position} * d_model, d_model);
    const bool is_zero = std::ranges::all_of(vector, [](float value) { return value == 0.0F; });
    if (is_zero || position >= corpus.grammar().longest()) ++quality.positions_untrained;
  }
  // 2. How well the model does at the late ones: more draws, since few sentences are that long.
  Random random(measuring_seed);
  ModelRun model(parameters);
  Mean cross;
  Mean own;
  for (std::uint32_t count = 0; count < 10 * sentences && own.count() < 2.0 * sentences; ++count) {
    const std::vector<std::uint32_t> words = corpus.sample(Part::held_out, random).words;
    if (words.size() <= late) continue;
    if (Status status = model.run(words); !status.is_ok()) return status;
    compare_with_grammar(corpus.grammar(), words, model.trace(), [&](std::uint32_t i, double entropy, double model_s) {
      if (i < late) return;
      own.add(entropy);
      cross.add(model_s);
    });
  }
  quality.late_cross_entropy = cross.value();
  quality.late_entropy = own.value();
  return Status::ok();
}

}  // namespace attention
