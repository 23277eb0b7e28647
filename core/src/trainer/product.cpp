#include "attention/trainer/product.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "attention/kernels/product.hpp"
#include "attention/kernels/transpose.hpp"

namespace attention {

namespace {

using kernels::panel_width;

/// Components that a panel holds: it shares the first-level cache with the rows of a tile.
constexpr std::size_t block_depth = 256;
/// Rows that go through the tile together, where a panel is wider than what is left of the target.
constexpr std::size_t block_rows = 8 * kernels::tile_rows;

using Buffer = std::array<float, block_depth * panel_width>;

/// What the kernel reads a panel from: in place, or out of the buffer.
struct Panel {
  const float* first;
  std::size_t step;
};

std::size_t step_of(const MatrixIn& matrix) { return static_cast<std::size_t>(matrix.outerStride()); }

// Columns `column` to `column + columns` of b, from row k on.
Panel panel_of(const MatrixIn& b, std::size_t k, std::size_t depth, std::size_t column, std::size_t columns,
               Buffer& buffer) {
  const float* first = b.data() + k * step_of(b) + column;
  if (columns == panel_width) return {first, step_of(b)};
  for (std::size_t row = 0; row < depth; ++row) {
    float* to = buffer.data() + row * panel_width;
    std::fill_n(std::copy_n(first + row * step_of(b), columns, to), panel_width - columns, 0.0F);
  }
  return {buffer.data(), panel_width};
}

// The same columns of b's transpose: rows of b.
Panel transposed_panel_of(const MatrixIn& b, std::size_t k, std::size_t depth, std::size_t column, std::size_t columns,
                          Buffer& buffer) {
  kernels::transpose_into_panel(b.data() + column * step_of(b) + k, step_of(b), columns, depth, 1.0F, buffer.data());
  return {buffer.data(), panel_width};
}

// c (+)= product for a target that is narrower than a panel.
void multiply_narrow(kernels::PanelProduct product, std::size_t rows, std::size_t columns) {
  std::array<float, block_rows * panel_width> tile;
  float* c = product.c;
  const std::size_t c_row = product.c_row;
  const bool accumulate = std::exchange(product.accumulate, false);
  product.c = tile.data();
  product.c_row = panel_width;
  for (std::size_t first = 0; first < rows; first += block_rows) {
    const std::size_t count = std::min(block_rows, rows - first);
    kernels::multiply(product, count);
    product.a += count * product.a_row;
    for (std::size_t row = 0; row < count; ++row) {
      float* target = c + (first + row) * c_row;
      const float* from = tile.data() + row * panel_width;
      for (std::size_t l = 0; l < columns; ++l) target[l] = accumulate ? target[l] + from[l] : from[l];
    }
  }
}

// c (+)= a b, block by block of the depth and panel by panel of b, which `take_panel` brings. `a_row` and `a_depth` are
// the kernel's steps through a.
template <typename TakePanel>
void multiply(const float* a, std::size_t a_row, std::size_t a_depth, std::size_t depth, MatrixOut& c, bool accumulate,
              TakePanel take_panel) {
  const auto rows = static_cast<std::size_t>(c.rows());
  const auto columns = static_cast<std::size_t>(c.cols());
  const auto c_row = static_cast<std::size_t>(c.outerStride());
  Buffer buffer;
  for (std::size_t k = 0; k < depth; k += block_depth) {
    const std::size_t count = std::min(block_depth, depth - k);
    for (std::size_t column = 0; column < columns; column += panel_width) {
      const std::size_t width = std::min(panel_width, columns - column);
      const Panel panel = take_panel(k, count, column, width, buffer);
      const kernels::PanelProduct product{.a = a + k * a_depth,
                                          .a_row = a_row,
                                          .a_depth = a_depth,
                                          .b = panel.first,
                                          .b_depth = panel.step,
                                          .c = c.data() + column,
                                          .c_row = c_row,
                                          .depth = count,
                                          .accumulate = accumulate || k > 0};
      if (width == panel_width) {
        kernels::multiply(product, rows);
      } else {
        multiply_narrow(product, rows, width);
      }
    }
  }
}

}  // namespace

void product_transposed(const MatrixIn& a, const MatrixIn& b, MatrixOut c) {
  multiply(a.data(), step_of(a), 1, static_cast<std::size_t>(a.cols()), c, false,
           [&](auto&&... place) { return transposed_panel_of(b, place...); });
}

void add_product(const MatrixIn& a, const MatrixIn& b, MatrixOut c) {
  multiply(a.data(), step_of(a), 1, static_cast<std::size_t>(a.cols()), c, true,
           [&](auto&&... place) { return panel_of(b, place...); });
}

void add_transposed_product(const MatrixIn& a, const MatrixIn& b, MatrixOut c) {
  multiply(a.data(), 1, step_of(a), static_cast<std::size_t>(a.rows()), c, true,
           [&](auto&&... place) { return panel_of(b, place...); });
}

}  // namespace attention
