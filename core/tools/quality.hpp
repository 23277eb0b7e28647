#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "attention/io/corpus.hpp"
#include "attention/model/parameters.hpp"

namespace attention {

/// Scaled scores and rows of weights, of all heads, on held-out sentences.
struct ScoreQuality {
  double within_six = 0.0;         ///< share of visible pairs within +-6
  double largest = 0.0;            ///< the largest size of a visible pair's
  double future_rows = 0.0;        ///< share of rows but the last whose largest score the mask hides
  std::uint32_t example_rows = 0;  ///< how many such rows the example sentences have
  double one_hot_rows = 0.0;       ///< share of rows with a weight above .99
};

/// The phrases of the story.
struct PhraseQuality {
  // A word's part: |word_delta| over the sum of the |word_delta| of all words.
  double eiffel_alone = 0.0;   ///< of "eiffel", at the tower of "the eiffel tower"
  double eiffel_beside = 0.0;  ///< of "eiffel", at that of "a miniature eiffel tower"
  double miniature = 0.0;      ///< of "miniature" there

  // dE of the three moles.
  double mole_lengths = 0.0;  ///< the longest over the shortest
  double mole_cosine = 0.0;   ///< the largest between two

  /// w_e of "mole" as the best weighted sum of the three E': the smallest weight, and |what is left over| / |w_e|.
  double mole_least_weight = 0.0;
  double mole_residual = 0.0;
};

/// What each head is good for, on held-out sentences.
struct HeadQuality {
  std::vector<double> share;  ///< of the sum of all |head_delta| (n_heads)
  std::vector<double> loss;   ///< by which the cross-entropy rises when it is silent, in nats per word (n_heads)
  /// Scenes with a word that attention informs (by .1 nats or more in the mean) and that two heads move in a quarter of
  /// the sentences or more, each by .3 or more of the sum of the heads' lengths.
  std::vector<std::string> shared_scenes;
  /// Words of the example sentences that are such a word, and that two heads move so there too.
  std::vector<std::string> shared_examples;
};

/// Fragments that a curious reader types.
struct FragmentQuality {
  std::uint32_t fragments = 0;
  /// Where the likeliest next word has more than .6, while the grammar gives it no more after the fragment, or after
  /// its longest ending that occurs in a sentence.
  std::vector<std::string> overconfident;
};

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

  ScoreQuality scores;
  PhraseQuality phrases;
  HeadQuality heads;
  FragmentQuality fragments;

  /// Share of the sentences that the page offers in which the word whose next-word distribution attention changes
  /// most, in total variation, is the last one.
  double last_changed_most = 0.0;

  /// Sentences of which the first three words are dropped, at what follows each word from the second one left on:
  double begun_within = 0.0;  ///< cross-entropy there, of what follows in the whole sentences, in nats
  double begun_whole = 0.0;   ///< the same words' in the whole sentences

  std::uint32_t positions_untrained = 0;  ///< places whose vector is zero, or which no sentence reaches
  double late_cross_entropy = 0.0;        ///< in nats, after the words from the 14th on
  double late_entropy = 0.0;              ///< the grammar's there

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
  std::string detail;  ///< what was counted
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
