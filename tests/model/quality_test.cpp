#include "quality.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <string_view>

#include "attention/io/model_file.hpp"
#include "core/io/support.hpp"
#include "model_run.hpp"

using namespace attention;

namespace {

Model committed() {
  std::ifstream file(MODEL_FILE, std::ios::binary);
  Model model;
  REQUIRE(read_model(file, model).is_ok());
  return model;
}

double next_probability(const Model& model, std::string_view sentence, std::string_view next, TensorId stage) {
  ModelRun run(model.parameters);
  REQUIRE(run.run(*model.vocabulary.ids(sentence)).is_ok());
  const Arena trace = run.trace();
  return static_cast<double>(trace.row(stage, 0, trace.dimensions().n_tokens - 1)[*model.vocabulary.id(next)]);
}

/// Bars that the committed weights fall short of.
constexpr std::array<std::string_view, 1> not_met_yet{
    "head 4: loss when it is silent",
};

}  // namespace

TEST_CASE("the committed weights meet every bar on held-out sentences, but those that are listed as not met yet") {
  const Model model = committed();
  const Grammar grammar = parse(corpus_text());
  const Corpus corpus(grammar);
  Quality quality;
  REQUIRE(measure(corpus, model.parameters, 1000, quality).is_ok());
  std::set<std::string_view> listed(not_met_yet.begin(), not_met_yet.end());
  for (const QualityRow& row : quality_rows(quality)) {
    INFO(row.what << " " << row.value << ", bar " << row.bar << " " << row.detail);
    // A bar that is met leaves the list, so that it cannot be lost again.
    CHECK(row.is_met != (listed.erase(row.what) > 0));
  }
  for (const std::string_view name : listed) FAIL_CHECK("there is no such bar: " << name);
}

TEST_CASE("the committed weights go on as the story says") {
  const Model model = committed();
  const auto after = [&](std::string_view sentence, std::string_view next) {
    return next_probability(model, sentence, next, TensorId::probability_after);
  };
  CHECK(after("a fluffy blue creature", "roamed") > 0.9);
  CHECK(next_probability(model, "a fluffy blue creature", "roamed", TensorId::probability_before) < 0.5);
  CHECK(after("american shrew mole", "dug") > 0.2);
  CHECK(after("one mole", "of") > 0.9);
  CHECK(after("one mole of", "carbon") > 0.1);
  CHECK(after("take a biopsy of the mole", "on") > 0.2);
  CHECK(after("the eiffel tower", "glittered") > 0.3);
  CHECK(after("a miniature eiffel tower", "dangled") > 0.3);
  CHECK(after("a glass ball fell on the steel table and it", "shattered") > 0.7);
  CHECK(after("a rusty shiny", ".") < 0.5);  // no sense, but no failure either
}

TEST_CASE("the measurement can fail: an untrained model meets hardly a bar") {
  Model model = committed();
  Random random(1);
  for (float& value : model.parameters.all()) value = random.symmetric(0.3F);
  const Grammar grammar = parse(corpus_text());
  const Corpus corpus(grammar);
  Quality quality;
  REQUIRE(measure(corpus, model.parameters, 100, quality).is_ok());
  CHECK(quality.cross_entropy > 3.0);
  CHECK(quality.sense_after < 0.2);
  CHECK(quality.cue_weight < 0.6);
  CHECK(quality.adjective_mass < 0.7);
}

TEST_CASE("what is measured of each part follows from the model's numbers") {
  const Grammar grammar = parse(corpus_text());
  const Corpus corpus(grammar);
  Model model = committed();
  SECTION("queries of zero: every score is 0, every row even, nothing hidden is larger") {
    std::ranges::fill(model.parameters.values(TensorId::w_q), 0.0F);
    Quality quality;
    REQUIRE(measure(corpus, model.parameters, 50, quality).is_ok());
    CHECK(quality.scores.largest == 0.0);
    CHECK(quality.scores.within_six == 1.0);
    CHECK(quality.scores.future_rows == 0.0);
    CHECK(quality.scores.example_rows == 0);
    CHECK(quality.scores.one_hot_rows < 0.3);  // the first rows
    CHECK(quality.adjective_mass < 0.7);
  }
  SECTION("heads that add nothing: no share, no loss, no change") {
    std::ranges::fill(model.parameters.values(TensorId::w_o), 0.0F);
    Quality quality;
    REQUIRE(measure(corpus, model.parameters, 50, quality).is_ok());
    for (const double share : quality.heads.share) CHECK(share == 0.0);
    for (const double loss : quality.heads.loss) CHECK(loss == 0.0);
    CHECK(quality.heads.shared_scenes.empty());
    CHECK(quality.last_changed_most == 0.0);
    CHECK(quality.sense_after == Catch::Approx(quality.sense_before));
  }
  SECTION("positions without a vector are not trained") {
    std::ranges::fill(model.parameters.values(TensorId::w_p), 0.0F);
    Quality quality;
    REQUIRE(measure(corpus, model.parameters, 50, quality).is_ok());
    CHECK(quality.positions_untrained == model.parameters.dimensions().n_positions);
  }
}

TEST_CASE("the grammar itself would have a ratio of 1") {
  // With the model's probabilities replaced by the grammar's own, cross-entropy is entropy; so the measured entropy
  // must be that of the sentences, word by word.
  const Grammar grammar = parse(corpus_text());
  const Corpus corpus(grammar);
  const Model model = committed();
  Quality quality;
  REQUIRE(measure(corpus, model.parameters, 300, quality).is_ok());
  CHECK(quality.grammar_entropy > 0.5);
  CHECK(quality.cross_entropy > quality.grammar_entropy);
}
