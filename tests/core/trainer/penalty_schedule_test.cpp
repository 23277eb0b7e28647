#include "attention/trainer/trainer.hpp"
#include "core/io/support.hpp"

using namespace attention;

TEST_CASE("the opening has its penalties, and those of entropy and scores go on from them") {
  TrainerSettings settings;
  settings.steps = 800;
  settings.opening = 0.25F;
  settings.score_ramp = 0.125F;
  settings.entropy_ramp = 0.25F;
  settings.opening_penalties = {.entropy = -1.0F, .sharing = 2.0F, .masked_scores = 0.0F, .visible_scores = 1.0F};
  settings.penalties = {.entropy = 3.0F, .sharing = 4.0F, .masked_scores = 2.0F, .visible_scores = 5.0F};

  const Penalties opening = penalties_at(settings, 199);
  CHECK(opening.entropy == -1.0F);
  CHECK(opening.sharing == 2.0F);
  CHECK(opening.visible_scores == 1.0F);
  const Penalties first = penalties_at(settings, 200);
  CHECK(first.entropy == -1.0F);
  CHECK(first.sharing == 2.0F);
  CHECK(first.masked_scores == 0.0F);
  CHECK(first.visible_scores == 1.0F);
  const Penalties halfway = penalties_at(settings, 250);
  CHECK(halfway.masked_scores == Catch::Approx(1.0F));
  CHECK(halfway.visible_scores == Catch::Approx(3.0F));
  CHECK(penalties_at(settings, 300).entropy == Catch::Approx(1.0F));
  CHECK(penalties_at(settings, 400).entropy == 3.0F);
  CHECK(penalties_at(settings, 500).sharing == Catch::Approx(3.0F));
  CHECK(penalties_at(settings, 799).sharing == Catch::Approx(4.0F).margin(0.01));
  CHECK(penalties_at(settings, 300).masked_scores == 2.0F);
  CHECK(penalties_at(settings, 799).visible_scores == 5.0F);
}

TEST_CASE("without a ramp the penalties of entropy and scores are there at once") {
  TrainerSettings settings;
  settings.steps = 100;
  settings.opening = 0.5F;
  settings.score_ramp = 0.0F;
  settings.entropy_ramp = 0.0F;
  settings.penalties.entropy = 3.0F;
  settings.penalties.masked_scores = 2.0F;
  CHECK(penalties_at(settings, 50).entropy == 3.0F);
  CHECK(penalties_at(settings, 50).masked_scores == 2.0F);
}
