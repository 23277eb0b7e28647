#include "attention/model/arena.hpp"

namespace attention {

namespace {

std::uint64_t element_count(const TensorInfo& info, const Dimensions& dimensions) {
  std::uint64_t count = 1;
  for (std::size_t axis = 0; axis < info.rank; ++axis) count *= dimensions.extent(info.axes[axis]);
  return count;
}

}  // namespace

Status ArenaLayout::make(const Dimensions& dimensions, ArenaLayout& layout) {
  if (Status status = validate(dimensions); !status.is_ok()) return status;

  ArenaLayout made;
  made.dimensions_ = dimensions;
  for (const TensorInfo& info : tensor_table) {
    // Three dimensions of at most 2^20 make 2^60 elements, 2^62 bytes: asked at every step, the sum cannot wrap 64
    // bits.
    made.blocks_.place(info.id, element_count(info, dimensions));
    if (!made.blocks_.fits()) {
      return Status::error(StatusCode::too_large, "The tensors up to ", info.name, " need ", made.blocks_.end(),
                           " bytes; at most 4 GiB can be addressed. Use smaller dimensions.");
    }
  }
  layout = made;
  return Status::ok();
}

std::uint32_t ArenaLayout::extent(TensorId id, std::size_t axis) const {
  return dimensions_.extent(tensor_info(id).axes[axis]);
}

std::span<float> Arena::values(TensorId id) const {
  return {reinterpret_cast<float*>(memory_ + layout_.offset(id)), layout_.size(id)};
}

std::span<std::int32_t> Arena::tokens() const {
  return {reinterpret_cast<std::int32_t*>(memory_ + layout_.offset(TensorId::token)), layout_.size(TensorId::token)};
}

std::span<float> Arena::matrix(TensorId id, std::uint32_t slice) const {
  const std::size_t rank = tensor_info(id).rank;
  const std::size_t size = std::size_t{layout_.extent(id, rank - 2)} * layout_.extent(id, rank - 1);
  return values(id).subspan(slice * size, size);
}

std::span<float> Arena::row(TensorId id, std::uint32_t slice, std::uint32_t row) const {
  const std::size_t rank = tensor_info(id).rank;
  const std::uint32_t rows = layout_.extent(id, rank - 2);
  const std::uint32_t columns = layout_.extent(id, rank - 1);
  return values(id).subspan((std::size_t{slice} * rows + row) * columns, columns);
}

}  // namespace attention
