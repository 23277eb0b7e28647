#pragma once

#include <algorithm>
#include <cstddef>

#include "attention/kernels/product.hpp"

/// The order in which packed matrices lie: blocks of depth, in each of them panels of columns.
namespace attention::kernels {

/// Components in a block: a panel of them (16 KB) and the rows of a tile (12 KB) share the first-level cache.
inline constexpr std::size_t block_depth = 512;
/// Rows in a block: whole tiles, 240 KB of them, which stay in the second-level cache while all panels pass.
inline constexpr std::size_t block_rows = 120;

static_assert(block_rows % tile_rows == 0);

/// The panel of a column in the block that holds component `k`.
struct PanelPlace {
  std::size_t first;  ///< the row of the block's first component, in elements; the next one is panel_width further
  std::size_t block;  ///< the first component of the block
  std::size_t count;  ///< components in the block
};

inline PanelPlace panel_place(std::size_t depth, std::size_t columns, std::size_t column, std::size_t k) {
  const std::size_t padded = (columns + panel_width - 1) / panel_width * panel_width;
  const std::size_t block = k / block_depth * block_depth;
  const std::size_t count = std::min(block_depth, depth - block);
  const std::size_t panel = column / panel_width;
  return {block * padded + panel * count * panel_width, block, count};
}

/// Brings the part of a panel that has targets out of a tile.
inline void take_columns(const float* tile, std::size_t rows, std::size_t columns, bool accumulate, float* c,
                         std::size_t c_row) {
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t column = 0; column < columns; ++column) {
      const float value = tile[r * panel_width + column];
      c[r * c_row + column] = accumulate ? c[r * c_row + column] + value : value;
    }
  }
}

}  // namespace attention::kernels
