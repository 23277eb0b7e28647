#include "attention/kernels/product.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace attention::kernels {

namespace {

using simd::Batch;

// The compiler would otherwise unroll over k and nest the chains of additions anew, which spills registers.
#if defined(__clang__)
#define ATTENTION_KEEP_ROLLED _Pragma("clang loop unroll(disable) vectorize(disable)")
#else
#define ATTENTION_KEEP_ROLLED
#endif

/// What is known of the steps through a. What is known is an offset inside an instruction; what is not, an instruction.
enum class Steps : std::uint8_t { any, adjacent_columns, adjacent_rows };

// A function for each number of rows, called through a table so that nothing inlines it: V8's optimising compiler takes
// over a small function sooner, and keeps its registers apart from those of the loop around it.
template <Steps Known, std::size_t... Row>
[[gnu::always_inline]] inline void tile(const PanelProduct& product, const float* a, float* c,
                                        std::index_sequence<Row...>) {
  constexpr std::size_t rows = sizeof...(Row);
  const std::size_t a_row = Known == Steps::adjacent_rows ? 1 : product.a_row;
  const std::size_t a_depth = Known == Steps::adjacent_columns ? 1 : product.a_depth;
  const std::size_t b_depth = product.b_depth;
  const std::size_t c_row = product.c_row;
  const float* b = product.b;

  Batch low[rows];
  Batch high[rows];
  ((low[Row] = Batch(0.0F)), ...);
  ((high[Row] = Batch(0.0F)), ...);
  const auto step = [&](std::size_t row, std::size_t ahead, Batch b_low, Batch b_high) {
    const Batch factor((a + row * a_row)[ahead]);
    low[row] = simd::multiply_add(factor, b_low, low[row]);
    high[row] = simd::multiply_add(factor, b_high, high[row]);
  };
  const auto take = [&](std::size_t ahead) {
    const Batch b_low = Batch::load_unaligned(b);
    const Batch b_high = Batch::load_unaligned(b + simd::width);
    (step(Row, ahead, b_low, b_high), ...);
    b += b_depth;
  };
  // The addresses of the rows are good for several columns where these are adjacent.
  constexpr std::size_t unrolled = Known == Steps::adjacent_columns && rows == tile_rows ? 4 : 1;
  ATTENTION_KEEP_ROLLED
  for (std::size_t k = product.depth; k != 0; --k) {
    take(0);
    if constexpr (unrolled == 4) {
      if (--k == 0) break;
      take(1);
      if (--k == 0) break;
      take(2);
      if (--k == 0) break;
      take(3);
    }
    a += unrolled * a_depth;
  }
  if (product.accumulate) {
    ((low[Row] += Batch::load_unaligned(c + Row * c_row)), ...);
    ((high[Row] += Batch::load_unaligned(c + Row * c_row + simd::width)), ...);
  }
  (low[Row].store_unaligned(c + Row * c_row), ...);
  (high[Row].store_unaligned(c + Row * c_row + simd::width), ...);
}

using Tiles = void (*)(const PanelProduct& product, const float* a, float* c, std::size_t count);

// `count` tiles, one below the other.
template <Steps Known, std::size_t Rows>
void tiles_of(const PanelProduct& given, const float* a, float* c, std::size_t count) {
  const PanelProduct product = given;  // a copy that no store can change, so that it is read once
  for (; count != 0; --count) {
    tile<Known>(product, a, c, std::make_index_sequence<Rows>());
    a += Rows * product.a_row;
    c += Rows * product.c_row;
  }
}

// Most rows are in tiles of the largest two heights, and only these need know the steps. With fused multiply-adds the
// second largest is as fast without, and leaves its bytes to others.
constexpr std::size_t least_known_rows = simd::has_fused_multiply_add ? tile_rows : tile_rows - 1;

// By the number of rows less 1.
template <Steps Known, std::size_t... Index>
constexpr std::array<Tiles, tile_rows> make_tiles(std::index_sequence<Index...>) {
  return {tiles_of < Index + 1 >= least_known_rows ? Known : Steps::any, Index + 1 > ...};
}

constexpr auto tiles_of_rows = make_tiles<Steps::adjacent_columns>(std::make_index_sequence<tile_rows>());
constexpr auto tiles_of_adjacent_rows = make_tiles<Steps::adjacent_rows>(std::make_index_sequence<tile_rows>());

// Whole tiles, up to where the last rows are to be shared out; at least one.
std::size_t next_count(std::size_t left) {
  const std::size_t whole = left / tile_rows;
  return left % tile_rows == 0 || whole < 2 ? whole : whole - 1;
}

}  // namespace

// The last rows are shared out evenly: a tile of 1 or 2 rows has too few chains to fill the multiply-add units.
std::size_t next_tile_rows(std::size_t left) {
  if (left >= 2 * tile_rows || left == tile_rows) return tile_rows;
  return left < tile_rows ? left : (left + 1) / 2;
}

void multiply(const PanelProduct& product, std::size_t rows) {
  const auto* tiles =
      simd::opaque(product.a_row == 1 && product.a_depth != 1 ? &tiles_of_adjacent_rows : &tiles_of_rows);
  for (std::size_t row = 0; row < rows;) {
    const std::size_t height = next_tile_rows(rows - row);
    const std::size_t count = height == tile_rows ? next_count(rows - row) : 1;
    (*tiles)[height - 1](product, product.a + row * product.a_row, product.c + row * product.c_row, count);
    row += height * count;
  }
}

namespace {

template <std::size_t... Row>
[[gnu::always_inline]] inline void corner(const float* a, std::size_t a_row, const float* b, std::size_t depth,
                                          float* c, std::index_sequence<Row...>) {
  constexpr std::size_t half = sizeof...(Row);
  Batch low[half];
  Batch high[2 * half];
  ((low[Row] = Batch(0.0F)), ...);
  ((high[Row] = Batch(0.0F), high[half + Row] = Batch(0.0F)), ...);
  ATTENTION_KEEP_ROLLED
  for (; depth != 0; --depth) {
    const Batch b_low = Batch::load_unaligned(b);
    const Batch b_high = Batch::load_unaligned(b + simd::width);
    const auto step = [&](std::size_t row) {
      const Batch factor(a[row * a_row]);
      low[row] = simd::multiply_add(factor, b_low, low[row]);
      high[row] = simd::multiply_add(factor, b_high, high[row]);
    };
    const auto late_step = [&](std::size_t row) {
      high[row] = simd::multiply_add(Batch(a[row * a_row]), b_high, high[row]);
    };
    (step(Row), ...);
    (late_step(half + Row), ...);
    b += panel_width;
    ++a;
  }
  (low[Row].store_unaligned(c + Row * panel_width), ...);
  (high[Row].store_unaligned(c + Row * panel_width + simd::width), ...);
  (high[half + Row].store_unaligned(c + (half + Row) * panel_width + simd::width), ...);
}

}  // namespace

[[gnu::noinline]] void multiply_corner(const float* a, std::size_t a_row, const float* b, std::size_t depth, float* c) {
  corner(a, a_row, b, depth, c, std::make_index_sequence<corner_rows / 2>());
}

}  // namespace attention::kernels
