#pragma once

#include <cstdint>

#include "attention/io/corpus.hpp"
#include "attention/trainer/optimizer.hpp"
#include "attention/trainer/pass.hpp"

namespace attention {

/// How to train. The defaults are those of the committed model.
///
/// Two stretches. In the opening each sentence goes through one head alone, whose rows are kept soft: every head learns
/// to look at all the words that a word needs. After it all heads work together and divide the words between them.
struct TrainerSettings {
  std::uint64_t seed = 3;
  std::uint32_t n_heads = 4;
  std::uint32_t d_model = 32;
  std::uint32_t d_head = 8;
  std::uint32_t d_value = 8;
  std::uint32_t n_positions = 24;
  std::uint32_t steps = 8000;
  std::uint32_t batch = 32;  ///< sentences in a step
  std::uint32_t warm_up = 60;
  float learning_rate = 0.02F;  ///< at its peak
  float weight_decay = 0.01F;
  float begun_within = 0.4F;  ///< share of the sentences that begin at a random word, see `draw_batch`
  float opening = 0.3F;       ///< the first stretch's share of the steps
  float lone_heads = 0.3F;  ///< share of the steps, from the first, in which each sentence goes through one head alone
  float opening_query_decay = 0.5F;  ///< further weight decay of w_q and w_k in the opening
  Penalties opening_penalties{.entropy = -0.05F,
                              .sharing = 0.55F,
                              .balance = 0.1F,
                              .least_share = 0.0F,
                              .movement = 0.0F,
                              .prediction_before = 0.2F,
                              .masked_scores = 0.02F,
                              .visible_scores = 0.0F};
  Penalties penalties{.entropy = 0.005F,
                      .sharing = 0.02F,
                      .balance = 0.1F,
                      .least_share = 0.0F,
                      .movement = 0.001F,
                      .prediction_before = 0.2F,
                      .masked_scores = 0.1F,
                      .visible_scores = 0.02F};  ///< after the opening
  float entropy_ramp = 0.0F;  ///< share of the steps, after the opening, over which the reward for soft rows falls
  float score_ramp = 0.1F;    ///< share of the steps, after the opening, over which the penalties on scores rise
};

/// Steps of the same program that a page has time for: the model is nearly as good.
inline constexpr std::uint32_t brief_steps = 4000;

/// The penalties of a step, counted from 0: those of the opening, then the others. Of these, `masked_scores` and
/// `visible_scores` rise in a straight line from the opening's values over `score_ramp`, `entropy` goes from its
/// opening's over `entropy_ramp`, and `sharing` from its over all that is left: strong where heads divide the work,
/// weak where they refine it.
Penalties penalties_at(const TrainerSettings& settings, std::uint32_t step);

/// Trains a model, step by step. Holds its whole state: a copy is a snapshot, and going on from the copy gives the
/// same weights as going on from the original. The corpus must outlive it.
class Trainer {
 public:
  /// Random weights from the seed. Errors: `bad_setting`, and those of `validate`.
  static Status make(const Corpus& corpus, const TrainerSettings& settings, Trainer& trainer);

  /// One step on a fresh batch. `loss` is that of the batch before the step. Error: `diverged`, when the loss or a
  /// gradient is not finite or the loss is far above that of blind guessing; the weights are then unchanged.
  Status step(Loss& loss);

  [[nodiscard]] std::uint32_t steps_done() const { return steps_done_; }
  [[nodiscard]] bool is_finished() const { return steps_done_ >= settings_.steps; }
  [[nodiscard]] const TrainerSettings& settings() const { return settings_; }
  [[nodiscard]] Parameters& parameters() { return parameters_; }
  [[nodiscard]] const Parameters& parameters() const { return parameters_; }

 private:
  void initialise();
  [[nodiscard]] bool in_opening() const;
  [[nodiscard]] Status check_step(const Loss& loss) const;

  const Corpus* corpus_ = nullptr;
  TrainerSettings settings_;
  Parameters parameters_;
  Parameters gradients_;
  AdamW optimizer_;
  Pass pass_;
  Random random_{0};
  std::uint32_t steps_done_ = 0;
};

}  // namespace attention
