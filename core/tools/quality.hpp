#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "attention/io/corpus.hpp"
#include "attention/model/parameters.hpp"

namespace attention {

/// How good and how readable a model is, measured on held-out sentences with the core's own forward pass.
struct Quality {
  // Prediction, in nats per word. Each prefix counts with the grammar's exact distribution of its next word.
  double cross_entropy = 0.0;
  double grammar_entropy = 0.0;

  // Words of several senses: probability of a next word that goes with the right sense, mean over sentences.
  double sense_after = 0.0;   ///< from E'
  double sense_before = 0.0;  ///< from E alone
  double sense_prior = 0.0;  ///< of who knows the word, its position (both are in E) and how often which sense is meant

  // Weight on the cue words at the word of several senses, mean over sentences.
  double cue_weight = 0.0;            ///< in the head that gives most, sentence by sentence
  double cue_weight_same_head = 0.0;  ///< in one head for each word of several senses

  // The noun after two adjectives, in the one head that looks at them most; means over sentences.
  std::uint32_t adjective_head = 0;
  double adjective_mass = 0.0;     ///< on both
  double adjective_first = 0.0;    ///< on the first
  double adjective_second = 0.0;   ///< on the second
  double adjective_smaller = 0.0;  ///< on whichever has less

  // The main sentence, in the same head, at "creature".
  double main_fluffy = 0.0;
  double main_blue = 0.0;

  /// Of the two heads that are most alike: the mean over words of half the sum of |weight_g - weight_h|. 0: they do
  /// the same; 1: they never look at the same word.
  double head_difference = 0.0;

  /// |g - best weighted sum of the E' of three senses| / |g|, with g = w_e of "mole".
  double mole_residual = 0.0;

  std::uint32_t sentences = 0;
};

/// Measures on `sentences` held-out sentences. Errors: those of the forward pass; `bad_model_file` when a phrase that
/// is measured has words that the grammar does not know.
Status measure(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences, Quality& quality);

/// A line of the table: what was measured, the bar, and whether it is met.
struct QualityRow {
  std::string what;
  double value = 0.0;
  std::string bar;  ///< empty for a figure that is only printed
  bool is_met = true;
};

std::vector<QualityRow> quality_rows(const Quality& quality);

/// Where a model falls short of the grammar: for each scene, nats per word above the entropy.
struct SceneGap {
  std::string scene;
  double gap = 0.0;
  std::string worst_prefix;
  double worst_gap = 0.0;
};

Status measure_scenes(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences,
                      std::vector<SceneGap>& gaps);

}  // namespace attention
