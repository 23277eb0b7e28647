#pragma once

#include <vector>

#include "attention/trainer/batch.hpp"
#include "attention/trainer/matrix.hpp"
#include "attention/trainer/product.hpp"

namespace attention {

/// What is added to the prediction loss, so that the heads can be read. None of it knows anything of words.
struct Penalties {
  /// Times the mean entropy of a row of weights: above 0 makes rows crisp, below 0 soft.
  float entropy = 0.0F;
  /// Times the mean over words of (sum over heads of |head_delta|) - sqrt(sum over heads of |head_delta|^2), which
  /// is 0 when one head alone moves the word. A head then looks at everything that belongs together, such as both
  /// adjectives of a noun, and the other heads stay out of it. A relative of the group lasso (Yuan, Lin 2006).
  float sharing = 0.0F;
  /// Times n_heads times the sum over heads of the square of the head's share of all movement; 1 when all heads
  /// move words equally much, n_heads when one does everything. Against the collapse that `sharing` invites; as in
  /// the routing of mixtures of experts (Shazeer et al. 2017, section 4).
  float balance = 0.0F;
  /// Times n_heads times the sum over heads of max(0, 0.14 - u)^2, with u the head's share of the sum of all squared
  /// lengths. `balance` counts lengths, which a head may have in many small moves of words that need none. Squares are
  /// had where a word is moved far, and that is done for the prediction alone: `movement` charges for it.
  float least_share = 0.0F;
  /// Times the mean over words of the sum over heads of |head_delta|^2: words move no further than their next word asks
  /// for, and those of one kind equally far.
  float movement = 0.0F;
  /// Times the prediction loss of E alone, softmax(w_u E) against the same targets: what a word and its place tell
  /// without context is learned from them, so that heads add only what context adds.
  float prediction_before = 0.0F;
  /// Times the mean over pairs j > i, which the mask hides, of the square of what the scaled score exceeds by the
  /// largest one that the row may look at, less 1: the best match of a row is one that it sees. See masked_scores.cpp.
  float masked_scores = 0.0F;
  /// Times the mean over pairs j <= i of the square of what the scaled score exceeds +-4 by: softmax stays a soft
  /// choice. See visible_scores.cpp.
  float visible_scores = 0.0F;
};

/// Parts of the loss. `prediction` and `entropy` in nats.
struct Loss {
  double prediction = 0.0;         ///< mean of -log p(target)
  double entropy = 0.0;            ///< mean entropy of a row of weights
  double sharing = 0.0;            ///< see `Penalties`
  double balance = 0.0;            ///< see `Penalties`
  double least_share = 0.0;        ///< see `Penalties`
  double movement = 0.0;           ///< see `Penalties`
  double prediction_before = 0.0;  ///< mean of -log p(target) from E alone
  double masked_scores = 0.0;      ///< see `Penalties`
  double visible_scores = 0.0;     ///< see `Penalties`
  double total = 0.0;              ///< prediction + penalties
};

/// Forward and backward pass of a batch, and the memory for them. The same model as `attention::forward`
/// (forward.hpp), which a test compares it with; this one handles many sentences at once and keeps only what the
/// gradients need.
class Pass {
 public:
  /// Computes the loss and leaves what `backward` needs.
  Loss forward(const Parameters& parameters, const Batch& batch, const Penalties& penalties);
  /// Adds d(total loss)/d(parameter) of the last `forward` to `gradients`. Same parameters, batch and penalties.
  void backward(const Parameters& parameters, const Batch& batch, const Penalties& penalties, Parameters& gradients);

 private:
  // One file of src/trainer/ for each pair.
  void embed(const Parameters& parameters, const Batch& batch);
  void embed_backward(const Batch& batch, Parameters& gradients) const;
  void project(const Parameters& parameters);
  void project_backward(const Parameters& parameters, Parameters& gradients);
  void attend(const Batch& batch, const Penalties& penalties, Loss& loss);
  void attend_backward(const Batch& batch, const Penalties& penalties);
  void output(const Parameters& parameters, const Batch& batch, Loss& loss);
  void output_backward(const Parameters& parameters, const Batch& batch, const Penalties& penalties,
                       Parameters& gradients);
  void silence_others(const Batch& batch, std::uint32_t head, MatrixOut rows) const;
  void predict(const Parameters& parameters, const Batch& batch, Loss& loss);
  void predict_backward(const Parameters& parameters, const Batch& batch, Parameters& gradients);
  void predict_before(const Parameters& parameters, const Batch& batch, const Penalties& penalties, Loss& loss);
  void predict_before_backward(const Parameters& parameters, const Batch& batch, const Penalties& penalties,
                               Parameters& gradients);
  void measure_entropy(Loss& loss) const;
  void add_entropy_gradient(std::size_t first, const Penalties& penalties);
  void measure_use(Loss& loss);
  void use_gradient(const Penalties& penalties);
  double least_share(float factor);
  void measure_movement(Loss& loss) const;
  void add_movement_gradient(const Penalties& penalties);

  [[nodiscard]] MatrixView block(AlignedFloats& blocks, const Batch& batch, std::uint32_t sentence,
                                 std::uint32_t head) const;
  void measure_scores(const Batch& batch, Loss& loss);
  void add_score_gradient(const Batch& batch, std::uint32_t sentence, std::uint32_t head, const Penalties& penalties,
                          MatrixView& d_score);

  Dimensions dimensions_;
  std::uint32_t rows_ = 0;
  std::vector<std::size_t> blocks_;  // first weight of each sentence's n_heads blocks (n_sentences + 1)

  Matrix embedding_;            // (n_rows, d_model)
  Matrix query_, key_, value_;  // heads side by side (n_rows, n_heads * d_head or d_value)
  AlignedFloats scaled_;        // of each sentence and head, a block (n_tokens, n_tokens), row = query
  AlignedFloats weight_;        // the same
  float n_masked_ = 1.0F;       // pairs of all heads that the mask hides
  float n_visible_ = 1.0F;      // and those that it does not
  Matrix head_output_;          // heads side by side (n_rows, n_heads * d_value)
  Matrix head_delta_;           // heads side by side (n_rows, n_heads * d_model)
  Matrix length_;               // |head_delta| (n_rows, n_heads)
  Matrix output_;               // (n_rows, d_model)
  Matrix probability_;          // (n_rows, n_vocabulary)
  Matrix probability_before_;   // from E alone (n_rows, n_vocabulary)

  Matrix d_embedding_, d_query_, d_key_, d_value_, d_head_output_;  // gradients, shaped as above
  Matrix d_length_;                                                 // penalties only (n_rows, n_heads)
  Matrix d_head_delta_;                                             // of one head (n_rows, d_model)
  AlignedFloats d_weight_;                                          // one sentence's n_heads blocks
};

}  // namespace attention
