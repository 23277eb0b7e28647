#include <algorithm>

#include "attention/base/extent.hpp"
#include "attention/transformer/trace.hpp"
#include "transformer/stages.hpp"

namespace attention {

namespace {

std::uint64_t element_count(const TransformerDescription& d, const TraceLayout& layout, BlockStage id) {
  const std::uint64_t n = layout.n_tokens();
  const std::uint64_t heads = layout.heads().count;
  const std::uint64_t mlp_rows = d.d_mlp == 0 ? 0 : n;
  switch (id) {
    case BlockStage::stream:
    case BlockStage::attention_norm:
    case BlockStage::attention_delta:
    case BlockStage::middle:
    case BlockStage::output: return n * d.d_model;
    case BlockStage::mlp_norm:
    case BlockStage::mlp_delta: return mlp_rows * d.d_model;
    case BlockStage::query:
    case BlockStage::query_rotated:
    case BlockStage::head_output: return n * d.query_width();
    case BlockStage::key:
    case BlockStage::key_rotated:
    case BlockStage::value: return n * d.key_width();
    case BlockStage::scaled:
    case BlockStage::masked:
    case BlockStage::weight: return heads * n * n;
    case BlockStage::head_delta: return heads * n * d.d_model;
    case BlockStage::gate: return d.is_gated * mlp_rows * d.d_mlp;
    case BlockStage::up:
    case BlockStage::hidden: return mlp_rows * d.d_mlp;
    case BlockStage::scratch: return trace_scratch_floats(d, n) + edge_mask_floats(n, n);
    case BlockStage::count: break;
  }
  return 0;
}

}  // namespace

Status TraceLayout::make(const TransformerDescription& description, std::uint32_t n_tokens, const HeadSelection& heads,
                         TraceLayout& layout) {
  if (Status status = check_extent("n_tokens", n_tokens, 1, description.n_positions); !status.is_ok()) return status;
  if (heads.count == 0 || heads.first >= description.n_heads || heads.count > description.n_heads - heads.first) {
    return Status::error(StatusCode::bad_dimension, heads.count, " heads from head ", heads.first,
                         " on were asked for; the model has ", description.n_heads, ".");
  }
  TraceLayout made;
  made.n_tokens_ = n_tokens;
  made.heads_ = heads;
  for (std::size_t index = 0; index < block_stage_count; ++index) {
    const auto id = static_cast<BlockStage>(index);
    if (id == BlockStage::query_rotated && !description.is_rotary()) {
      made.blocks_.share(id, BlockStage::query);
    } else if (id == BlockStage::key_rotated && !description.is_rotary()) {
      made.blocks_.share(id, BlockStage::key);
    } else {
      made.blocks_.place(id, element_count(description, made, id));
    }
  }
  if (!made.blocks_.fits()) {
    return Status::error(StatusCode::too_large, "The stages of a block need ", made.blocks_.end(),
                         " bytes; 4 GiB can be addressed. Use fewer tokens or fewer heads.");
  }
  layout = made;
  return Status::ok();
}

}  // namespace attention
