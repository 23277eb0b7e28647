#include <algorithm>
#include <cmath>
#include <cstdio>

#include "quality.hpp"

namespace attention {

namespace {

std::string bar_text(const char* relation, double bar) {
  char text[32];
  std::snprintf(text, sizeof(text), "%s %g", relation, bar);
  return text;
}

QualityRow at_least(std::string what, double value, double bar) {
  return {.what = std::move(what), .value = value, .bar = bar_text(">=", bar), .is_met = value >= bar, .detail = {}};
}

QualityRow at_most(std::string what, double value, double bar) {
  return {.what = std::move(what), .value = value, .bar = bar_text("<=", bar), .is_met = value <= bar, .detail = {}};
}

QualityRow printed(std::string what, double value) {
  return {.what = std::move(what), .value = value, .bar = {}, .is_met = true, .detail = {}};
}

/// How many there are, and which.
QualityRow counted(QualityRow (*row)(std::string, double, double), std::string what,
                   const std::vector<std::string>& items, double bar) {
  QualityRow counted = row(std::move(what), static_cast<double>(items.size()), bar);
  for (const std::string& item : items) counted.detail += (counted.detail.empty() ? "" : ", ") + item;
  return counted;
}

void add_prediction(const Quality& quality, std::vector<QualityRow>& rows) {
  const double model = std::exp(quality.cross_entropy);
  const double grammar = std::exp(quality.grammar_entropy);
  rows.push_back(printed("perplexity of the grammar itself", grammar));
  rows.push_back(printed("perplexity of the model", model));
  rows.push_back(at_most("perplexity: the model's / the grammar's", model / grammar, 1.06));
  rows.push_back(printed("perplexity after 14 words and more, / the grammar's",
                         std::exp(quality.late_cross_entropy - quality.late_entropy)));
  rows.push_back(at_most("positions that are not trained", quality.positions_untrained, 0));
  rows.push_back(
      at_most("perplexity: begun within / whole", std::exp(quality.begun_within - quality.begun_whole), 1.15));
  rows.push_back(counted(at_most, "fragments after which it is too sure", quality.fragments.overconfident, 0));
  rows.push_back(at_least("right sense, after attention", quality.sense_after, 0.97));
  rows.push_back(
      at_most("right sense, from E alone, above the prior", quality.sense_before - quality.sense_prior, 0.05));
  rows.push_back(printed("right sense, from E alone", quality.sense_before));
  rows.push_back(printed("right sense, prior", quality.sense_prior));
}

void add_weights(const Quality& quality, std::vector<QualityRow>& rows) {
  const std::string head = " (head " + std::to_string(quality.adjective_head + 1) + ")";
  rows.push_back(at_least("weight on the cue words, best head", quality.cue_weight, 0.80));
  rows.push_back(printed("weight on the cue words, best head of each word", quality.cue_weight_same_head));
  rows.push_back(at_least("noun: weight on its two adjectives" + head, quality.adjective_mass, 0.80));
  rows.push_back(at_least("weight on the first adjective", quality.adjective_first, 0.20));
  rows.push_back(at_least("weight on the second adjective", quality.adjective_second, 0.20));
  rows.push_back(at_least("weight on the adjective with less", quality.adjective_smaller, 0.20));
  rows.push_back(at_least("\"creature\" on \"fluffy\"" + head, quality.main_fluffy, 0.30));
  rows.push_back(at_least("\"creature\" on \"blue\"" + head, quality.main_blue, 0.30));
  rows.push_back(at_least("visible scaled scores within 6", quality.scores.within_six, 0.99));
  rows.push_back(at_most("largest visible scaled score", quality.scores.largest, 12));
  rows.push_back(at_most("rows whose largest score is in the future", quality.scores.future_rows, 0.02));
  rows.push_back(at_most("such rows in the example sentences", quality.scores.example_rows, 0));
  rows.push_back(at_most("rows with a weight above .99", quality.scores.one_hot_rows, 0.65));
}

void add_heads(const Quality& quality, std::vector<QualityRow>& rows) {
  rows.push_back(at_least("difference of the two heads most alike", quality.head_difference, 0.25));
  for (std::size_t h = 0; h < quality.heads.share.size(); ++h) {
    const std::string head = "head " + std::to_string(h + 1);
    rows.push_back(at_least(head + ": share of all movement", quality.heads.share[h], 0.12));
    rows.push_back(at_least(head + ": loss when it is silent", quality.heads.loss[h], 0.02));
  }
  rows.push_back(counted(at_least, "scenes with a word that two heads move", quality.heads.shared_scenes, 2));
  rows.push_back(counted(at_least, "such words in the examples", quality.heads.shared_examples, 1));
  rows.push_back(at_most("attention changes the last word most", quality.last_changed_most, 0.35));
}

void add_phrases(const Quality& quality, std::vector<QualityRow>& rows) {
  const PhraseQuality& phrases = quality.phrases;
  rows.push_back(at_least("the eiffel tower: part of \"eiffel\"", phrases.eiffel_alone, 0.80));
  rows.push_back(at_least("a miniature eiffel tower: part of \"miniature\"", phrases.miniature, 0.30));
  rows.push_back(at_least("a miniature eiffel tower: part of \"eiffel\"", phrases.eiffel_beside, 0.30));
  rows.push_back(at_most("three moles: longest delta / shortest", phrases.mole_lengths, 1.6));
  rows.push_back(at_most("three moles: largest cosine between two deltas", phrases.mole_cosine, 0.35));
  rows.push_back(at_least("generic mole as a weighted sum: least weight", phrases.mole_least_weight, 0.15));
  rows.push_back(at_most("generic mole as a weighted sum: left over", phrases.mole_residual, 0.40));
}

}  // namespace

std::vector<QualityRow> quality_rows(const Quality& quality) {
  std::vector<QualityRow> rows;
  add_prediction(quality, rows);
  add_weights(quality, rows);
  add_heads(quality, rows);
  add_phrases(quality, rows);
  return rows;
}

}  // namespace attention
