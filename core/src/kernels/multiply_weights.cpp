#include <algorithm>

#include "attention/kernels/packed_weights.hpp"
#include "kernels/packed_blocks.hpp"
#include "kernels/widen.hpp"

namespace attention::kernels {

namespace {

using simd::Batch;

// One panel of weights, some components deep, with whatever type its elements have.
struct Panel {
  const std::byte* elements;
  std::size_t depth;
};

// c (+)= a times the panel, for one row whose factors have been multiplied with Load::factor. Four chains for each
// vector of columns: with one, each step would wait for the multiply-add before it, and memory would wait for both.
template <typename Load>
void multiply_row(const float* a, const Panel& panel, bool accumulate, float* c) {
  constexpr std::size_t chains = 4;
  const Load load;
  const std::byte* b = panel.elements;
  Batch low[chains] = {Batch(0.0F), Batch(0.0F), Batch(0.0F), Batch(0.0F)};
  Batch high[chains] = {Batch(0.0F), Batch(0.0F), Batch(0.0F), Batch(0.0F)};
  const auto take = [&](std::size_t chain) {
    const Batch factor(a[chain]);
    const RowVectors row = load(b + chain * Load::row_bytes);
    low[chain] = simd::multiply_add(factor, row.low, low[chain]);
    high[chain] = simd::multiply_add(factor, row.high, high[chain]);
  };
  std::size_t left = panel.depth;
  for (; left >= chains; left -= chains) {
    take(0);
    take(1);
    take(2);
    take(3);
    a += chains;
    b += chains * Load::row_bytes;
  }
  for (; left != 0; --left) {
    take(0);
    ++a;
    b += Load::row_bytes;
  }
  const Batch factor(Load::factor);
  Batch low_sum = ((low[0] + low[1]) + (low[2] + low[3])) * factor;
  Batch high_sum = ((high[0] + high[1]) + (high[2] + high[3])) * factor;
  if (accumulate) {
    low_sum += Batch::load_unaligned(c);
    high_sum += Batch::load_unaligned(c + simd::width);
  }
  low_sum.store_unaligned(c);
  high_sum.store_unaligned(c + simd::width);
}

void multiply_row(const float* a, const Panel& panel, WeightType type, bool accumulate, float* c) {
  switch (type) {
    case WeightType::float32: return multiply_row<LoadFloat>(a, panel, accumulate, c);
    case WeightType::float16: return multiply_row<LoadHalf>(a, panel, accumulate, c);
    case WeightType::bfloat16: return multiply_row<LoadBrain>(a, panel, accumulate, c);
    case WeightType::int8: return multiply_row<LoadByte>(a, panel, accumulate, c);
  }
}

template <typename Load>
void widen_panel(const Panel& panel, float* widened) {
  const Load load;
  const Batch factor(Load::factor * Load::factor);
  for (std::size_t k = 0; k < panel.depth; ++k) {
    const RowVectors row = load(panel.elements + k * Load::row_bytes);
    (row.low * factor).store_unaligned(widened + k * panel_width);
    (row.high * factor).store_unaligned(widened + k * panel_width + simd::width);
  }
}

void widen_panel(const Panel& panel, WeightType type, float* widened) {
  switch (type) {
    case WeightType::float32: break;  // is never widened
    case WeightType::float16: return widen_panel<LoadHalf>(panel, widened);
    case WeightType::bfloat16: return widen_panel<LoadBrain>(panel, widened);
    case WeightType::int8: return widen_panel<LoadByte>(panel, widened);
  }
}

// A group of panels of one block, some components deep, and what becomes of its sums.
struct Group {
  const std::byte* elements;
  WeightType type;
  std::size_t panel_size;  // from one panel to the next, in elements
  std::size_t depth;
  std::size_t columns;
  bool accumulate;

  [[nodiscard]] Panel panel(std::size_t column) const {
    return {elements + column / panel_width * panel_size * element_bytes(type), depth};
  }
};

// The group as floats: itself, or widened into `room`, all of it in one go.
Group floats_of(const Group& group, float* room) {
  if (group.type == WeightType::float32) return group;
  Group floats = group;
  floats.elements = reinterpret_cast<const std::byte*>(room);
  floats.type = WeightType::float32;
  floats.panel_size = group.depth * panel_width;
  for (std::size_t column = 0; column < group.columns; column += panel_width) {
    widen_panel(group.panel(column), group.type, room + column * group.depth);
  }
  return floats;
}

// What all panels of a group add to results from `c` on. The panel that has fewer columns goes through `tile`.
template <typename Multiply>
void for_panels(const WeightProduct& product, const Group& group, float* c, float* tile, Multiply multiply_panel) {
  for_tiles(product.rows, group.columns, [&](std::size_t row, std::size_t n_rows, std::size_t column) {
    float* const target = c + row * product.c_row + column;
    const Panel panel = group.panel(column);
    if (column + panel_width <= group.columns) {
      multiply_panel(row, n_rows, panel, group.accumulate, target, product.c_row);
    } else {
      multiply_panel(row, n_rows, panel, false, tile, panel_width);
      take_columns(tile, n_rows, group.columns - column, group.accumulate, target, product.c_row);
    }
  });
}

void multiply_group(const WeightProduct& product, const float* a, const Group& group, float* c, float* scratch) {
  float* const tile = scratch;
  float* const room = scratch + tile_rows * panel_width;
  if (product.rows == 1) {
    return for_panels(product, group, c, tile,
                      [&](std::size_t, std::size_t, const Panel& panel, bool accumulate, float* target, std::size_t) {
                        multiply_row(a, panel, group.type, accumulate, target);
                      });
  }
  for_panels(product, floats_of(group, room), c, tile,
             [&](std::size_t row, std::size_t n_rows, const Panel& panel, bool accumulate, float* target,
                 std::size_t target_row) {
               multiply({.a = a + row * product.a_row,
                         .a_row = product.a_row,
                         .a_depth = 1,
                         .b = reinterpret_cast<const float*>(panel.elements),
                         .b_depth = panel_width,
                         .c = target,
                         .c_row = target_row,
                         .depth = panel.depth,
                         .accumulate = accumulate},
                        n_rows);
             });
}

// The factors of one row as multiply_row wants them: a half's are multiplied with half of its power of two.
const float* row_factors(const float* a, std::size_t count, WeightType type, float* room) {
  if (type != WeightType::float16) return a;
  for (std::size_t k = 0; k < count; ++k) room[k] = a[k] * LoadHalf::factor;
  return room;
}

// Once for each result: a scale is the same for all that its sum is of.
void scale_columns(const WeightProduct& product, const PackedWeights& weights) {
  for (std::size_t r = 0; r < product.rows; ++r) {
    float* row = product.c + r * product.c_row;
    for (std::size_t column = 0; column < weights.columns; ++column) row[column] *= weights.scale[column];
  }
}

// At most block_rows rows.
void multiply_rows(const WeightProduct& product, const PackedWeights& weights, float* scratch) {
  const std::size_t end = product.first + product.depth;
  for (std::size_t k = product.first; k < end;) {
    const std::size_t n_components = std::min((k / block_depth + 1) * block_depth, end) - k;
    const float* a = product.a + (k - product.first);
    if (product.rows == 1) a = row_factors(a, n_components, weights.type, scratch + tile_rows * panel_width);
    for (std::size_t column = 0; column < weights.columns; column += group_width) {
      const PanelPlace place = panel_place(weights.depth, weights.columns, column, k);
      const std::size_t first = place.first + (k - place.block) * panel_width;
      const Group group{.elements = weights.elements + first * element_bytes(weights.type),
                        .type = weights.type,
                        .panel_size = place.count * panel_width,
                        .depth = n_components,
                        .columns = std::min(group_width, weights.columns - column),
                        .accumulate = k != product.first};
      multiply_group(product, a, group, product.c + column, scratch);
    }
    k += n_components;
  }
  if (weights.type == WeightType::int8) scale_columns(product, weights);
}

}  // namespace

const std::size_t packed_weights_scratch = tile_rows * panel_width + group_width * block_depth;

void multiply_weights(const WeightProduct& product, const PackedWeights& weights, float* scratch) {
  WeightProduct part = product;
  for (std::size_t i = 0; i < product.rows; i += block_rows) {
    part.a = product.a + i * product.a_row;
    part.c = product.c + i * product.c_row;
    part.rows = std::min(block_rows, product.rows - i);
    multiply_rows(part, weights, scratch);
  }
}

}  // namespace attention::kernels
