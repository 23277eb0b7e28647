#include "attention/forward.hpp"

#include "attention/stages.hpp"

namespace attention {

Status forward(const Arena& arena, const RunOptions& options) {
  if (Status status = validate(options); !status.is_ok()) return status;
  if (Status status = embed(arena); !status.is_ok()) return status;
  project(arena);
  match(arena, options);
  mask_future(arena, options);
  weigh(arena, options);
  move_embeddings(arena, options);
  predict(arena);
  return Status::ok();
}

Status check_parameters(const Arena& arena) {
  for (const TensorInfo& info : tensor_table) {
    if (info.group != TensorGroup::parameter) continue;
    const auto values = arena.values(info.id);
    // x - x is 0 for a finite x and NaN for an infinite or NaN one.
    const auto all = Eigen::Map<const Eigen::ArrayXf>(values.data(), static_cast<Eigen::Index>(values.size()));
    if (!((all - all) == 0.0F).all()) {
      return Status::error(StatusCode::not_finite, "The parameter ", info.name,
                           " holds a value that is not a finite number. Load a sound model file.");
    }
  }
  return Status::ok();
}

}  // namespace attention
