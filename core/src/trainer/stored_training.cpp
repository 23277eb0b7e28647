#include "attention/trainer/stored_training.hpp"

#include <algorithm>

#include "attention/io/model_file.hpp"
#include "attention/io/quantization.hpp"

namespace attention {

bool StoredTraining::in_last_stretch() const {
  const auto steps = static_cast<float>(trainer_.settings().steps);
  return static_cast<float>(trainer_.steps_done()) >= (1.0F - share) * steps;
}

// Once: a step that changed on the way would move every weight of its tensor at a stroke.
void StoredTraining::choose_steps() {
  for (std::size_t index = 0; index < parameter_ids.size(); ++index) {
    // A tensor that no step fits has diverged, which the trainer will say.
    steps_[index] = stored_step(trainer_.parameters(), parameter_ids[index]).value_or(1.0F);
  }
}

void StoredTraining::round() {
  for (std::size_t index = 0; index < parameter_ids.size(); ++index) {
    const float step = steps_[index];
    for (float& value : trainer_.parameters().values(parameter_ids[index]))
      value = step * static_cast<float>(quantize(value, step));
  }
}

Status StoredTraining::step(Loss& loss) {
  if (!in_last_stretch()) return trainer_.step(loss);

  const auto all = trainer_.parameters().all();
  if (exact_.empty()) {
    choose_steps();
    exact_.assign(all.begin(), all.end());
  }
  std::ranges::copy(exact_, all.begin());
  round();
  rounded_.assign(all.begin(), all.end());
  Status status = trainer_.step(loss);
  for (std::size_t i = 0; i < exact_.size(); ++i) exact_[i] += all[i] - rounded_[i];
  std::ranges::copy(exact_, all.begin());
  if (status.is_ok() && trainer_.is_finished()) round();
  return status;
}

}  // namespace attention
