#include <algorithm>

#include "attention/transformer/attribution.hpp"
#include "attention/transformer/session.hpp"
#include "transformer/stages.hpp"

namespace attention {

namespace {

/// As many as multiply_weights takes through a panel together: more would only need more memory.
constexpr std::uint32_t largest_chunk = 120;

std::uint64_t element_count(const TransformerDescription& d, const SessionLayout& layout, SessionTensor id) {
  const std::uint64_t context = layout.n_context();
  const std::uint64_t chunk = layout.n_chunk();
  switch (id) {
    case SessionTensor::token: return context;
    case SessionTensor::stream: return (std::uint64_t{d.n_layers} + 1) * context * d.d_model;
    case SessionTensor::logits: return std::uint64_t{layout.n_logit_rows()} * d.n_vocabulary;
    case SessionTensor::key_cache:
    case SessionTensor::value_cache: return std::uint64_t{d.n_layers} * context * d.key_width();
    case SessionTensor::rotation: return rotation_floats(d, context);
    case SessionTensor::norm:
    case SessionTensor::delta: return chunk * d.d_model;
    case SessionTensor::query:
    case SessionTensor::head_output: return chunk * d.query_width();
    case SessionTensor::hidden: return chunk * d.d_mlp;
    case SessionTensor::up: return d.is_gated == 1 ? chunk * d.d_mlp : 0;
    case SessionTensor::scratch: return block_scratch_floats(d, context) + edge_mask_floats(chunk, context);
    case SessionTensor::switches: return Switches::words(d);
    case SessionTensor::attribution: return attribution_terms(d).count();
    case SessionTensor::attribution_work: return std::uint64_t{3} * d.d_model;
    case SessionTensor::candidate: return d.n_vocabulary;
    case SessionTensor::count: break;
  }
  return 0;
}

}  // namespace

std::uint32_t SessionLayout::n_chunk() const { return std::min(n_context_, largest_chunk); }

Status SessionLayout::make(const TransformerDescription& description, std::uint32_t n_context,
                           std::uint32_t n_logit_rows, SessionLayout& layout) {
  if (Status status = check_description(description); !status.is_ok()) return status;
  if (n_context == 0 || n_context > description.n_positions) {
    return Status::error(StatusCode::bad_dimension, "n_context is ", n_context,
                         "; it must be at least 1 and at most n_positions, ", description.n_positions, ".");
  }
  if (n_logit_rows == 0 || n_logit_rows > n_context) {
    return Status::error(StatusCode::bad_dimension, "n_logit_rows is ", n_logit_rows,
                         "; it must be at least 1 and at most n_context, ", n_context, ".");
  }
  SessionLayout made;
  made.n_context_ = n_context;
  made.n_logit_rows_ = n_logit_rows;
  // Three extents of at most 2^20, 2^20 and 2^11 are below 2^53 bytes.
  for (std::size_t index = 0; index < session_tensor_count; ++index) {
    const auto id = static_cast<SessionTensor>(index);
    made.blocks_.place(id, element_count(description, made, id));
  }
  if (!made.blocks_.fits()) {
    return Status::error(StatusCode::too_large, "A sentence of ", n_context, " tokens needs ", made.blocks_.end(),
                         " bytes beside the model; 4 GiB can be addressed. Use fewer tokens.");
  }
  layout = made;
  return Status::ok();
}

}  // namespace attention
