#include "attention/kernels/transpose.hpp"

#include <algorithm>

#include "attention/kernels/product.hpp"

namespace attention::kernels {

namespace {

using simd::Batch;
using simd::width;

// Rows become columns: log2(width) rounds, each of which interleaves row i with row i + width / 2.
void transpose(Batch (&rows)[width]) {
#pragma GCC unroll 8
  for (std::size_t round = 1; round < width; round *= 2) {
    Batch next[width];
#pragma GCC unroll 8
    for (std::size_t i = 0; i < width / 2; ++i) {
      next[2 * i] = xsimd::zip_lo(rows[i], rows[i + width / 2]);
      next[2 * i + 1] = xsimd::zip_hi(rows[i], rows[i + width / 2]);
    }
#pragma GCC unroll 8
    for (std::size_t i = 0; i < width; ++i) rows[i] = next[i];
  }
}

// `rows` whole rows of the source for one vector of lanes.
void whole_lanes_into(const float* source, std::size_t source_row, std::size_t columns, Batch factor, float* panel) {
  for (std::size_t column = 0; column < columns; column += width) {
    Batch block[width];
#pragma GCC unroll 8
    for (std::size_t i = 0; i < width; ++i) block[i] = Batch::load_unaligned(source + i * source_row + column) * factor;
    transpose(block);
#pragma GCC unroll 8
    for (std::size_t i = 0; i < width; ++i) block[i].store_unaligned(panel + (column + i) * panel_width);
  }
}

Batch whole_lanes_from(const float* panel, Batch factor, std::size_t columns, float* target, std::size_t target_row,
                       Batch check) {
  const Batch zero(0.0F);
  for (std::size_t column = 0; column < columns; column += width) {
    Batch block[width];
    // A sum of its own for each block: one for all would be a chain, whose latency takes longer than all the rest.
    Batch block_check = zero;
#pragma GCC unroll 8
    for (std::size_t i = 0; i < width; ++i) {
      block[i] = Batch::load_unaligned(panel + (column + i) * panel_width) * factor;
      block_check = simd::multiply_add(block[i], zero, block_check);
    }
    check += block_check;
    transpose(block);
#pragma GCC unroll 8
    for (std::size_t i = 0; i < width; ++i) block[i].store_unaligned(target + i * target_row + column);
  }
  return check;
}

}  // namespace

void transpose_into_panel(const float* source, std::size_t source_row, std::size_t rows, std::size_t columns,
                          float factor, float* panel) {
  const std::size_t whole_columns = columns / width * width;
  for (std::size_t lane = 0; lane < panel_width; lane += width) {
    const bool whole = lane + width <= rows;
    if (whole) {
      whole_lanes_into(source + lane * source_row, source_row, whole_columns, Batch(factor), panel + lane);
    }
    const std::size_t first_column = whole ? whole_columns : 0;
    for (std::size_t l = lane; l < lane + width; ++l) {
      for (std::size_t column = first_column; column < columns; ++column) {
        panel[column * panel_width + l] = l < rows ? source[l * source_row + column] * factor : 0.0F;
      }
    }
  }
}

float transpose_from_panel(const float* panel, const float* factor, std::size_t rows, std::size_t columns,
                           float* target, std::size_t target_row) {
  const std::size_t whole_columns = columns / width * width;
  Batch check(0.0F);
  float scalar_check = 0.0F;
  for (std::size_t lane = 0; lane < rows; lane += width) {
    const bool whole = lane + width <= rows;
    if (whole) {
      check = whole_lanes_from(panel + lane, Batch::load_unaligned(factor + lane), whole_columns,
                               target + lane * target_row, target_row, check);
    }
    const std::size_t first_column = whole ? whole_columns : 0;
    for (std::size_t l = lane; l < std::min(lane + width, rows); ++l) {
      for (std::size_t column = first_column; column < columns; ++column) {
        const float value = panel[column * panel_width + l] * factor[l];
        target[l * target_row + column] = value;
        scalar_check += value * 0.0F;
      }
    }
  }
  return scalar_check + xsimd::reduce_add(check);
}

}  // namespace attention::kernels
