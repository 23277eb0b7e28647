#include "attention/kernels/product.hpp"

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

// A function for each number of rows, and not inlined: V8's optimising compiler takes over a small function sooner.
template <bool AdjacentRows, std::size_t... Row>
[[gnu::noinline]] void tile(const PanelProduct& product, const float* a, float* c, std::index_sequence<Row...>) {
  constexpr std::size_t rows = sizeof...(Row);
  const std::size_t a_row = AdjacentRows ? 1 : product.a_row;
  const std::size_t a_depth = AdjacentRows ? product.a_depth : 1;
  const std::size_t b_depth = product.b_depth;
  const std::size_t c_row = product.c_row;
  const float* b = product.b;

  Batch low[rows];
  Batch high[rows];
  if (product.accumulate) {
    ((low[Row] = Batch::load_unaligned(c + Row * c_row)), ...);
    ((high[Row] = Batch::load_unaligned(c + Row * c_row + simd::width)), ...);
  } else {
    ((low[Row] = Batch(0.0F)), ...);
    ((high[Row] = Batch(0.0F)), ...);
  }
  const auto step = [&](std::size_t row, Batch b_low, Batch b_high) {
    const Batch factor(a[row * a_row]);
    low[row] = simd::multiply_add(factor, b_low, low[row]);
    high[row] = simd::multiply_add(factor, b_high, high[row]);
  };
  ATTENTION_KEEP_ROLLED
  for (std::size_t k = product.depth; k != 0; --k) {
    const Batch b_low = Batch::load_unaligned(b);
    const Batch b_high = Batch::load_unaligned(b + simd::width);
    (step(Row, b_low, b_high), ...);
    a += a_depth;
    b += b_depth;
  }
  (low[Row].store_unaligned(c + Row * c_row), ...);
  (high[Row].store_unaligned(c + Row * c_row + simd::width), ...);
}

template <bool AdjacentRows, std::size_t Rows>
void tile_of(const PanelProduct& product, const float* a, float* c) {
  tile<AdjacentRows>(product, a, c, std::make_index_sequence<Rows>());
}

template <bool AdjacentRows>
void tile_of(const PanelProduct& product, const float* a, float* c, std::size_t rows) {
  static_assert(tile_rows <= 6);
  switch (rows) {
    case 1: return tile_of<AdjacentRows, 1>(product, a, c);
    case 2: return tile_of<AdjacentRows, 2>(product, a, c);
    case 3: return tile_of<AdjacentRows, 3>(product, a, c);
    case 4: return tile_of<AdjacentRows, 4>(product, a, c);
    case 5: return tile_of<AdjacentRows, 5>(product, a, c);
    default: return tile_of<AdjacentRows, tile_rows>(product, a, c);
  }
}

// The last rows are shared out evenly: a tile of 1 or 2 rows has too few chains to fill the multiply-add units.
std::size_t next_rows(std::size_t left) {
  if (left >= 2 * tile_rows || left == tile_rows) return tile_rows;
  return left < tile_rows ? left : (left + 1) / 2;
}

}  // namespace

void multiply(const PanelProduct& product, std::size_t rows) {
  const bool adjacent_rows = product.a_row == 1 && product.a_depth != 1;
  for (std::size_t row = 0; row < rows;) {
    const std::size_t count = next_rows(rows - row);
    const float* a = product.a + row * product.a_row;
    float* c = product.c + row * product.c_row;
    if (adjacent_rows) {
      tile_of<true>(product, a, c, count);
    } else {
      tile_of<false>(product, a, c, count);
    }
    row += count;
  }
}

}  // namespace attention::kernels
