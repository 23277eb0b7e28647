#include <algorithm>
#include <cmath>

#include "mean.hpp"
#include "story.hpp"

namespace attention {

namespace {

bool is_largest_hidden(std::span<const float> scaled, std::uint32_t i) {
  return std::ranges::max_element(scaled) - scaled.begin() > static_cast<std::ptrdiff_t>(i);
}

/// Calls visit(row of scaled scores, row of weights, i) for every head and word.
template <typename Visit>
void visit_rows(const Arena& trace, Visit visit) {
  for (std::uint32_t h = 0; h < trace.dimensions().n_heads; ++h) {
    for (std::uint32_t i = 0; i < trace.dimensions().n_tokens; ++i) {
      visit(trace.row(TensorId::scaled, h, i), trace.row(TensorId::weight, h, i), i);
    }
  }
}

}  // namespace

Status measure_scores(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences, Quality& quality) {
  Random random(measuring_seed);
  ModelRun model(parameters);
  Mean within_six;
  Mean future;
  Mean one_hot;
  double largest = 0.0;
  for (std::uint32_t count = 0; count < sentences; ++count) {
    if (Status status = model.run(corpus.sample(Part::held_out, random).words); !status.is_ok()) return status;
    const std::uint32_t last = model.trace().dimensions().n_tokens - 1;
    visit_rows(model.trace(), [&](std::span<const float> scaled, std::span<const float> weight, std::uint32_t i) {
      for (std::uint32_t j = 0; j <= i; ++j) {
        const double size = std::abs(static_cast<double>(scaled[j]));
        within_six.add(size <= 6.0 ? 1.0 : 0.0);
        largest = std::max(largest, size);
      }
      one_hot.add(std::ranges::max(weight) > 0.99F ? 1.0 : 0.0);
      if (i < last) future.add(is_largest_hidden(scaled, i) ? 1.0 : 0.0);
    });
  }
  quality.scores = {.within_six = within_six.value(),
                    .largest = largest,
                    .future_rows = future.value(),
                    .example_rows = 0,
                    .one_hot_rows = one_hot.value()};
  for (const std::string_view sentence : example_sentences) {
    if (Status status = run_phrase(corpus, sentence, model); !status.is_ok()) return status;
    visit_rows(model.trace(), [&](std::span<const float> scaled, std::span<const float>, std::uint32_t i) {
      quality.scores.example_rows += is_largest_hidden(scaled, i) ? 1U : 0U;
    });
  }
  return Status::ok();
}

}  // namespace attention
