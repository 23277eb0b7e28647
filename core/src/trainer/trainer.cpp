#include "attention/trainer/trainer.hpp"

#include <algorithm>
#include <cmath>

#include "attention/trainer/elementary.hpp"

namespace attention {

namespace {

Status check(const TrainerSettings& settings, const SentenceSource& source) {
  if (settings.batch < 1 || settings.batch > 1024) {
    return Status::error(StatusCode::bad_setting, "A step has ", settings.batch,
                         " sentences; it must be from 1 to 1024.");
  }
  // No step then carries a weight further than some ten, so none can leave the range of numbers.
  if (!(settings.learning_rate > 0.0F && settings.learning_rate <= 1.0F)) {
    return Status::error(StatusCode::bad_setting, "The learning rate must be above 0, and at most 1.");
  }
  if (!(settings.weight_decay >= 0.0F && settings.weight_decay <= 1.0F)) {
    return Status::error(StatusCode::bad_setting, "The weight decay must be from 0 to 1.");
  }
  if (settings.steps < 1) return Status::error(StatusCode::bad_setting, "Training needs at least 1 step.");
  if (!(settings.opening >= 0.0F && settings.opening <= 1.0F)) {
    return Status::error(StatusCode::bad_setting, "The opening is a share of the steps, so it must be from 0 to 1.");
  }
  if (!(std::min(settings.score_ramp, settings.entropy_ramp) >= 0.0F &&
        std::max(settings.score_ramp, settings.entropy_ramp) <= 1.0F)) {
    return Status::error(StatusCode::bad_setting, "A ramp is a share of the steps, so it must be from 0 to 1.");
  }
  if (!(settings.begun_within >= 0.0F && settings.begun_within <= 1.0F)) {
    return Status::error(StatusCode::bad_setting,
                         "What begins within is a share of the sentences, so it must be from 0 to 1.");
  }
  if (source.longest() > settings.n_positions) {
    return Status::error(StatusCode::bad_setting, "The grammar has sentences of ", source.longest(),
                         " words, the model ", settings.n_positions, " positions. Give it more positions.");
  }
  return Status::ok();
}

}  // namespace

Status Trainer::make(const SentenceSource& source, const TrainerSettings& settings, Trainer& trainer) {
  if (Status status = check(settings, source); !status.is_ok()) return status;
  const Dimensions dimensions{.n_vocabulary = source.n_vocabulary(),
                              .n_positions = settings.n_positions,
                              .d_model = settings.d_model,
                              .n_heads = settings.n_heads,
                              .d_head = settings.d_head,
                              .d_value = settings.d_value,
                              .n_tokens = 1};
  Trainer made;
  made.source_ = &source;
  made.settings_ = settings;
  made.random_ = Random(settings.seed);
  if (Status status = Parameters::make(dimensions, made.parameters_); !status.is_ok()) return status;
  if (Status status = Parameters::make(dimensions, made.gradients_); !status.is_ok()) return status;
  if (Status status = AdamW::make(dimensions, made.optimizer_); !status.is_ok()) return status;
  made.initialise();
  trainer = std::move(made);
  return Status::ok();
}

// Uniform, with a variance that keeps a product's size: sqrt(3 / inputs) is the bound of variance 1 / inputs.
// Positions begin at 0, so that words are first told apart by what they are and only then by where they stand.
// Queries and keys begin small: every head begins by looking at all words alike.
void Trainer::initialise() {
  const auto fill = [&](TensorId id, float bound) {
    for (float& value : parameters_.values(id)) value = random_.symmetric(bound);
  };
  const auto d_model = static_cast<float>(settings_.d_model);
  const auto d_value = static_cast<float>(settings_.d_value * settings_.n_heads);
  constexpr float small = 0.05F;
  fill(TensorId::w_e, 0.5F);
  fill(TensorId::w_q, small * std::sqrt(3.0F / d_model));
  fill(TensorId::w_k, small * std::sqrt(3.0F / d_model));
  fill(TensorId::w_v, std::sqrt(3.0F / d_model));
  fill(TensorId::w_o, std::sqrt(3.0F / d_value));
  fill(TensorId::w_u, std::sqrt(3.0F / d_model));
}

bool Trainer::in_opening() const {
  return static_cast<float>(steps_done_) < settings_.opening * static_cast<float>(settings_.steps);
}

Status Trainer::check_step(const Loss& loss) const {
  const double blind = natural_log(static_cast<double>(parameters_.dimensions().n_vocabulary));
  // The sum is finite only if every gradient is (or if two overflow to opposite infinities, which make NaN).
  const auto all =
      Eigen::Map<const Eigen::ArrayXf>(gradients_.all().data(), static_cast<Eigen::Index>(gradients_.all().size()));
  if (std::isfinite(loss.total) && loss.prediction <= 3.0 * blind && std::isfinite(all.square().sum())) {
    return Status::ok();
  }
  return Status::error(StatusCode::diverged, "Training diverged at step ", steps_done_ + 1,
                       ": the loss is not a finite number, or far above blind guessing. Use a lower learning rate.");
}

Status Trainer::step(Loss& loss) {
  const Penalties penalties = penalties_at(settings_, steps_done_);
  const Random before = random_;
  Batch batch = draw_batch(*source_, Part::training, settings_.batch, random_, settings_.begun_within);
  if (static_cast<float>(steps_done_) < settings_.lone_heads * static_cast<float>(settings_.steps)) {
    draw_lone_heads(settings_.n_heads, random_, batch);
  }
  loss = pass_.forward(parameters_, batch, penalties);
  std::ranges::fill(gradients_.all(), 0.0F);
  pass_.backward(parameters_, batch, penalties, gradients_);
  if (Status status = check_step(loss); !status.is_ok()) {
    random_ = before;
    return status;
  }

  const auto rate = static_cast<float>(schedule(steps_done_, settings_.steps, settings_.warm_up) *
                                       static_cast<double>(settings_.learning_rate));
  if (in_opening()) {
    for (const TensorId id : {TensorId::w_q, TensorId::w_k}) {
      stacked(parameters_, id) *= 1.0F - rate * settings_.opening_query_decay;
    }
  }
  optimizer_.step(gradients_, rate, settings_.weight_decay, parameters_);
  ++steps_done_;
  return Status::ok();
}

}  // namespace attention
