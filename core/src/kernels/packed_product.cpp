#include "attention/kernels/packed_product.hpp"

#include <algorithm>

#include "attention/kernels/product.hpp"
#include "attention/kernels/transpose.hpp"
#include "kernels/packed_blocks.hpp"

namespace attention::kernels {

const std::size_t packed_tile_size = tile_rows * panel_width;

std::uint64_t packed_size(std::uint64_t depth, std::uint64_t columns) {
  return depth * ((columns + panel_width - 1) / panel_width * panel_width);
}

void pack(const float* maps, std::size_t depth, std::size_t columns, float* packed) {
  for (std::size_t k = 0; k < depth; k += block_depth) {
    const std::size_t count = std::min(block_depth, depth - k);
    for (std::size_t column = 0; column < columns; column += panel_width) {
      transpose_into_panel(maps + column * depth + k, depth, std::min(panel_width, columns - column), count, 1.0F,
                           packed);
      packed += count * panel_width;
    }
  }
}

namespace {

// What a group of panels adds to the results of some rows.
struct Group {
  const float* panels;
  std::size_t depth;
  std::size_t columns;
  bool accumulate;
};

void multiply_group(const float* a, std::size_t a_row, std::size_t rows, const Group& group, float* c,
                    std::size_t c_row, float* tile) {
  for_tiles(rows, group.columns, [&](std::size_t row, std::size_t n_rows, std::size_t column) {
    const bool whole = column + panel_width <= group.columns;
    float* target = c + row * c_row + column;
    multiply({.a = a + row * a_row,
              .a_row = a_row,
              .a_depth = 1,
              .b = group.panels + column * group.depth,
              .b_depth = panel_width,
              .c = whole ? target : tile,
              .c_row = whole ? c_row : panel_width,
              .depth = group.depth,
              .accumulate = whole && group.accumulate},
             n_rows);
    if (!whole) take_columns(tile, n_rows, group.columns - column, group.accumulate, target, c_row);
  });
}

}  // namespace

void multiply_packed(const float* a, std::size_t a_row, std::size_t rows, const float* packed, std::size_t depth,
                     std::size_t columns, float* c, std::size_t c_row, float* tile) {
  for (std::size_t i = 0; i < rows; i += block_rows) {
    for (std::size_t k = 0; k < depth; k += block_depth) {
      for (std::size_t column = 0; column < columns; column += group_width) {
        const PanelPlace place = panel_place(depth, columns, column, k);
        const Group group{packed + place.first, place.count, std::min(group_width, columns - column), k > 0};
        multiply_group(a + i * a_row + k, a_row, std::min(block_rows, rows - i), group, c + i * c_row + column, c_row,
                       tile);
      }
    }
  }
}

}  // namespace attention::kernels
