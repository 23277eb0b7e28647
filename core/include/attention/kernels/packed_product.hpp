#pragma once

#include <cstddef>
#include <cstdint>

namespace attention::kernels {

/// Floats of a packed matrix of `columns` maps over `depth` components.
std::uint64_t packed_size(std::uint64_t depth, std::uint64_t columns);

/// Packs `maps` (columns, depth), row-major, into the order in which `multiply_packed` reads it: blocks of depth, in
/// each of them panels of columns, in each of them one row of panel_width floats for each component. The last panel is
/// filled up with zeros.
void pack(const float* maps, std::size_t depth, std::size_t columns, float* packed);

/// c[i, m] = sum over k of a[i, k] maps[m, k]: every row through every map.
/// `a`: (rows, depth), `a_row` floats apart; `c`: (rows, columns), `c_row` apart; `tile`: packed_tile_size floats.
///
/// What limits it: for many rows the multiply-add units; for 8 rows reading the maps once, which at half a byte for
/// each operation is just below what memory gives (31 GB/s). The maps are read once for each block of rows, in order, a
/// group of panels (256 KB) at a time, in one go by the first tile of rows, and found in the second-level cache by the
/// other tiles: 32 rows over 28 MB of maps reach 95 % of the peak so, and 73 % where all tiles pass each panel.
void multiply_packed(const float* a, std::size_t a_row, std::size_t rows, const float* packed, std::size_t depth,
                     std::size_t columns, float* c, std::size_t c_row, float* tile);

/// Floats that multiply_packed works in.
extern const std::size_t packed_tile_size;

}  // namespace attention::kernels
