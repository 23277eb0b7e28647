#include "attention/model/arena.hpp"

#include <cstdint>

#include "core/catch.hpp"
#include "core/support.hpp"

using attention::ArenaLayout;
using attention::Dimensions;
using attention::Status;
using attention::StatusCode;
using attention::TensorGroup;
using attention::TensorId;
using attention::TensorInfo;
using reference::Random;

namespace {

std::size_t bytes_of(const ArenaLayout& layout, TensorId id) { return layout.size(id) * sizeof(float); }

bool same_layout(const ArenaLayout& a, const ArenaLayout& b) {
  if (a.bytes() != b.bytes() || !(a.dimensions() == b.dimensions())) return false;
  for (const TensorInfo& info : attention::tensor_table) {
    if (a.offset(info.id) != b.offset(info.id)) return false;
  }
  return true;
}

void check_refused_untouched(const Dimensions& dimensions, StatusCode code) {
  const ArenaLayout before = test::layout_of(test::small_dimensions());
  ArenaLayout layout = before;
  const Status status = ArenaLayout::make(dimensions, layout);
  INFO(status.message());
  CHECK(status.code() == code);
  CHECK(status.message().ends_with("."));
  CHECK(same_layout(layout, before));
}

// A model of about `n_vocabulary` x 4 KiB: w_e and w_u are nearly all of it.
Dimensions wide(std::uint32_t n_vocabulary) { return {n_vocabulary, 1, 512, 1, 1, 1, 1}; }

// Checks that the views of one slice start at `next` and returns where the following slice does.
float* check_slice(const attention::Arena& arena, const TensorInfo& info, std::uint32_t slice, float* next) {
  const std::uint32_t rows = arena.layout().extent(info.id, info.rank - 2);
  const std::uint32_t columns = arena.layout().extent(info.id, info.rank - 1);
  const std::span<const float> matrix = arena.matrix(info.id, slice);
  CHECK(matrix.size() == std::size_t{rows} * columns);
  for (std::uint32_t row = 0; row < rows; ++row) {
    CHECK(&matrix[std::size_t{row} * columns] == next);
    CHECK(arena.row(info.id, slice, row).data() == next);
    CHECK(arena.row(info.id, slice, row).size() == columns);
    next += columns;
  }
  return next;
}

}  // namespace

TEST_CASE("a layout has no bytes before it is made", "[arena]") {
  const ArenaLayout layout;
  CHECK(layout.bytes() == 0);
  CHECK(layout.dimensions() == Dimensions{});
}

TEST_CASE("tensors are aligned, in order, apart and inside the block", "[arena]") {
  Random random(11);
  for (int round = 0; round < 200; ++round) {
    const ArenaLayout layout = test::layout_of(test::random_dimensions(random));
    std::size_t end = 0;
    for (const TensorInfo& info : attention::tensor_table) {
      INFO(info.name);
      CHECK(layout.offset(info.id) % ArenaLayout::alignment == 0);
      CHECK(layout.offset(info.id) >= end);
      // No more than the padding to the next multiple lies between.
      CHECK(layout.offset(info.id) < end + ArenaLayout::alignment);
      end = layout.offset(info.id) + bytes_of(layout, info.id);
    }
    CHECK(layout.bytes() >= end);
    CHECK(layout.bytes() < end + ArenaLayout::alignment);
  }
}

TEST_CASE("a tensor's size is the product of its extents", "[arena]") {
  const Dimensions dimensions = test::small_dimensions();
  const ArenaLayout layout = test::layout_of(dimensions);
  for (const TensorInfo& info : attention::tensor_table) {
    INFO(info.name);
    std::size_t size = 1;
    for (std::size_t axis = 0; axis < info.rank; ++axis) {
      CHECK(layout.extent(info.id, axis) == dimensions.extent(info.axes[axis]));
      size *= layout.extent(info.id, axis);
    }
    CHECK(layout.size(info.id) == size);
  }
  CHECK(layout.size(TensorId::score) == 3 * 9 * 9);
  CHECK(layout.size(TensorId::w_o) == 3 * 10 * 6);
}

TEST_CASE("a sentence of another length moves no parameter and not the token ids", "[arena]") {
  Dimensions dimensions = test::small_dimensions();
  const ArenaLayout first = test::layout_of(dimensions);
  for (dimensions.n_tokens = 1; dimensions.n_tokens <= dimensions.n_positions; ++dimensions.n_tokens) {
    const ArenaLayout layout = test::layout_of(dimensions);
    for (const TensorInfo& info : attention::tensor_table) {
      if (info.group == TensorGroup::trace) continue;
      INFO(info.name);
      CHECK(layout.offset(info.id) == first.offset(info.id));
      CHECK(layout.offset(info.id) + bytes_of(layout, info.id) <= layout.offset(TensorId::token));
    }
    CHECK(layout.offset(TensorId::token) == first.offset(TensorId::token));
  }
}

TEST_CASE("dimensions that are not sound are refused and the layout stays", "[arena]") {
  check_refused_untouched(Dimensions{}, StatusCode::bad_dimension);
  Dimensions dimensions = test::small_dimensions();
  dimensions.n_tokens = dimensions.n_positions + 1;
  check_refused_untouched(dimensions, StatusCode::bad_dimension);
}

TEST_CASE("a block beyond 32 bits of address is refused and the layout stays", "[arena]") {
  const std::uint32_t most = attention::largest_dimension;
  check_refused_untouched({most, most, most, most, most, most, most}, StatusCode::too_large);
  // Products that are a multiple of 2^32 or 2^64 bytes: a count kept in 32 bits or fewer would wrap to
  // little.
  check_refused_untouched({1U << 16U, 1, 1U << 16U, 1, 1, 1, 1}, StatusCode::too_large);
  check_refused_untouched({1, 1, most, most, most, 1, 1}, StatusCode::too_large);
  check_refused_untouched({1, most, 1, 1, 1, 1, most}, StatusCode::too_large);
}

TEST_CASE("the largest block that fits is laid out and the next one refused", "[arena]") {
  std::uint32_t fits = 1;
  for (std::uint32_t step = 1U << 19U; step != 0; step /= 2) {
    ArenaLayout layout;
    if (ArenaLayout::make(wide(fits + step), layout).is_ok()) fits += step;
  }
  const ArenaLayout layout = test::layout_of(wide(fits));
  const std::uint64_t limit = std::uint64_t{1} << 32U;
  // One word more needs 2 x 512 components in w_e and w_u and 4 numbers in the logits, rounded up to
  // alignment.
  CHECK(std::uint64_t{layout.bytes()} < limit);
  CHECK(std::uint64_t{layout.bytes()} + 2 * 512 * 4 + 4 * 16 >= limit);
  CHECK(std::uint64_t{layout.offset(TensorId::w_u)} > limit / 2 - (1U << 24U));
  check_refused_untouched(wide(fits + 1), StatusCode::too_large);
}

TEST_CASE("the refusal of a large block names the tensor and the remedy", "[arena]") {
  ArenaLayout layout;
  const Status status = ArenaLayout::make({1U << 16U, 1, 1U << 16U, 1, 1, 1, 1}, layout);
  CHECK(status.message() ==
        "The tensors up to w_e need 17179869184 bytes; at most 4 GiB can be addressed. Use smaller "
        "dimensions.");
  CHECK(layout.bytes() == 0);
}

TEST_CASE("the views of an arena agree on where each element is", "[arena]") {
  test::Model model(test::small_dimensions());
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.rank < 2) continue;
    INFO(info.name);
    const std::uint32_t slices = info.rank == 3 ? model.layout().extent(info.id, 0) : 1;
    float* next = model[info.id].data();
    for (std::uint32_t slice = 0; slice < slices; ++slice) next = check_slice(model.arena(), info, slice, next);
    CHECK(next == model[info.id].data() + model[info.id].size());
  }
}

TEST_CASE("the token ids lie where the layout says", "[arena]") {
  test::Model model(test::small_dimensions());
  const auto* expected = model.memory().data() + model.layout().offset(TensorId::token);
  CHECK(reinterpret_cast<const std::byte*>(model.tokens().data()) == expected);
  CHECK(model.tokens().size() == 9);
}
