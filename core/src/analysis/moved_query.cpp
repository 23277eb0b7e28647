#include "attention/analysis/moved_query.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "attention/kernels/dot.hpp"
#include "attention/kernels/softmax.hpp"

namespace attention {

void moved_query(const MovedQuery& input, const RunOptions& options, const MovedRow& row) {
  const std::size_t d = input.query.size();
  for (std::size_t c = 0; c < d; ++c) {
    const double along = double{input.move[0]} * input.axes[c];
    const double across = double{input.move[1]} * input.axes[d + c];
    row.query[c] = static_cast<float>(input.query[c] + along + across);
  }
  const float divisor = score_divisor(options, static_cast<std::uint32_t>(d));
  for (std::size_t j = 0; j < row.score.size(); ++j) {
    row.score[j] = dot(row.query, input.keys.subspan(j * d, d));
    row.weight[j] = row.score[j] / divisor;
  }
  const std::span<float> later = row.weight.subspan(std::size_t{input.position} + 1);
  if (options.mask == Mask::causal) std::ranges::fill(later, -std::numeric_limits<float>::infinity());
  softmax(row.weight, row.weight);
  if (options.mask == Mask::zero_after_softmax) std::ranges::fill(later, 0.0F);
}

}  // namespace attention
