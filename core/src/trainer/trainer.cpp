#include "attention/trainer/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "attention/trainer_status.hpp"

namespace attention {

namespace {

Status check(const TrainerSettings& settings, const Grammar& grammar) {
  if (settings.batch < 1 || settings.batch > 1024) {
    return Status::error(bad_setting, "A step has ", settings.batch, " sentences; it must be from 1 to 1024.");
  }
  if (!(settings.learning_rate > 0.0F) || !std::isfinite(settings.learning_rate)) {
    return Status::error(bad_setting, "The learning rate must be a finite number above 0.");
  }
  if (!(settings.weight_decay >= 0.0F) || !std::isfinite(settings.weight_decay)) {
    return Status::error(bad_setting, "The weight decay must be a finite number, 0 or above.");
  }
  if (grammar.longest() > settings.n_positions) {
    return Status::error(bad_setting, "The grammar has sentences of ", grammar.longest(), " words, the model ",
                         settings.n_positions, " positions. Give it more positions.");
  }
  return Status::ok();
}

}  // namespace

Status Trainer::make(const Corpus& corpus, const TrainerSettings& settings, Trainer& trainer) {
  if (Status status = check(settings, corpus.grammar()); !status.is_ok()) return status;
  const Dimensions dimensions{.n_vocabulary = corpus.grammar().vocabulary().size(),
                              .n_positions = settings.n_positions,
                              .d_model = settings.d_model,
                              .n_heads = settings.n_heads,
                              .d_head = settings.d_head,
                              .d_value = settings.d_value,
                              .n_tokens = 1};
  Trainer made;
  made.corpus_ = &corpus;
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
void Trainer::initialise() {
  const auto fill = [&](TensorId id, float bound) {
    for (float& value : parameters_.values(id)) value = random_.symmetric(bound);
  };
  const auto d_model = static_cast<float>(settings_.d_model);
  const auto d_value = static_cast<float>(settings_.d_value * settings_.n_heads);
  fill(TensorId::w_e, 0.5F);
  const float xx = getenv("QK") ? (float)atof(getenv("QK")) : 1.0F;
  fill(TensorId::w_q, xx * std::sqrt(3.0F / d_model));
  fill(TensorId::w_k, xx * std::sqrt(3.0F / d_model));
  fill(TensorId::w_v, std::sqrt(3.0F / d_model));
  fill(TensorId::w_o, std::sqrt(3.0F / d_value));
  fill(TensorId::w_u, std::sqrt(3.0F / d_model));
}

Status Trainer::step(Loss& loss) {
  const Batch batch = draw_batch(*corpus_, Part::training, settings_.batch, random_);
  Penalties penalties = settings_.penalties;
  const auto e = [](const char* n) { return getenv(n) ? (float)atof(getenv(n)) : 0.0F; };
  static const float rs = e("RS"), rb = e("RB"), lb = e("LB");
  const float f = (float)steps_done_ / (float)settings_.steps;
  if (rs > 0) penalties.sharing *= std::min(1.0F, f / rs);
  if (rb > 0) penalties.balance *= std::min(1.0F, f / rb);
  static const float le = e("LE");
  static const float ee = e("EE");
  if (le > 0 && f < le) penalties.entropy = ee;
  if (lb > 0) penalties.balance *= f < lb ? 0.0F : 1.0F;
  loss = pass_.forward(parameters_, batch, penalties);
  const double blind = std::log(static_cast<double>(parameters_.dimensions().n_vocabulary));
  if (!std::isfinite(loss.total) || loss.prediction > 3.0 * blind) {
    return Status::error(diverged, "Training diverged at step ", steps_done_ + 1,
                         ": the loss is not finite or far above blind guessing. Use a lower learning rate.");
  }
  std::ranges::fill(gradients_.all(), 0.0F);
  pass_.backward(parameters_, batch, penalties, gradients_);
  const double rate = schedule(steps_done_, settings_.steps, settings_.warm_up) *
                      static_cast<double>(settings_.learning_rate);
  static const float qd = getenv("QD") ? (float)atof(getenv("QD")) : 0.0F;
  static const float pd = getenv("PD") ? (float)atof(getenv("PD")) : 0.0F;
  static const float vd = getenv("VD") ? (float)atof(getenv("VD")) : 0.0F;
  static const float qd2 = getenv("QD2") ? (float)atof(getenv("QD2")) : qd;
  const float qdn = f < lb ? qd : qd2;
  for (auto id : {TensorId::w_q, TensorId::w_k}) for (auto& v : parameters_.values(id)) v *= 1.0F - qdn * (float)rate;
  for (auto id : {TensorId::w_v, TensorId::w_o}) for (auto& v : parameters_.values(id)) v *= 1.0F - vd * (float)rate;
  for (auto id : {TensorId::w_p}) for (auto& v : parameters_.values(id)) v *= 1.0F - pd * (float)rate;
  optimizer_.step(gradients_, static_cast<float>(rate), settings_.weight_decay, parameters_);
  ++steps_done_;
  return Status::ok();
}

}  // namespace attention
