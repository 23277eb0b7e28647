#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "attention/base/block_layout.hpp"
#include "attention/base/named.hpp"
#include "attention/base/status.hpp"
#include "attention/transformer/session.hpp"

namespace attention {

/// The stages of one block, in the order in which they are computed. n is the number of tokens done; heads are those
/// that the trace was laid out for. The numbers cross the C ABI: append, never renumber.
enum class BlockStage : std::uint32_t {
  stream = 0,            ///< (n, d_model): x, what the block gets
  attention_norm = 1,    ///< (n, d_model): norm(x)
  query = 2,             ///< (n, n_heads, d_head): w_q norm(x) + b_q
  key = 3,               ///< (n, n_kv_heads, d_head)
  value = 4,             ///< (n, n_kv_heads, d_head)
  query_rotated = 5,     ///< (n, n_heads, d_head): the query itself where positions are not rotary
  key_rotated = 6,       ///< (n, n_kv_heads, d_head)
  scaled = 7,            ///< (heads, n, n): score_scale q . k
  masked = 8,            ///< (heads, n, n): the same, minus infinity where a query does not attend to a key
  weight = 9,            ///< (heads, n, n): softmax of the row
  head_output = 10,      ///< (n, n_heads, d_head): sum over j of weight[j] v[j]
  head_delta = 11,       ///< (heads, n, d_model): w_o's columns of the head times its output; no bias
  attention_delta = 12,  ///< (n, d_model): sum over all heads of their deltas, + b_o
  middle = 13,           ///< (n, d_model): m = x + attention_delta
  mlp_norm = 14,         ///< (n, d_model): norm(m), or norm(x) with a parallel residual
  gate = 15,             ///< (n, d_mlp): w_gate mlp_norm + b_gate, before the activation, where the MLP is gated
  up = 16,               ///< (n, d_mlp): w_up mlp_norm + b_up; before the activation where the MLP is not gated
  hidden = 17,           ///< (n, d_mlp): activation(gate) up, or activation(up)
  mlp_delta = 18,        ///< (n, d_model): w_down hidden + b_down
  output = 19,           ///< (n, d_model): y = m + mlp_delta
  scratch = 20,          ///< what the trace works in
  count
};

inline constexpr std::size_t block_stage_count = static_cast<std::size_t>(BlockStage::count);

inline constexpr std::array<Named<BlockStage>, block_stage_count> block_stage_names{
    {{BlockStage::stream, "stream"},
     {BlockStage::attention_norm, "attention_norm"},
     {BlockStage::query, "query"},
     {BlockStage::key, "key"},
     {BlockStage::value, "value"},
     {BlockStage::query_rotated, "query_rotated"},
     {BlockStage::key_rotated, "key_rotated"},
     {BlockStage::scaled, "scaled"},
     {BlockStage::masked, "masked"},
     {BlockStage::weight, "weight"},
     {BlockStage::head_output, "head_output"},
     {BlockStage::head_delta, "head_delta"},
     {BlockStage::attention_delta, "attention_delta"},
     {BlockStage::middle, "middle"},
     {BlockStage::mlp_norm, "mlp_norm"},
     {BlockStage::gate, "gate"},
     {BlockStage::up, "up"},
     {BlockStage::hidden, "hidden"},
     {BlockStage::mlp_delta, "mlp_delta"},
     {BlockStage::output, "output"},
     {BlockStage::scratch, "scratch"}}};
static_assert(counts_from_zero(block_stage_names));

/// Which heads' scores, weights and deltas are kept: `count` from `first` on.
struct HeadSelection {
  std::uint32_t first = 0;
  std::uint32_t count = 1;
};

/// Where the stages of one block lie in one block of memory. Stages that a model does not have are empty; those that
/// are equal share their place, as query_rotated and query do where positions are not rotary.
class TraceLayout {
 public:
  static constexpr std::size_t alignment = BlockLayout<BlockStage, block_stage_count>::alignment;

  /// Errors: `bad_dimension` for no tokens, or heads that the model does not have; `too_large`. `layout` is written
  /// only on success. The description must be sound.
  static Status make(const TransformerDescription& description, std::uint32_t n_tokens, const HeadSelection& heads,
                     TraceLayout& layout);

  [[nodiscard]] std::uint32_t n_tokens() const { return n_tokens_; }
  [[nodiscard]] const HeadSelection& heads() const { return heads_; }
  [[nodiscard]] std::size_t bytes() const { return blocks_.bytes(); }
  [[nodiscard]] std::size_t offset(BlockStage id) const { return blocks_.offset(id); }
  /// Number of floats; 0 for a stage that this model does not have.
  [[nodiscard]] std::size_t size(BlockStage id) const { return blocks_.size(id); }

 private:
  std::uint32_t n_tokens_ = 0;
  HeadSelection heads_;
  BlockLayout<BlockStage, block_stage_count> blocks_;
};

/// Ok for a layer that the session's model has; else `bad_dimension`. trace_block asks for it too: this is for those
/// who must know before they give up the trace of before.
Status check_traced_layer(const Session& session, std::uint32_t layer);

/// Fills every stage of block `layer`, for the tokens that the layout is for, from the stream that the session kept.
/// `memory` is the layout's block, aligned to `TraceLayout::alignment`; the session is not changed.
///
/// Errors: `bad_dimension` (no such layer, or more tokens than are done): nothing was written; `not_finite`.
///
/// What limits it: for short sentences multiply_weights, for long ones writing three (n, n) stages for each head.
Status trace_block(const Session& session, std::uint32_t layer, const TraceLayout& layout, std::byte* memory);

}  // namespace attention
