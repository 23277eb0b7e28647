#pragma once

#include <algorithm>
#include <cstddef>

#include "attention/kernels/product.hpp"

/// The order in which packed matrices lie: blocks of depth, in each of them panels of columns.
namespace attention::kernels {

/// Components in a block: the rows of a tile (12 KB) stay in the first-level cache while panels of 16 KB pass.
inline constexpr std::size_t block_depth = 512;
/// Panels in a group, 256 KB, which each tile passes before the next one does: the first tile reads them from memory,
/// the others from the second-level cache. Memory is fast only where it is read in one go: after a pause, such as that
/// of tiles that find their panel near, it takes long to be so again.
inline constexpr std::size_t group_panels = 16;
inline constexpr std::size_t group_width = group_panels * panel_width;
/// Rows that are taken before the next group comes: results that are added to stay in the second-level cache, too.
inline constexpr std::size_t block_rows = 120;

static_assert(block_rows % tile_rows == 0);

/// Calls take(row, n_rows, column) for each tile of `rows` rows and each panel of a group of `columns` columns, tile
/// after tile.
template <typename Take>
void for_tiles(std::size_t rows, std::size_t columns, Take take) {
  for (std::size_t row = 0; row < rows;) {
    const std::size_t n_rows = next_tile_rows(rows - row);
    for (std::size_t column = 0; column < columns; column += panel_width) take(row, n_rows, column);
    row += n_rows;
  }
}

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
