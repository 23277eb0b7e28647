#include "attention/transformer/trace.hpp"

#include <algorithm>

#include "transformer/stages.hpp"

namespace attention {

namespace {

/// The stages of a layout in memory.
class Stages {
 public:
  Stages(const TraceLayout& layout, std::byte* memory) : layout_(layout), memory_(memory) {}
  float* operator()(BlockStage id) const { return reinterpret_cast<float*>(memory_ + layout_.offset(id)); }

 private:
  const TraceLayout& layout_;
  std::byte* memory_;
};

BlockBuffers buffers_of(const Stages& stage, std::size_t scratch_floats) {
  return {.stream = stage(BlockStage::stream),
          .attention_norm = stage(BlockStage::attention_norm),
          .query = stage(BlockStage::query),
          .query_rotated = stage(BlockStage::query_rotated),
          .key = stage(BlockStage::key),
          .key_rotated = stage(BlockStage::key_rotated),
          .value = stage(BlockStage::value),
          .head_output = stage(BlockStage::head_output),
          .attention_delta = stage(BlockStage::attention_delta),
          .middle = stage(BlockStage::middle),
          .mlp_norm = stage(BlockStage::mlp_norm),
          .gate = stage(BlockStage::gate),
          .up = stage(BlockStage::up),
          .hidden = stage(BlockStage::hidden),
          .mlp_delta = stage(BlockStage::mlp_delta),
          .output = stage(BlockStage::output),
          .scratch = stage(BlockStage::scratch),
          .edge_mask = reinterpret_cast<std::uint8_t*>(stage(BlockStage::scratch) + scratch_floats)};
}

}  // namespace

std::uint64_t trace_scratch_floats(const TransformerDescription& description, std::uint64_t n_tokens) {
  return std::max(block_scratch_floats(description, n_tokens),
                  traced_attention_floats(description, static_cast<std::size_t>(n_tokens)));
}

Status check_traced_layer(const Session& session, std::uint32_t layer) {
  const std::uint32_t n_layers = session.weights().description().n_layers;
  if (layer < n_layers) return Status::ok();
  return Status::error(StatusCode::bad_dimension, "Layer ", layer, " was to be traced; there are ", n_layers,
                       " layers.");
}

Status trace_block(const Session& session, std::uint32_t layer, const TraceLayout& layout, std::byte* memory) {
  const Weights& weights = session.weights();
  const TransformerDescription& d = weights.description();
  if (Status status = check_traced_layer(session, layer); !status.is_ok()) return status;
  if (layout.n_tokens() > session.n_done()) {
    return Status::error(StatusCode::bad_dimension, "A block was to be traced for ", layout.n_tokens(), " tokens; ",
                         session.n_done(), " are done.");
  }
  const Stages stage(layout, memory);
  const std::size_t n = layout.n_tokens();
  std::copy_n(session.stream(layer), n * d.d_model, stage(BlockStage::stream));
  const BlockBuffers buffers = buffers_of(stage, static_cast<std::size_t>(trace_scratch_floats(d, n)));
  bool is_finite = compute_block(session, layer, {.first = 0, .count = n}, buffers);

  const HeadSelection& heads = layout.heads();
  const AttentionStages scores{.scaled = stage(BlockStage::scaled),
                               .masked = stage(BlockStage::masked),
                               .weight = stage(BlockStage::weight),
                               .first_head = heads.first,
                               .n_heads = heads.count};
  is_finite = attend_traced_heads(session, layer, n, buffers, scores, buffers.scratch) && is_finite;
  for (std::size_t index = 0; index < heads.count; ++index) {
    head_delta(weights, layer, heads.first + index, n, buffers.head_output,
               stage(BlockStage::head_delta) + index * n * d.d_model, buffers.scratch);
  }
  if (is_finite) return Status::ok();
  return Status::error(StatusCode::not_finite, "A stage of layer ", layer, " went beyond the range of float32.");
}

}  // namespace attention
