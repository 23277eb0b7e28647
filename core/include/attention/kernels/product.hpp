#pragma once

#include <cstddef>

#include "attention/kernels/simd.hpp"

namespace attention::kernels {

/// Floats of one row of a panel: two vectors.
inline constexpr std::size_t panel_width = 2 * simd::width;

/// Rows of the largest tile, the most that V8 keeps in registers (some 15 of the 16 are free): 6 x 2 accumulators, two
/// vectors of b and one broadcast; without a fused multiply-add the product needs one more, so 5 x 2. One register
/// too many spills and halves the speed.
inline constexpr std::size_t tile_rows = simd::has_fused_multiply_add ? 6 : 5;

/// The operands of `multiply`. Steps are in floats.
struct PanelProduct {
  const float* a;       ///< (rows, depth), read in place
  std::size_t a_row;    ///< from one row of a to the next
  std::size_t a_depth;  ///< from one column of a to the next; one of the two steps must be 1
  const float* b;       ///< (depth, panel_width)
  std::size_t b_depth;  ///< from one row of b to the next; at least panel_width
  float* c;             ///< (rows, panel_width)
  std::size_t c_row;    ///< from one row of c to the next
  std::size_t depth;    ///< 0 gives zeros
  bool accumulate;      ///< adds to what c holds, at the end: a sum of such sums loses less than one long sum
};

/// c[r, l] (+)= sum over k of a[r, k] b[k, l], for r < rows and the panel_width columns l.
///
/// The one product that everything is made of. Scores and outputs of a panel of queries: b holds queries or weights,
/// lane by lane, a the keys or (transposed by its steps) the values in place. Traced rows and dense layers: a holds
/// queries or embeddings, b a packed panel of keys, values or parameters.
///
/// What limits it: the two multiply-add units. Per column of a, a 6 x 2 tile does 12 multiply-adds (6 cycles) and 8
/// loads (at most 4), so that loads hide; the share of the measured peak is in tests/bench. A tile of 4 rows has 8
/// chains of multiply-adds: where one takes 5 cycles (Zen), 8 of its 10 places are filled. A tile that is only 8 deep
/// takes half as long again for its beginning and end.
void multiply(const PanelProduct& product, std::size_t rows);

/// Rows of `multiply_corner`.
inline constexpr std::size_t corner_rows = 2 * simd::width;
/// Whether these are a tile that registers hold, so that it is faster than `multiply`.
inline constexpr bool has_fast_corner = simd::width == 4 && simd::has_fused_multiply_add;

/// c[r, l] = sum over k of a[r, k] b[k, l] as above, for corner_rows rows, of which the last half is not asked for in
/// the first half of the columns and left as it is there: keys that the first queries of a panel do not see. 12
/// accumulators, as the largest tile has, instead of 16. `a`: (corner_rows, depth), `a_row` floats apart; b and c are
/// panels.
void multiply_corner(const float* a, std::size_t a_row, const float* b, std::size_t depth, float* c);

/// Rows of the tile that `multiply` begins with where `left` rows are to be taken; `left` must not be 0.
std::size_t next_tile_rows(std::size_t left);

}  // namespace attention::kernels
