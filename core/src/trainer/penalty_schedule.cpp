#include <algorithm>

#include "attention/trainer/trainer.hpp"

namespace attention {

namespace {

/// From 0 to 1 over `length` steps, a straight line; 1 at once if there are none.
float risen(float since, float length) { return length > 0.0F ? std::min(1.0F, since / length) : 1.0F; }

float between(float from, float to, float share) { return from + share * (to - from); }

}  // namespace

Penalties penalties_at(const TrainerSettings& settings, std::uint32_t step) {
  const auto steps = static_cast<float>(settings.steps);
  const float since_opening = static_cast<float>(step) - settings.opening * steps;
  const Penalties& opening = settings.opening_penalties;
  if (since_opening < 0.0F) return opening;
  Penalties penalties = settings.penalties;
  const float ramp = risen(since_opening, settings.score_ramp * steps);
  penalties.masked_scores = between(opening.masked_scores, penalties.masked_scores, ramp);
  penalties.visible_scores = between(opening.visible_scores, penalties.visible_scores, ramp);
  if (settings.entropy_ramp > 0.0F) {  // without one the value is exact: a ramp's end is rounded
    penalties.entropy =
        between(opening.entropy, penalties.entropy, risen(since_opening, settings.entropy_ramp * steps));
  }
  const float rest = risen(since_opening, (1.0F - settings.opening) * steps);
  penalties.sharing = between(opening.sharing, penalties.sharing, rest);
  return penalties;
}

}  // namespace attention
