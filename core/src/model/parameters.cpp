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

MatrixView Parameters::stacked(TensorId id) {
  const std::uint32_t columns = layout_.extent(id, tensor_info(id).rank - 1);
  const std::size_t rows = layout_.size(id) / columns;
  return {values(id).data(), static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns)};
}

MatrixView Parameters::head(TensorId id, std::uint32_t head) {
  const std::uint32_t rows = layout_.extent(id, 1);
  const std::uint32_t columns = layout_.extent(id, 2);
  float* begin = values(id).data() + std::size_t{head} * rows * columns;
  return {begin, static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns)};
}

void Parameters::copy_to(const Arena& arena) const { std::ranges::copy(values_, arena.values(TensorId::w_e).data()); }

}  // namespace attention
