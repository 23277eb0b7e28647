#include "attention/model/parameters.hpp"

#include <algorithm>

namespace attention {

namespace {

// Parameters come first in an arena; the first tensor after them tells where they end.
std::size_t parameter_floats(const ArenaLayout& layout) { return layout.offset(TensorId::token) / sizeof(float); }

std::size_t first(const ArenaLayout& layout, TensorId id) { return layout.offset(id) / sizeof(float); }

}  // namespace

Status Parameters::make(Dimensions dimensions, Parameters& parameters) {
  dimensions.n_tokens = 1;
  Parameters made;
  if (Status status = ArenaLayout::make(dimensions, made.layout_); !status.is_ok()) return status;
  made.values_.assign(parameter_floats(made.layout_), 0.0F);
  parameters = std::move(made);
  return Status::ok();
}

std::span<float> Parameters::values(TensorId id) {
  return std::span(values_).subspan(first(layout_, id), layout_.size(id));
}

std::span<const float> Parameters::values(TensorId id) const {
  return std::span(values_).subspan(first(layout_, id), layout_.size(id));
}

void Parameters::copy_to(const Arena& arena) const { std::ranges::copy(values_, arena.values(TensorId::w_e).data()); }

}  // namespace attention
