#include "attention/model/forward.hpp"

#include "attention/model/stages.hpp"
#include "base/finite.hpp"

namespace attention {

namespace {

// Finite parameters can still multiply to more than float32 holds. Softmax would hide that behind weights of 0, so the
// tensors are looked at in which it begins: scaled, since a temperature can be small, and head_delta, since the delta
// does not show that of a silent head.
Status check_range(const Arena& arena) {
  for (const TensorId id : {TensorId::score, TensorId::scaled, TensorId::head_delta, TensorId::word_delta,
                            TensorId::output, TensorId::logits_before, TensorId::logits_after}) {
    if (all_finite(arena.values(id))) continue;
    return Status::error(StatusCode::not_finite, "The tensor ", tensor_info(id).name,
                         " went beyond the range of float32. Use parameters of smaller size",
                         id == TensorId::scaled ? ", or a higher temperature." : ".");
  }
  return Status::ok();
}

}  // namespace

Status forward(const Arena& arena, const RunOptions& options) {
  if (Status status = validate(options); !status.is_ok()) return status;
  if (Status status = embed(arena); !status.is_ok()) return status;
  project(arena);
  score(arena, options);
  mask_future(arena, options);
  softmax(arena, options);
  output(arena, options);
  word_delta(arena, options);
  predict(arena);
  return check_range(arena);
}

Status check_parameters(const Arena& arena) {
  for (const TensorInfo& info : tensor_table) {
    if (info.group != TensorGroup::parameter || all_finite(arena.values(info.id))) continue;
    return Status::error(StatusCode::not_finite, "The parameter ", info.name,
                         " holds a value that is not a finite number. Load a sound model file.");
  }
  return Status::ok();
}

}  // namespace attention
