#include "attention/analysis/layout.hpp"

#include "attention/analysis/best_combination.hpp"
#include "attention/analysis/principal_plane.hpp"
#include "attention/base/extent.hpp"

namespace attention {

Status AnalysisLayout::make(std::uint32_t n_points, std::uint32_t d, AnalysisLayout& layout) {
  if (Status status = check_extent("n_points", n_points, 1, largest_dimension); !status.is_ok()) return status;
  if (Status status = check_extent("d", d, 1, largest_dimension); !status.is_ok()) return status;

  AnalysisLayout made;
  made.n_points_ = n_points;
  made.d_ = d;
  const std::uint64_t n = n_points;
  // The plane's is enough for the directions of half as many terms.
  const std::uint64_t doubles = plane_scratch(n, d) + combination_scratch(largest_combination, d);
  const std::uint64_t sizes[analysis_tensor_count] = {n * d, d,     2 * std::uint64_t{d}, d,     2 * n, d, d, n, d,
                                                      4,     n * d, 3 * std::uint64_t{d}, 3 * n, n,     2, d, n, n};
  // Two extents of at most 2^20 make 2^42 doubles at most, so that nothing wraps 64 bits.
  for (std::size_t index = 0; index < analysis_tensor_count; ++index) {
    made.blocks_.place(static_cast<AnalysisTensor>(index), sizes[index]);
  }
  made.blocks_.place(scratch, doubles, sizeof(double));
  if (!made.blocks_.fits()) {
    return Status::error(StatusCode::too_large, "These points need ", made.blocks_.end(),
                         " bytes; at most 4 GiB can be addressed.");
  }
  layout = made;
  return Status::ok();
}

}  // namespace attention
