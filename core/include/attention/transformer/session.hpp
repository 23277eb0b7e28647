#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "attention/base/block_layout.hpp"
#include "attention/base/status.hpp"
#include "attention/transformer/switches.hpp"
#include "attention/transformer/weights.hpp"

namespace attention {

/// What a session holds. The numbers cross the C ABI: append, never renumber.
enum class SessionTensor : std::uint32_t {
  token = 0,        ///< (n_context), int32: written by the caller
  stream = 1,       ///< (n_layers + 1, n_context, d_model): what each block gets, and last what the last one gives
  logits = 2,       ///< (n_logit_rows, n_vocabulary)
  key_cache = 3,    ///< (n_layers, n_context, n_kv_heads, d_head), after rotation
  value_cache = 4,  ///< (n_layers, n_context, n_kv_heads, d_head)
  rotation = 5,     ///< (2, n_context, d_rotary / 2): cosines and sines of the angles
  norm = 6,         ///< (n_chunk, d_model), as all below what a run works in
  query = 7,        ///< (n_chunk, n_heads, d_head)
  head_output = 8,  ///< (n_chunk, n_heads, d_head)
  delta = 9,        ///< (n_chunk, d_model)
  hidden = 10,      ///< (n_chunk, d_mlp)
  up = 11,          ///< (n_chunk, d_mlp), where the MLP is gated
  scratch = 12,
  switches = 13,          ///< the words of Switches, uint32
  attribution = 14,       ///< (3 + n_layers (n_heads + 2)): the terms of a logit (attribution.hpp)
  attribution_work = 15,  ///< (3, d_model)
  candidate = 16,         ///< (n_vocabulary), uint32: tokens that sampling may draw
  count
};

inline constexpr std::size_t session_tensor_count = static_cast<std::size_t>(SessionTensor::count);

inline constexpr std::array<Named<SessionTensor>, session_tensor_count> session_tensor_names{
    {{SessionTensor::token, "token"},
     {SessionTensor::stream, "stream"},
     {SessionTensor::logits, "logits"},
     {SessionTensor::key_cache, "key_cache"},
     {SessionTensor::value_cache, "value_cache"},
     {SessionTensor::rotation, "rotation"},
     {SessionTensor::norm, "norm"},
     {SessionTensor::query, "query"},
     {SessionTensor::head_output, "head_output"},
     {SessionTensor::delta, "delta"},
     {SessionTensor::hidden, "hidden"},
     {SessionTensor::up, "up"},
     {SessionTensor::scratch, "scratch"},
     {SessionTensor::switches, "switches"},
     {SessionTensor::attribution, "attribution"},
     {SessionTensor::attribution_work, "attribution_work"},
     {SessionTensor::candidate, "candidate"}}};
static_assert(counts_from_zero(session_tensor_names));

/// Where a sentence of at most n_context tokens lies in one block of memory. Nothing in it grows as
/// n_layers n_heads n_context^2: a layer is traced when it is asked for, from the stream that it got.
class SessionLayout {
 public:
  static constexpr std::size_t alignment = BlockLayout<SessionTensor, session_tensor_count>::alignment;

  /// Errors: those of check_description; `bad_dimension` for an n_context that is 0 or beyond n_positions, or no row of
  /// logits; `too_large`. `layout` is written only on success.
  static Status make(const TransformerDescription& description, std::uint32_t n_context, std::uint32_t n_logit_rows,
                     SessionLayout& layout);

  [[nodiscard]] std::uint32_t n_context() const { return n_context_; }
  [[nodiscard]] std::uint32_t n_logit_rows() const { return n_logit_rows_; }
  /// Tokens that go through all layers together.
  [[nodiscard]] std::uint32_t n_chunk() const;
  [[nodiscard]] std::size_t bytes() const { return blocks_.bytes(); }
  [[nodiscard]] std::size_t offset(SessionTensor id) const { return blocks_.offset(id); }
  /// Number of elements, of 4 bytes each.
  [[nodiscard]] std::size_t size(SessionTensor id) const { return blocks_.size(id); }

 private:
  std::uint32_t n_context_ = 0;
  std::uint32_t n_logit_rows_ = 0;
  BlockLayout<SessionTensor, session_tensor_count> blocks_;
};

/// One sentence that goes through a model, a token or many at a time, with keys and values kept ("KV cache"). Weights
/// and memory (of the layout, aligned to `SessionLayout::alignment`) are the caller's and must outlive it.
class Session {
 public:
  /// Begins a sentence: writes the rotation and switches all on.
  Session(const Weights& weights, const SessionLayout& layout, std::byte* memory);
  /// Goes on with one that was begun in this memory, after its first `n_done` tokens.
  Session(const Weights& weights, const SessionLayout& layout, std::byte* memory, std::uint32_t n_done)
      : weights_(weights), layout_(&layout), memory_(memory), n_done_(n_done) {}

  [[nodiscard]] const Weights& weights() const { return weights_; }
  [[nodiscard]] const SessionLayout& layout() const { return *layout_; }
  [[nodiscard]] float* values(SessionTensor id) const {
    return reinterpret_cast<float*>(memory_ + layout_->offset(id));
  }
  [[nodiscard]] std::span<std::int32_t> tokens() const {
    return {reinterpret_cast<std::int32_t*>(memory_ + layout_->offset(SessionTensor::token)), layout_->n_context()};
  }
  /// The stream that block `layer` gets, (n_context, d_model); that of n_layers is what the last block gives.
  [[nodiscard]] float* stream(std::size_t layer) const;
  /// Tokens that have gone through the model.
  [[nodiscard]] std::uint32_t n_done() const { return n_done_; }

  /// Sends the next `count` tokens, which stand in `tokens()` from n_done on, through all layers. The result does not
  /// depend on how many are sent at a time, but for roundings.
  ///
  /// Errors: `bad_dimension` (no tokens, or more than there is room for), `bad_token` (an id outside the vocabulary):
  /// nothing has changed; `not_finite` (a stream went beyond the range of float32): n_done stays what it was.
  ///
  /// What limits it: multiply_weights.
  Status run(std::uint32_t count);

  [[nodiscard]] Switches switches() const {
    return {weights_.description(),
            reinterpret_cast<std::uint32_t*>(memory_ + layout_->offset(SessionTensor::switches))};
  }

  /// Switch a head, the attention or the MLP of a layer, or an edge off or on again (switches.hpp). A change takes back
  /// the tokens that it would have changed, since their streams, keys and values are of the model before it: all of
  /// them, or for an edge those from its query on. They are run again from n_done on; a trace that is there stays.
  ///
  /// Errors: `bad_dimension` (no such layer or head; an edge to a key that its query does not see anyway, or beyond the
  /// sentence's room), `too_large` (largest_edges are off): nothing has changed.
  Status switch_head(std::uint32_t layer, std::uint32_t head, bool is_on);
  Status switch_attention(std::uint32_t layer, bool is_on);
  Status switch_mlp(std::uint32_t layer, bool is_on);
  Status switch_edge(const Edge& edge, bool is_on);
  /// All of them on; takes back all tokens.
  void switch_all_on();

  /// Forgets the tokens from `n_tokens` on, of which the cache keeps nothing. More than n_done: nothing happens.
  void rewind(std::uint32_t n_tokens);

  /// logits[i] = w_u final_norm(stream[layer][first + i]) + b_u for i < count: of the last layer what the model
  /// predicts, of an earlier one what it would if it ended there ("logit lens", nostalgebraist 2020).
  ///
  /// Errors: `bad_dimension` (no such layer, tokens that are not done, or more rows than there is room for): nothing
  /// has changed; `not_finite`.
  Status read_out(std::uint32_t layer, std::uint32_t first, std::uint32_t count);

  /// The same for `count` rows of d_model floats that lie anywhere, such as the stream between the attention and the
  /// MLP of a block that has been traced.
  Status read_out_rows(const float* stream, std::uint32_t count);

 private:
  Weights weights_;
  const SessionLayout* layout_;
  std::byte* memory_;
  std::uint32_t n_done_;
};

/// The place of the largest logit, the first of several: the next token of greedy generation. `logits` is not empty.
std::uint32_t largest_logit(std::span<const float> logits);

}  // namespace attention
