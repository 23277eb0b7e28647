#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "attention/operator/operator.hpp"

/// One whole attention layer on many embeddings, in the sizes of real models:
///
///   delta[i] = sum over heads of w_o[h] (softmax(mask(q . k / sqrt(d_head))) v)[i],  q = w_q[h] x[i], k, v likewise
///
/// "Attention Is All You Need" (Vaswani et al. 2017, section 3.2.2), without biases. No trace: for figures there is the
/// model (forward.hpp) and the traced operator.
namespace attention {

struct LayerDescription {
  std::uint32_t n_tokens = 1;
  std::uint32_t d_model = 1;
  std::uint32_t n_heads = 1;
  std::uint32_t d_head = 1;
  std::uint32_t d_value = 1;
  std::uint32_t causal = 0;
};

/// The fields in the order in which the C ABI takes them.
inline constexpr std::array<Field, 6> layer_description_fields{{
    {"n_tokens", offsetof(LayerDescription, n_tokens)},
    {"d_model", offsetof(LayerDescription, d_model)},
    {"n_heads", offsetof(LayerDescription, n_heads)},
    {"d_head", offsetof(LayerDescription, d_head)},
    {"d_value", offsetof(LayerDescription, d_value)},
    {"causal", offsetof(LayerDescription, causal)},
}};
static_assert(are_all_fields<LayerDescription>(layer_description_fields));

/// The numbers cross the C ABI: append, never renumber.
enum class LayerTensor : std::uint32_t {
  input = 0,   ///< (n_tokens, d_model)
  delta = 1,   ///< (n_tokens, d_model)
  staging = 2  ///< one of the maps at a time, until `pack_map` has packed it
};

/// The maps, with the shape each has in `staging`.
enum class LayerMap : std::uint32_t {
  w_q = 0,  ///< (n_heads, d_head, d_model)
  w_k = 1,  ///< (n_heads, d_head, d_model)
  w_v = 2,  ///< (n_heads, d_value, d_model)
  w_o = 3   ///< (d_model, n_heads, d_value)
};

inline constexpr std::size_t layer_tensor_count = 3;
inline constexpr std::size_t layer_map_count = 4;

inline constexpr std::array<Named<LayerTensor>, layer_tensor_count> layer_tensor_names{
    {{LayerTensor::input, "input"}, {LayerTensor::delta, "delta"}, {LayerTensor::staging, "staging"}}};
static_assert(counts_from_zero(layer_tensor_names));
inline constexpr std::array<Named<LayerMap>, layer_map_count> layer_map_names{
    {{LayerMap::w_q, "w_q"}, {LayerMap::w_k, "w_k"}, {LayerMap::w_v, "w_v"}, {LayerMap::w_o, "w_o"}}};
static_assert(counts_from_zero(layer_map_names));

/// Where a layer lies in one block of memory; starts of tensors are multiples of `OperatorLayout::alignment`.
class LayerLayout {
 public:
  /// Errors: `bad_dimension`, `too_large`. `layout` is written only on success.
  static Status make(const LayerDescription& description, LayerLayout& layout);

  [[nodiscard]] const LayerDescription& description() const { return description_; }
  [[nodiscard]] const OperatorLayout& attention() const { return attention_; }
  /// Bytes of the whole block; 0 before `make`.
  [[nodiscard]] std::size_t bytes() const { return blocks_.bytes(); }
  /// Bytes from the start of the block. The tensors of the attention itself begin it.
  [[nodiscard]] std::size_t offset(LayerTensor id) const { return blocks_.offset(block_of(id)); }
  [[nodiscard]] std::size_t offset(LayerMap id) const { return blocks_.offset(block_of(id)); }
  [[nodiscard]] std::size_t tile_offset() const { return blocks_.offset(tile); }
  /// Number of floats of a tensor.
  [[nodiscard]] std::size_t size(LayerTensor id) const { return blocks_.size(block_of(id)); }

 private:
  // The tensors, the packed maps, and what a product works in.
  static constexpr std::size_t tile = layer_tensor_count + layer_map_count;
  static constexpr std::size_t block_of(LayerTensor id) { return static_cast<std::size_t>(id); }
  static constexpr std::size_t block_of(LayerMap id) { return layer_tensor_count + static_cast<std::size_t>(id); }

  LayerDescription description_;
  OperatorLayout attention_;
  BlockLayout<std::size_t, tile + 1> blocks_;
};

/// Packs what `staging` holds as the map `id`. `memory` is the block of the layout, aligned as the layout asks.
void pack_map(const LayerLayout& layout, std::byte* memory, LayerMap id);

/// Fills `delta` from `input` and the packed maps. Error: `not_finite`, as attend_fused, and when a delta is NaN or
/// infinite (the deltas are then unspecified, embeddings and maps untouched).
///
/// What limits it: the multiply-add units; at 8 tokens, reading the maps (kernels/packed_product.hpp).
Status run_layer(const LayerLayout& layout, std::byte* memory);

}  // namespace attention
