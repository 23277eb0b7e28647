#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "attention/base/block_layout.hpp"
#include "attention/base/field.hpp"
#include "attention/base/named.hpp"
#include "attention/base/status.hpp"

/// The attention operator by itself, without a model around it:
///
///   output = softmax(softcap(scale * Q K^T) + bias) V        for every batch and head
///
/// with the semantics of the ONNX operator `Attention`, opsets 23 to 25 (https://onnx.ai/onnx/operators/), order of
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

inline constexpr std::array<Named<HeadOrder>, 3> head_order_names{
    {{HeadOrder::heads_first, "heads_first"},
     {HeadOrder::tokens_first, "tokens_first"},
     {HeadOrder::output_tokens_first, "output_tokens_first"}}};
static_assert(counts_from_zero(head_order_names));

enum class MaskType : std::uint32_t {
  none = 0,
  boolean = 1,  ///< one byte for each entry; 0: not attended to
  additive = 2  ///< float32, added to the score; minus infinity: not attended to
};

inline constexpr std::array<Named<MaskType>, 3> mask_type_names{
    {{MaskType::none, "none"}, {MaskType::boolean, "boolean"}, {MaskType::additive, "additive"}}};
static_assert(counts_from_zero(mask_type_names));

/// A window without a limit on that side: -1 of ONNX, as JavaScript's typed arrays write it.
inline constexpr std::uint32_t unlimited_window = 0xFFFFFFFFU;

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
  /// Query i attends to key j only if i + offset - left_window_size <= j <= i + offset + right_window_size.
  std::uint32_t left_window_size = unlimited_window;
  std::uint32_t right_window_size = unlimited_window;
  /// 1: in batch b only the first valid_length[b] keys are there.
  std::uint32_t has_valid_lengths = 0;
  /// 1: room for the traced stages, and present even without a past.
  std::uint32_t keeps_stages = 0;
  float scale = 1.0F;    ///< usually 1 / sqrt(d_head); 0, or from 1e-30 to 1e30
  float softcap = 0.0F;  ///< scores become softcap * tanh(score / softcap); 0: they stay; or as scale

  [[nodiscard]] std::uint32_t n_total() const { return n_past + n_keys; }
};

/// The fields as JavaScript writes them; a mask has four extents.
inline constexpr std::array<Field, 21> operator_description_fields{{
    {"n_batch", offsetof(OperatorDescription, n_batch)},
    {"n_heads", offsetof(OperatorDescription, n_heads)},
    {"n_kv_heads", offsetof(OperatorDescription, n_kv_heads)},
    {"n_queries", offsetof(OperatorDescription, n_queries)},
    {"n_keys", offsetof(OperatorDescription, n_keys)},
    {"n_past", offsetof(OperatorDescription, n_past)},
    {"d_head", offsetof(OperatorDescription, d_head)},
    {"d_value", offsetof(OperatorDescription, d_value)},
    {"order", offsetof(OperatorDescription, order)},
    {"mask_type", offsetof(OperatorDescription, mask_type)},
    {"mask_batch", offsetof(OperatorDescription, mask_extents)},
    {"mask_heads", offsetof(OperatorDescription, mask_extents) + 4},
    {"mask_queries", offsetof(OperatorDescription, mask_extents) + 8},
    {"mask_keys", offsetof(OperatorDescription, mask_extents) + 12},
    {"causal", offsetof(OperatorDescription, causal)},
    {"left_window_size", offsetof(OperatorDescription, left_window_size)},
    {"right_window_size", offsetof(OperatorDescription, right_window_size)},
    {"has_valid_lengths", offsetof(OperatorDescription, has_valid_lengths)},
    {"keeps_stages", offsetof(OperatorDescription, keeps_stages)},
    {"scale", offsetof(OperatorDescription, scale), FieldType::float32},
    {"softcap", offsetof(OperatorDescription, softcap), FieldType::float32},
}};
static_assert(are_all_fields<OperatorDescription>(operator_description_fields));

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
  biased = 12,   ///< the same after mask, causality, windows and valid lengths; minus infinity where not attended to
  weight = 13,   ///< the same after softmax; a row with nothing to attend to is 0
  scratch = 14,  ///< what a call works in
  count
};

inline constexpr std::size_t operator_tensor_count = static_cast<std::size_t>(OperatorTensor::count);

inline constexpr std::array<Named<OperatorTensor>, operator_tensor_count> operator_tensor_names{
    {{OperatorTensor::query, "query"},
     {OperatorTensor::key, "key"},
     {OperatorTensor::value, "value"},
     {OperatorTensor::past_key, "past_key"},
     {OperatorTensor::past_value, "past_value"},
     {OperatorTensor::mask, "mask"},
     {OperatorTensor::valid_length, "valid_length"},
     {OperatorTensor::output, "output"},
     {OperatorTensor::present_key, "present_key"},
     {OperatorTensor::present_value, "present_value"},
     {OperatorTensor::scaled, "scaled"},
     {OperatorTensor::capped, "capped"},
     {OperatorTensor::biased, "biased"},
     {OperatorTensor::weight, "weight"},
     {OperatorTensor::scratch, "scratch"}}};
static_assert(counts_from_zero(operator_tensor_names));

/// The two ways of running a call. The numbers cross the C ABI.
enum class OperatorPath : std::uint32_t { fused = 0, traced = 1 };

inline constexpr std::array<Named<OperatorPath>, 2> operator_path_names{
    {{OperatorPath::fused, "fused"}, {OperatorPath::traced, "traced"}}};
static_assert(counts_from_zero(operator_path_names));

/// Where the tensors of one call lie in one block of memory, each on a multiple of `alignment` bytes. Stages that are
/// equal share their place: `capped` is `scaled` without a softcap.
class OperatorLayout {
 public:
  static constexpr std::size_t alignment = BlockLayout<OperatorTensor, operator_tensor_count>::alignment;

  /// Errors: `bad_dimension` (an extent that is 0, too large or does not fit another, an unknown enumerator, a scale or
  /// softcap that is neither 0 nor within its bounds), `too_large` (more than 32 bits can address). `layout` is written
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
  /// All elements of a tensor of floats: of any but `valid_length`, and of the mask if it is not boolean.
  [[nodiscard]] std::span<float> values(OperatorTensor id) const { return elements<float>(id); }
  /// The mask, if it is boolean.
  [[nodiscard]] std::span<std::uint8_t> boolean_mask() const { return elements<std::uint8_t>(OperatorTensor::mask); }
  [[nodiscard]] std::span<std::int32_t> valid_lengths() const {
    return elements<std::int32_t>(OperatorTensor::valid_length);
  }

 private:
  template <typename Element>
  [[nodiscard]] std::span<Element> elements(OperatorTensor id) const {
    return {reinterpret_cast<Element*>(memory_ + layout_.offset(id)), layout_.size(id)};
  }

  const OperatorLayout& layout_;
  std::byte* memory_;
};

/// Fills `output` (and present, where it is part of the call) without ever holding a row of scores: an online softmax
/// over tiles of keys, for a panel of queries at a time. Tiles that are masked as a whole are skipped: with a window
/// the time grows with n_queries times its size.
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
