#include "attention/layer/layer.hpp"

#include <algorithm>
#include <cmath>

#include "attention/base/extent.hpp"
#include "attention/kernels/finite.hpp"
#include "attention/kernels/packed_product.hpp"

namespace attention {

namespace {

OperatorDescription attention_of(const LayerDescription& d) {
  OperatorDescription attention;
  attention.n_heads = d.n_heads;
  attention.n_kv_heads = d.n_heads;
  attention.n_queries = d.n_tokens;
  attention.n_keys = d.n_tokens;
  attention.d_head = d.d_head;
  attention.d_value = d.d_value;
  // The map w_o wants the outputs of all heads side by side.
  attention.order = HeadOrder::output_tokens_first;
  attention.causal = d.causal;
  attention.scale = 1.0F / std::sqrt(static_cast<float>(std::max(d.d_head, 1U)));
  return attention;
}

// Heads, each packed by itself, of `columns` maps; w_o is one matrix.
struct Packing {
  std::size_t heads;
  std::size_t depth;  // below 2^32 once the attention has a layout: its output holds one row of so many floats
  std::size_t columns;

  [[nodiscard]] std::size_t packed_floats() const {
    return static_cast<std::size_t>(kernels::packed_size(depth, columns));
  }
};

Packing packing_of(const LayerDescription& d, LayerMap id) {
  if (id == LayerMap::w_o) return {1, std::size_t{d.n_heads} * d.d_value, d.d_model};
  return {d.n_heads, d.d_model, id == LayerMap::w_v ? d.d_value : d.d_head};
}

std::uint64_t staging_floats(const LayerDescription& d) {
  return std::uint64_t{d.n_heads} * std::max(d.d_head, d.d_value) * d.d_model;
}

float* at(std::byte* memory, std::size_t offset) { return reinterpret_cast<float*>(memory + offset); }

// One of query, key and value of every head. (n_heads, n_tokens, columns)
void project(const LayerLayout& layout, std::byte* memory, LayerMap id, OperatorTensor to) {
  const LayerDescription& d = layout.description();
  const Packing packing = packing_of(d, id);
  const float* packed = at(memory, layout.offset(id));
  float* target = at(memory, layout.attention().offset(to));
  for (std::size_t head = 0; head < packing.heads; ++head) {
    kernels::multiply_packed(at(memory, layout.offset(LayerTensor::input)), d.d_model, d.n_tokens, packed,
                             packing.depth, packing.columns, target, packing.columns, at(memory, layout.tile_offset()));
    packed += packing.packed_floats();
    target += d.n_tokens * packing.columns;
  }
}

}  // namespace

Status LayerLayout::make(const LayerDescription& description, LayerLayout& layout) {
  if (Status status = check_extent("d_model", description.d_model, 1, largest_dimension); !status.is_ok()) {
    return status;
  }
  LayerLayout made;
  made.description_ = description;
  if (Status status = OperatorLayout::make(attention_of(description), made.attention_); !status.is_ok()) return status;
  // The attention fits 32 bits, so each product of two is below 2^32 and of three below 2^52.
  made.blocks_ = BlockLayout<std::size_t, tile + 1>(made.attention_.bytes());
  const std::uint64_t embeddings = std::uint64_t{description.n_tokens} * description.d_model;
  made.blocks_.place(block_of(LayerTensor::input), embeddings);
  made.blocks_.place(block_of(LayerTensor::delta), embeddings);
  made.blocks_.place(block_of(LayerTensor::staging), staging_floats(description));
  for (std::size_t index = 0; index < layer_map_count; ++index) {
    const auto id = static_cast<LayerMap>(index);
    const Packing packing = packing_of(description, id);
    made.blocks_.place(block_of(id), packing.heads * kernels::packed_size(packing.depth, packing.columns));
  }
  made.blocks_.place(tile, kernels::packed_tile_size);
  if (!made.blocks_.fits()) {
    return Status::error(StatusCode::too_large, "The maps and embeddings of this layer need more than 4 GiB, which ",
                         "cannot be addressed. Use fewer heads or smaller dimensions.");
  }
  layout = made;
  return Status::ok();
}

void pack_map(const LayerLayout& layout, std::byte* memory, LayerMap id) {
  const Packing packing = packing_of(layout.description(), id);
  const float* maps = at(memory, layout.offset(LayerTensor::staging));
  float* packed = at(memory, layout.offset(id));
  for (std::size_t head = 0; head < packing.heads; ++head) {
    kernels::pack(maps, packing.depth, packing.columns, packed);
    maps += packing.depth * packing.columns;
    packed += packing.packed_floats();
  }
}

Status run_layer(const LayerLayout& layout, std::byte* memory) {
  project(layout, memory, LayerMap::w_q, OperatorTensor::query);
  project(layout, memory, LayerMap::w_k, OperatorTensor::key);
  project(layout, memory, LayerMap::w_v, OperatorTensor::value);
  if (Status status = attend_fused(OperatorArena(layout.attention(), memory)); !status.is_ok()) return status;

  const LayerDescription& d = layout.description();
  const std::size_t depth = packing_of(d, LayerMap::w_o).depth;
  kernels::multiply_packed(at(memory, layout.attention().offset(OperatorTensor::output)), depth, d.n_tokens,
                           at(memory, layout.offset(LayerMap::w_o)), depth, d.d_model,
                           at(memory, layout.offset(LayerTensor::delta)), d.d_model, at(memory, layout.tile_offset()));
  if (kernels::are_finite({at(memory, layout.offset(LayerTensor::delta)), layout.size(LayerTensor::delta)})) {
    return Status::ok();
  }
  return Status::error(StatusCode::not_finite, "A delta is not a finite number: w_o holds NaN or infinity, or a sum ",
                       "overflowed. Give finite maps and embeddings of moderate size.");
}

}  // namespace attention
