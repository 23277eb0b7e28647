#pragma once

#include <vector>

#include "attention/trainer/batch.hpp"
#include "attention/trainer/parameters.hpp"

namespace attention {

/// What is added to the prediction loss. None of it knows anything of words.
struct Penalties {
  /// Times the mean entropy of a row of weights: above 0 makes rows crisp, below 0 soft.
  float entropy = 0.0F;
  /// Times the mean over rows of the dot product of two heads' weights, summed over pairs of heads: makes heads
  /// look at different words.
  float likeness = 0.0F;
  /// Times the mean over rows of sum over heads of |head_delta|. The sum of lengths is least when one head does all
  /// that a word needs ("group lasso", Yuan and Lin 2006), so a head learns to look at everything that belongs
  /// together, and the others keep out of it.
  float effort = 0.0F;
  /// Times the mean over rows of sum over heads of |w_o[h] value|^2.
  float offer = 0.0F;
  float sharing = 0.0F;
  float uneven = 0.0F;
  float balance = 0.0F;
};

/// Parts of the loss, each a mean over the rows of the batch, in nats.
struct Loss {
  double prediction = 0.0;  ///< -log p(target)
  double entropy = 0.0;     ///< entropy of the weights, mean over heads
  double likeness = 0.0;    ///< dot product of two heads' weights, summed over pairs of heads
  double effort = 0.0;      ///< length of the heads' deltas, summed over heads
  double offer = 0.0;
  double total = 0.0;       ///< prediction + penalties
};

/// Forward and backward pass of a batch, and the memory for them. The same model as `attention::forward`
/// (forward.hpp), which a test compares it with; this one handles many sentences at once and keeps only what the
/// gradients need.
class Pass {
 public:
  /// Computes the loss and leaves what `backward` needs.
  Loss forward(Parameters& parameters, const Batch& batch, const Penalties& penalties);
  /// Adds d(total loss)/d(parameter) of the last `forward` to `gradients`. Same parameters, batch and penalties.
  void backward(Parameters& parameters, const Batch& batch, const Penalties& penalties, Parameters& gradients);

 private:
  // One file of src/trainer/ for each pair.
  void embed(Parameters& parameters, const Batch& batch);
  void embed_backward(const Batch& batch, Parameters& gradients) const;
  void project(Parameters& parameters);
  void project_backward(Parameters& parameters, Parameters& gradients);
  void attend(const Batch& batch);
  void attend_backward(const Batch& batch, const Penalties& penalties);
  void move(Parameters& parameters, Loss& loss);
  void move_backward(Parameters& parameters, const Penalties& penalties, Parameters& gradients);
  void offer_backward(Parameters& parameters, const Penalties& penalties, Parameters& gradients);
  void predict(Parameters& parameters, const Batch& batch, Loss& loss);
  void predict_backward(Parameters& parameters, const Batch& batch, Parameters& gradients);
  void measure_weights(const Batch& batch, Loss& loss) const;
  void add_penalty_gradient(std::uint32_t n_tokens, std::size_t first, const Penalties& penalties);

  MatrixView weights(const Batch& batch, std::uint32_t sentence, std::uint32_t head);

  Dimensions dimensions_;
  std::uint32_t rows_ = 0;
  std::vector<std::size_t> blocks_;  // first weight of each sentence's n_heads blocks (n_sentences + 1)

  Matrix embedding_;            // (n_rows, d_model)
  Matrix query_, key_, value_;  // heads side by side (n_rows, n_heads * d_head or d_value)
  std::vector<float> weight_;   // of each sentence and head, a block (n_tokens, n_tokens), row = query
  Matrix head_output_;          // heads side by side (n_rows, n_heads * d_value)
  Matrix head_length_;
  Matrix head_delta_;           // heads side by side (n_rows, n_heads * d_model)
  Matrix output_;               // (n_rows, d_model)
  Matrix probability_;          // (n_rows, n_vocabulary)

  Matrix d_embedding_, d_query_, d_key_, d_value_, d_head_output_;  // gradients, shaped as above
  Matrix d_head_delta_;                                             // of one head (n_rows, d_model)
  std::vector<float> d_weight_;                                     // one sentence's n_heads blocks
};

}  // namespace attention
