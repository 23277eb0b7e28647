#include "attention/analysis/layout.hpp"

#include <limits>

#include "attention/analysis/best_combination.hpp"
#include "attention/analysis/principal_plane.hpp"
#include "attention/model/dimensions.hpp"

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
  const std::uint64_t sizes[] = {n * d, d, 2 * std::uint64_t{d}, d, 2 * n, d, d, n, d, 4, n * d, doubles};
  std::uint64_t end = 0;
  for (std::size_t index = 0; index <= analysis_tensor_count; ++index) {
    made.sizes_[index] = static_cast<std::size_t>(sizes[index]);
    made.offsets_[index] = static_cast<std::size_t>(end);
    // Two extents of at most 2^20 make 2^42 doubles at most, so that nothing wraps 64 bits.
    const std::uint64_t bytes = sizes[index] * (index < analysis_tensor_count ? sizeof(float) : sizeof(double));
    end += (bytes + alignment - 1) / alignment * alignment;
  }
  if (end > std::numeric_limits<std::uint32_t>::max()) {
    return Status::error(StatusCode::too_large, "These points need ", end, " bytes; at most 4 GiB can be addressed.");
  }
  made.bytes_ = static_cast<std::size_t>(end);
  layout = made;
  return Status::ok();
}

}  // namespace attention
