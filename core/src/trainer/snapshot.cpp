#include "attention/trainer/trainer.hpp"

namespace attention {

TrainerSnapshot Trainer::snapshot() const {
  return {.parameters = parameters_, .optimizer = optimizer_, .random = random_, .steps_done = steps_done_};
}

void Trainer::restore(const TrainerSnapshot& snapshot) {
  parameters_ = snapshot.parameters;
  optimizer_ = snapshot.optimizer;
  random_ = snapshot.random;
  steps_done_ = snapshot.steps_done;
}

}  // namespace attention
