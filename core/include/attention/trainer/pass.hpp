#pragma once

#include <vector>

#include "attention/trainer/batch.hpp"
#include "attention/trainer/matrix.hpp"

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
};

/// Parts of the loss. `prediction` and `entropy` in nats.
struct Loss {
  double prediction = 0.0;  ///< mean of -log p(target)
  double entropy = 0.0;     ///< mean entropy of a row of weights
  double sharing = 0.0;     ///< see `Penalties`
  double balance = 0.0;     ///< see `Penalties`
  double total = 0.0;       ///< prediction + penalties
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
  void attend(const Batch& batch);
  void attend_backward(const Batch& batch, const Penalties& penalties);
  void output(const Parameters& parameters, Loss& loss);
  void output_backward(const Parameters& parameters, const Penalties& penalties, Parameters& gradients);
  void predict(const Parameters& parameters, const Batch& batch, Loss& loss);
  void predict_backward(const Parameters& parameters, const Batch& batch, Parameters& gradients);
  void measure_entropy(Loss& loss) const;
  void add_entropy_gradient(std::size_t first, const Penalties& penalties);
  void measure_use(Loss& loss);
  void use_gradient(const Penalties& penalties);

  MatrixView weights(const Batch& batch, std::uint32_t sentence, std::uint32_t head);

  Dimensions dimensions_;
  std::uint32_t rows_ = 0;
  std::vector<std::size_t> blocks_;  // first weight of each sentence's n_heads blocks (n_sentences + 1)

  Matrix embedding_;            // (n_rows, d_model)
  Matrix query_, key_, value_;  // heads side by side (n_rows, n_heads * d_head or d_value)
  AlignedFloats weight_;        // of each sentence and head, a block (n_tokens, n_tokens), row = query
  Matrix head_output_;          // heads side by side (n_rows, n_heads * d_value)
  Matrix head_delta_;           // heads side by side (n_rows, n_heads * d_model)
  Matrix length_;               // |head_delta| (n_rows, n_heads)
  Matrix output_;               // (n_rows, d_model)
  Matrix probability_;          // (n_rows, n_vocabulary)

  Matrix d_embedding_, d_query_, d_key_, d_value_, d_head_output_;  // gradients, shaped as above
  Matrix d_length_;                                                 // penalties only (n_rows, n_heads)
  Matrix d_head_delta_;                                             // of one head (n_rows, d_model)
  AlignedFloats d_weight_;                                          // one sentence's n_heads blocks
};

}  // namespace attention
