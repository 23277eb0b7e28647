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

// The panel as floats: itself, or widened into `room`.
const float* floats_of(const Panel& panel, WeightType type, float* room) {
  switch (type) {
    case WeightType::float32: return reinterpret_cast<const float*>(panel.elements);
    case WeightType::float16: widen_panel<LoadHalf>(panel, room); break;
    case WeightType::bfloat16: widen_panel<LoadBrain>(panel, room); break;
    case WeightType::int8: widen_panel<LoadByte>(panel, room); break;
  }
  return room;
}

// The rows of a block of rows through one panel.
void multiply_panel(const WeightProduct& product, const float* a, const Panel& panel, WeightType type, bool accumulate,
                    float* c, std::size_t c_row, float* room) {
  if (product.rows == 1) return multiply_row(a, panel, type, accumulate, c);
  multiply({.a = a,
            .a_row = product.a_row,
            .a_depth = 1,
            .b = floats_of(panel, type, room),
            .b_depth = panel_width,
            .c = c,
            .c_row = c_row,
            .depth = panel.depth,
            .accumulate = accumulate},
           product.rows);
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
  float* const tile = scratch;
  float* const room = scratch + block_rows * panel_width;
  const std::size_t end = product.first + product.depth;
  for (std::size_t k = product.first; k < end;) {
    const bool accumulate = k != product.first;
    const std::size_t n_components = std::min((k / block_depth + 1) * block_depth, end) - k;
    const float* a = product.a + (k - product.first);
    if (product.rows == 1) a = row_factors(a, n_components, weights.type, room);
    for (std::size_t column = 0; column < weights.columns; column += panel_width) {
      const PanelPlace place = panel_place(weights.depth, weights.columns, column, k);
      const std::size_t first = place.first + (k - place.block) * panel_width;
      const Panel panel{weights.elements + first * element_bytes(weights.type), n_components};
      float* target = product.c + column;
      if (column + panel_width <= weights.columns) {
        multiply_panel(product, a, panel, weights.type, accumulate, target, product.c_row, room);
      } else {
        multiply_panel(product, a, panel, weights.type, false, tile, panel_width, room);
        take_columns(tile, product.rows, weights.columns - column, accumulate, target, product.c_row);
      }
    }
    k += n_components;
  }
  if (weights.type == WeightType::int8) scale_columns(product, weights);
}

}  // namespace

const std::size_t packed_weights_scratch = (block_rows + block_depth) * panel_width;

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
