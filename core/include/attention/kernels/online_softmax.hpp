#pragma once

#include <cstddef>

namespace attention::kernels {

/// The state of a softmax that meets its entries in blocks, one for each of panel_width lanes. Entries, maxima and
/// exponentials are in base 2: a softmax is the same in every base if its entries are multiplied by log2(e).
struct OnlineSoftmax {
  float* max;         ///< (panel_width) largest entry so far; minus infinity at first
  float* sum;         ///< (panel_width) sum of 2^(entry - max) so far; 0 at first
  float* correction;  ///< (panel_width) what older results must be multiplied with; written by `add_block`
};

/// block[r, l] = 2^(block[r, l] - max[l]) for rows r < count, with max, sum and correction brought up to date.
/// A lane that has met only minus infinity keeps the sum 0 and gives zeros. Returns whether any correction is not 1.
/// Source: Milakov and Gimelshein, "Online normalizer calculation for softmax" (2018), algorithm 3.
///
/// What limits it: the exponential, by an estimate from its instructions three quarters of the time.
bool add_block(float* block, std::size_t count, const OnlineSoftmax& state);

}  // namespace attention::kernels
