#include "attention/model/dimensions.hpp"

namespace attention {

const char* axis_name(Axis axis) {
  switch (axis) {
    case Axis::n_vocabulary: return "n_vocabulary";
    case Axis::n_positions: return "n_positions";
    case Axis::d_model: return "d_model";
    case Axis::n_heads: return "n_heads";
    case Axis::d_head: return "d_head";
    case Axis::d_value: return "d_value";
    case Axis::n_tokens: return "n_tokens";
    case Axis::none: break;
  }
  return "?";
}

std::uint32_t Dimensions::extent(Axis axis) const {
  switch (axis) {
    case Axis::n_vocabulary: return n_vocabulary;
    case Axis::n_positions: return n_positions;
    case Axis::d_model: return d_model;
    case Axis::n_heads: return n_heads;
    case Axis::d_head: return d_head;
    case Axis::d_value: return d_value;
    case Axis::n_tokens: return n_tokens;
    case Axis::none: break;
  }
  return 0;
}

Status validate(const Dimensions& dimensions) {
  for (std::uint32_t index = 0; index < axis_count; ++index) {
    const Axis axis = static_cast<Axis>(index);
    Status status = check_extent(axis_name(axis), dimensions.extent(axis), 1, largest_dimension);
    if (!status.is_ok()) return status;
  }
  if (dimensions.n_tokens > dimensions.n_positions) {
    return Status::error(StatusCode::bad_dimension, "The sentence has ", dimensions.n_tokens,
                         " tokens; the model has vectors for ", dimensions.n_positions,
                         " positions. Use a shorter sentence.");
  }
  return Status::ok();
}

}  // namespace attention
