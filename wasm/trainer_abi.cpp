#include "trainer_abi.h"

#include <limits>
#include <memory>

#include "attention/io/compiled_grammar.hpp"
#include "attention/trainer/trainer.hpp"

using attention::Axis;
using attention::Status;
using attention::StatusCode;
using attention::TensorGroup;
using attention::TensorId;
using attention::Trainer;
using attention::TrainerSettings;

namespace {

constexpr std::uint32_t held_out_sentences = 64;
constexpr std::uint64_t held_out_seed = 20170612;

struct Run {
  Trainer trainer;
  attention::Loss loss;
};

// The C interface is one module instance, so its state is a global; made on the first call that needs it.
struct Module {
  attention::CompiledCorpus corpus{attention::corpus_tables()};
  attention::Batch held_out;
  std::unique_ptr<Run> run;
  Status last_error;
};

std::int32_t report(Module& module, const Status& status) {
  if (!status.is_ok()) module.last_error = status;
  return static_cast<std::int32_t>(status.code());
}

std::unique_ptr<Module> make_module() {
  auto made = std::make_unique<Module>();
  attention::Random random(held_out_seed);
  made->held_out = attention::draw_batch(made->corpus, attention::Part::held_out, held_out_sentences, random);
  return made;
}

Module& module() {
  static Module* const only = make_module().release();
  return *only;
}

Status not_created() {
  return Status::error(StatusCode::not_laid_out, "No training has begun yet: call trainer_create first.");
}

const attention::Parameters* parameters() { return module().run ? &module().run->trainer.parameters() : nullptr; }

bool is_parameter(std::uint32_t tensor_id) {
  return tensor_id < attention::tensor_count && attention::tensor_table[tensor_id].group == TensorGroup::parameter;
}

}  // namespace

uint32_t trainer_abi_version() { return TRAINER_ABI_VERSION; }

float trainer_default_learning_rate() { return TrainerSettings{}.learning_rate; }

uint32_t trainer_default_steps() { return attention::brief_settings().steps; }

int32_t trainer_create(uint32_t seed, float learning_rate, uint32_t n_heads, uint32_t steps) {
  if (n_heads != 1 && n_heads != 2 && n_heads != 4) {
    return report(module(),
                  Status::error(StatusCode::bad_dimension, "The model can have 1, 2 or 4 heads, not ", n_heads, "."));
  }
  TrainerSettings settings = attention::brief_settings();
  settings.seed = seed;
  settings.learning_rate = learning_rate;
  settings.n_heads = n_heads;
  settings.d_head = settings.d_model / n_heads;
  settings.d_value = settings.d_model / n_heads;
  settings.steps = steps;
  auto run = std::make_unique<Run>();
  run->loss.prediction = std::numeric_limits<double>::quiet_NaN();
  const Status status = Trainer::make(module().corpus, settings, run->trainer);
  if (status.is_ok()) module().run = std::move(run);
  return report(module(), status);
}

int32_t trainer_run(uint32_t count) {
  if (!module().run) return report(module(), not_created());
  Run& run = *module().run;
  for (uint32_t step = 0; step < count && !run.trainer.is_finished(); ++step) {
    attention::Loss loss;
    if (const Status status = run.trainer.step(loss); !status.is_ok()) return report(module(), status);
    run.loss = loss;
  }
  return 0;
}

uint32_t trainer_steps_done() { return module().run ? module().run->trainer.steps_done() : 0; }

double trainer_loss() {
  return module().run ? module().run->loss.prediction : std::numeric_limits<double>::quiet_NaN();
}

double trainer_held_out_loss() {
  if (!module().run) return std::numeric_limits<double>::quiet_NaN();
  attention::Pass pass;
  return pass.forward(module().run->trainer.parameters(), module().held_out, {}).prediction;
}

uint32_t trainer_extent(uint32_t axis) {
  if (parameters() == nullptr || axis >= static_cast<uint32_t>(Axis::n_tokens)) return 0;
  return parameters()->dimensions().extent(static_cast<Axis>(axis));
}

uint32_t trainer_parameter_address(uint32_t tensor_id) {
  if (parameters() == nullptr || !is_parameter(tensor_id)) return 0;
  return static_cast<uint32_t>(
      reinterpret_cast<std::uintptr_t>(parameters()->values(static_cast<TensorId>(tensor_id)).data()));
}

uint32_t trainer_parameter_size(uint32_t tensor_id) {
  if (parameters() == nullptr || !is_parameter(tensor_id)) return 0;
  return static_cast<uint32_t>(parameters()->values(static_cast<TensorId>(tensor_id)).size());
}

const char* trainer_vocabulary() { return attention::corpus_tables().words; }

const char* trainer_message() { return module().last_error.message().data(); }
