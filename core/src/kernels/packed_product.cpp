#include "attention/kernels/packed_product.hpp"

#include <algorithm>

#include "attention/kernels/product.hpp"
#include "attention/kernels/transpose.hpp"
#include "kernels/packed_blocks.hpp"

namespace attention::kernels {

namespace {

// Components that all tiles of a panel take before they go on. The first tile waits for memory, the others find what it
// has read: of two tiles in short turns, the second leaves memory time to run ahead of the first. One tile never rests,
// and many hide it. Maps of less than a block are likely near already, and beginnings cost more than they bring.
std::size_t depth_of_part(std::size_t rows, std::size_t depth) {
  constexpr std::size_t short_turn = 64;
  return rows > tile_rows && rows <= 2 * tile_rows && depth >= block_depth ? short_turn : block_depth;
}

}  // namespace

const std::size_t packed_tile_size = block_rows * panel_width;

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

void multiply_packed(const float* a, std::size_t a_row, std::size_t rows, const float* packed, std::size_t depth,
                     std::size_t columns, float* c, std::size_t c_row, float* tile) {
  for (std::size_t i = 0; i < rows; i += block_rows) {
    const std::size_t n_rows = std::min(block_rows, rows - i);
    const std::size_t part_depth = depth_of_part(n_rows, depth);
    const float* panel = packed;
    for (std::size_t k = 0; k < depth; k += block_depth) {
      const std::size_t count = std::min(block_depth, depth - k);
      for (std::size_t column = 0; column < columns; column += panel_width) {
        const bool whole = column + panel_width <= columns;
        float* target = c + i * c_row + column;
        for (std::size_t part = 0; part < count; part += part_depth) {
          multiply({.a = a + i * a_row + k + part,
                    .a_row = a_row,
                    .a_depth = 1,
                    .b = panel + part * panel_width,
                    .b_depth = panel_width,
                    .c = whole ? target : tile,
                    .c_row = whole ? c_row : panel_width,
                    .depth = std::min(part_depth, count - part),
                    .accumulate = part > 0 || (whole && k > 0)},
                   n_rows);
        }
        if (!whole) take_columns(tile, n_rows, columns - column, k > 0, target, c_row);
        panel += count * panel_width;
      }
    }
  }
}

}  // namespace attention::kernels
