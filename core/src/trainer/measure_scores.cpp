#include <algorithm>

#include "attention/trainer/pass.hpp"
#include "attention/trainer/score_penalties.hpp"

namespace attention {

namespace {

/// Pairs of a batch, of one head.
struct Pairs {
  double masked = 0.0;
  double visible = 0.0;
};

Pairs count_pairs(const Batch& batch) {
  Pairs pairs;
  for (std::uint32_t sentence = 0; sentence < batch.sentences(); ++sentence) {
    const double n_tokens = batch.starts[sentence + 1] - batch.starts[sentence];
    pairs.masked += n_tokens * (n_tokens - 1.0) / 2.0;
    pairs.visible += n_tokens * (n_tokens + 1.0) / 2.0;
  }
  pairs.masked = std::max(pairs.masked, 1.0);  // sentences of one word hide nothing
  return pairs;
}

}  // namespace

void Pass::measure_scores(const Batch& batch, Loss& loss) {
  for (std::uint32_t sentence = 0; sentence < batch.sentences(); ++sentence) {
    for (std::uint32_t h = 0; h < dimensions_.n_heads; ++h) {
      const MatrixView scaled = block(scaled_, batch, sentence, h);
      loss.masked_scores += masked_scores(scaled);
      loss.visible_scores += visible_scores(scaled);
    }
  }
  const Pairs pairs = count_pairs(batch);
  loss.masked_scores /= pairs.masked * dimensions_.n_heads;
  loss.visible_scores /= pairs.visible * dimensions_.n_heads;
  n_masked_ = static_cast<float>(pairs.masked * dimensions_.n_heads);
  n_visible_ = static_cast<float>(pairs.visible * dimensions_.n_heads);
}

void Pass::add_score_gradient(const Batch& batch, std::uint32_t sentence, std::uint32_t head,
                              const Penalties& penalties, MatrixView& d_score) {
  const MatrixView scaled = block(scaled_, batch, sentence, head);
  if (penalties.masked_scores != 0.0F) add_masked_gradient(scaled, penalties.masked_scores / n_masked_, d_score);
  if (penalties.visible_scores != 0.0F) add_visible_gradient(scaled, penalties.visible_scores / n_visible_, d_score);
}

}  // namespace attention
