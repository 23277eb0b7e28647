#include <cmath>

#include "attention/kernels/softmax.hpp"
#include "attention/trainer/pass.hpp"

namespace attention {

// weight = softmax over j <= i of q_i . k_j / sqrt(d_head);  head_output_i = sum over j of weight_ij v_j.
// Sentences are short, so these products are a few hundred numbers: lazyProduct, as in the core.
void Pass::attend(const Batch& batch, const Penalties& penalties, Loss& loss) {
  const std::uint32_t d_head = dimensions_.d_head;
  const std::uint32_t d_value = dimensions_.d_value;
  const float scale = 1.0F / std::sqrt(static_cast<float>(d_head));

  // 1. Room for every sentence's blocks.
  blocks_.assign(1, 0);
  for (std::uint32_t sentence = 0; sentence < batch.sentences(); ++sentence) {
    const std::size_t n_tokens = batch.starts[sentence + 1] - batch.starts[sentence];
    blocks_.push_back(blocks_.back() + n_tokens * n_tokens * dimensions_.n_heads);
  }
  scaled_.resize(blocks_.back());
  weight_.resize(blocks_.back());
  head_output_.resize(rows_, dimensions_.n_heads * d_value);

  for (std::uint32_t sentence = 0; sentence < batch.sentences(); ++sentence) {
    const std::uint32_t start = batch.starts[sentence];
    const std::uint32_t n_tokens = batch.starts[sentence + 1] - start;
    for (std::uint32_t h = 0; h < dimensions_.n_heads; ++h) {
      // 2. Scores of the whole square, then softmax of each row's past.
      MatrixView scaled = block(scaled_, batch, sentence, h);
      MatrixView weight = block(weight_, batch, sentence, h);
      scaled = scale * query_.block(start, h * d_head, n_tokens, d_head)
                           .lazyProduct(key_.block(start, h * d_head, n_tokens, d_head).transpose());
      for (std::uint32_t i = 0; i < n_tokens; ++i) {
        softmax(std::span<const float>(&scaled(i, 0), i + 1), std::span<float>(&weight(i, 0), i + 1));
        weight.row(i).tail(n_tokens - i - 1).setZero();
      }
      // 3. The weighted sum of the values.
      head_output_.block(start, h * d_value, n_tokens, d_value) =
          weight.lazyProduct(value_.block(start, h * d_value, n_tokens, d_value));
    }
  }
  if (penalties.masked_scores != 0.0F || penalties.visible_scores != 0.0F) measure_scores(batch, loss);
}

// With P the weights of one head, dP = dO V^T + d(penalties)/dP and softmax's Jacobian,
//   dS_ij = P_ij (dP_ij - sum over l of P_il dP_il) + d(penalties)/dS_ij,   dQ = dS K / sqrt(d_head),   dK = dS^T Q /
//   sqrt(d_head), dV = P^T dO.
void Pass::attend_backward(const Batch& batch, const Penalties& penalties) {
  const std::uint32_t d_head = dimensions_.d_head;
  const std::uint32_t d_value = dimensions_.d_value;
  const float scale = 1.0F / std::sqrt(static_cast<float>(d_head));
  d_query_.resize(rows_, query_.cols());
  d_key_.resize(rows_, key_.cols());
  d_value_.resize(rows_, value_.cols());

  for (std::uint32_t sentence = 0; sentence < batch.sentences(); ++sentence) {
    const std::uint32_t start = batch.starts[sentence];
    const std::uint32_t n_tokens = batch.starts[sentence + 1] - start;
    const std::size_t block_size = std::size_t{n_tokens} * n_tokens;
    // 1. dP of all heads.
    d_weight_.resize(block_size * dimensions_.n_heads);
    for (std::uint32_t h = 0; h < dimensions_.n_heads; ++h) {
      MatrixView d_weight(d_weight_.data() + h * block_size, n_tokens, n_tokens);
      d_weight = d_head_output_.block(start, h * d_value, n_tokens, d_value)
                     .lazyProduct(value_.block(start, h * d_value, n_tokens, d_value).transpose());
    }
    add_entropy_gradient(blocks_[sentence], penalties);

    for (std::uint32_t h = 0; h < dimensions_.n_heads; ++h) {
      const MatrixView weight = block(weight_, batch, sentence, h);
      d_value_.block(start, h * d_value, n_tokens, d_value) =
          weight.transpose().lazyProduct(d_head_output_.block(start, h * d_value, n_tokens, d_value));
      // 2. Through softmax, in place. A masked entry has weight 0, so its gradient is 0.
      MatrixView d_score(d_weight_.data() + h * block_size, n_tokens, n_tokens);
      for (std::uint32_t i = 0; i < n_tokens; ++i) {
        const float mean = weight.row(i).dot(d_score.row(i));
        d_score.row(i) = weight.row(i).array() * (d_score.row(i).array() - mean);
      }
      add_score_gradient(batch, sentence, h, penalties, d_score);
      d_score *= scale;
      // 3. To the queries and the keys.
      d_query_.block(start, h * d_head, n_tokens, d_head) =
          d_score.lazyProduct(key_.block(start, h * d_head, n_tokens, d_head));
      d_key_.block(start, h * d_head, n_tokens, d_head) =
          d_score.transpose().lazyProduct(query_.block(start, h * d_head, n_tokens, d_head));
    }
  }
}

}  // namespace attention
