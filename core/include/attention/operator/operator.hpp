#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "attention/base/block_layout.hpp"
#include "attention/base/status.hpp"

/// The attention operator by itself, without a model around it:
///
///   output = softmax(softcap(scale * Q K^T) + bias) V        for every batch and head
///
/// with the semantics of the ONNX operator `Attention`, opsets 23 and 24 (https://onnx.ai/onnx/operators/), order of
/// steps included, in float32. Softmax after "Attention Is All You Need" (Vaswani et al. 2017, section 3.2.1); the
/// fused path after Milakov and Gimelshein, "Online normalizer calculation for softmax" (2018), and FlashAttention (Dao
/// et al. 2022).
namespace attention {

/// How query, key, value and output lie in memory. Past and present are always heads first.
enum class HeadOrder : std::uint32_t {
  heads_first = 0,         ///< (n_batch, n_heads, n_tokens, d): ONNX rank 4
  tokens_first = 1,        ///< (n_batch, n_tokens, n_heads * d): ONNX rank 3
  output_tokens_first = 2  ///< the output tokens first, everything else heads first
};

enum class MaskType : std::uint32_t {
  none = 0,
  boolean = 1,  ///< one byte for each entry; 0: not attended to
  additive = 2  ///< float32, added to the score; minus infinity: not attended to
};

/// Everything about a call apart from its numbers. Every field is 4 bytes, so that JavaScript can write them in order.
struct OperatorDescription {
  std::uint32_t n_batch = 1;
  std::uint32_t n_heads = 1;  ///< heads of the queries
  std::uint32_t n_kv_heads =
      1;  ///< heads of keys and values; divides n_heads. Query head h reads h / (n_heads / n_kv_heads)
  std::uint32_t n_queries = 1;
  std::uint32_t n_keys = 1;  ///< keys given in this call; may be 0
  std::uint32_t n_past = 0;  ///< keys of earlier calls, before the given ones
  std::uint32_t d_head = 1;
  std::uint32_t d_value = 1;
  HeadOrder order = HeadOrder::heads_first;
  MaskType mask_type = MaskType::none;
  /// Extents of the mask: batch, head, query and key. The first three are 1 (the same for all) or whole; the last is
  /// at most n_past + n_keys, and keys beyond it are not attended to.
  std::array<std::uint32_t, 4> mask_extents{1, 1, 1, 1};
  /// 1: query i attends to key j only if j <= i + offset, where offset is n_past, or, without a past and with valid
  /// lengths, valid_length[b] - n_queries.
  std::uint32_t causal = 0;
  /// 1: in batch b only the first valid_length[b] keys are there.
  std::uint32_t has_valid_lengths = 0;
  /// 1: room for the traced stages, and present even without a past.
  std::uint32_t keeps_stages = 0;
  float scale = 1.0F;    ///< usually 1 / sqrt(d_head)
  float softcap = 0.0F;  ///< scores become softcap * tanh(score / softcap); 0: they stay

  [[nodiscard]] std::uint32_t n_total() const { return n_past + n_keys; }
};

/// The tensors of one call. The numbers cross the C ABI: append, never renumber.
enum class OperatorTensor : std::uint32_t {
  query = 0,          ///< (n_batch, n_heads, n_queries, d_head) or as `order` says
  key = 1,            ///< (n_batch, n_kv_heads, n_keys, d_head)
  value = 2,          ///< (n_batch, n_kv_heads, n_keys, d_value)
  past_key = 3,       ///< (n_batch, n_kv_heads, n_past, d_head)
  past_value = 4,     ///< (n_batch, n_kv_heads, n_past, d_value)
  mask = 5,           ///< (mask_extents), bytes or floats
  valid_length = 6,   ///< (n_batch), int32
  output = 7,         ///< (n_batch, n_heads, n_queries, d_value) or as `order` says
  present_key = 8,    ///< (n_batch, n_kv_heads, n_past + n_keys, d_head): past, then given
  present_value = 9,  ///< (n_batch, n_kv_heads, n_past + n_keys, d_value)
  scaled = 10,        ///< (n_batch, n_heads, n_queries, n_past + n_keys): scale * Q K^T
  capped = 11,        ///< the same after softcap
  biased = 12,        ///< the same after mask, causality and valid lengths; minus infinity where not attended to
  weight = 13,        ///< the same after softmax; a row with nothing to attend to is 0
  scratch = 14,       ///< what a call works in
  count
};

inline constexpr std::size_t operator_tensor_count = static_cast<std::size_t>(OperatorTensor::count);

/// Where the tensors of one call lie in one block of memory, each on a multiple of `alignment` bytes. Stages that are
/// equal share their place: `capped` is `scaled` without a softcap.
class OperatorLayout {
 public:
  static constexpr std::size_t alignment = BlockLayout<OperatorTensor, operator_tensor_count>::alignment;

  /// Errors: `bad_dimension` (an extent that is 0, too large or does not fit another, an unknown enumerator, a scale or
  /// softcap that is not a finite number at least 0), `too_large` (more than 32 bits can address). `layout` is written
  /// only on success.
  static Status make(const OperatorDescription& description, OperatorLayout& layout);

  [[nodiscard]] const OperatorDescription& description() const { return description_; }
  /// Bytes of the whole block; 0 before `make`.
  [[nodiscard]] std::size_t bytes() const { return blocks_.bytes(); }
  /// Bytes from the start of the block to the tensor.
  [[nodiscard]] std::size_t offset(OperatorTensor id) const { return blocks_.offset(id); }
  /// Number of elements of the tensor: bytes for a boolean mask, else of 4 bytes. 0: it is not part of this call.
  [[nodiscard]] std::size_t size(OperatorTensor id) const { return blocks_.size(id); }

 private:
  OperatorDescription description_;
  BlockLayout<OperatorTensor, operator_tensor_count> blocks_;
};

/// The tensors of a layout in memory that the caller owns, aligned to `OperatorLayout::alignment`.
class OperatorArena {
 public:
  OperatorArena(const OperatorLayout& layout, std::byte* memory) : layout_(layout), memory_(memory) {}

  [[nodiscard]] const OperatorLayout& layout() const { return layout_; }
  [[nodiscard]] const OperatorDescription& description() const { return layout_.description(); }
  [[nodiscard]] float* values(OperatorTensor id) const {
    return reinterpret_cast<float*>(memory_ + layout_.offset(id));
  }
  [[nodiscard]] const std::uint8_t* boolean_mask() const {
    return reinterpret_cast<const std::uint8_t*>(memory_ + layout_.offset(OperatorTensor::mask));
  }
  [[nodiscard]] std::int32_t* valid_lengths() const {
    return reinterpret_cast<std::int32_t*>(memory_ + layout_.offset(OperatorTensor::valid_length));
  }

 private:
  const OperatorLayout& layout_;
  std::byte* memory_;
};

/// Fills `output` (and present, where it is part of the call) without ever holding a row of scores: an online softmax
/// over tiles of keys, for a panel of queries at a time. Tiles that are masked as a whole are skipped.
///
/// A row with nothing to attend to gives zeros. Errors: `bad_dimension` for a valid length that is negative or beyond
/// the keys (nothing was written), `not_finite` when an input that counts is NaN or infinite, or a sum overflows, also
/// when all scores that a query attends to fall to minus infinity (the outputs are then unspecified, the inputs
/// untouched).
///
/// What limits it, as far as it is known: the multiply-add units, softmax, and entering and leaving tiles; at n = 8
/// transposing queries and outputs. tests/bench measures the share of the peak.
Status attend_fused(const OperatorArena& arena);

/// The same, and every stage: `scaled`, `capped`, `biased`, `weight`. The layout must keep stages.
/// Errors: those of attend_fused.
///
/// What limits it: writing the n x n stages, which for 12 heads and n = 256 are 9 MB, and scores of masked entries,
/// which the fused path skips.
Status attend_traced(const OperatorArena& arena);

}  // namespace attention
