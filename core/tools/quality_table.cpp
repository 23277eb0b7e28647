#include <cmath>
#include <cstdio>

#include "quality.hpp"

namespace attention {

namespace {

QualityRow at_least(std::string what, double value, double bar) {
  char text[32];
  std::snprintf(text, sizeof(text), ">= %.2f", bar);
  return {.what = std::move(what), .value = value, .bar = text, .is_met = value >= bar};
}

QualityRow at_most(std::string what, double value, double bar) {
  char text[32];
  std::snprintf(text, sizeof(text), "<= %.2f", bar);
  return {.what = std::move(what), .value = value, .bar = text, .is_met = value <= bar};
}

QualityRow printed(std::string what, double value) {
  return {.what = std::move(what), .value = value, .bar = {}, .is_met = true};
}

}  // namespace

std::vector<QualityRow> quality_rows(const Quality& quality) {
  const double model = std::exp(quality.cross_entropy);
  const double grammar = std::exp(quality.grammar_entropy);
  const std::string head = " (head " + std::to_string(quality.adjective_head + 1) + ")";
  return {
      printed("perplexity of the grammar itself", grammar),
      printed("perplexity of the model", model),
      at_most("  the model's / the grammar's", model / grammar, 1.10),
      at_least("right sense, after attention", quality.sense_after, 0.97),
      at_most("right sense, from E alone, above the prior", quality.sense_before - quality.sense_prior, 0.05),
      printed("  from E alone", quality.sense_before),
      printed("  prior", quality.sense_prior),
      at_least("weight on the cue words, best head", quality.cue_weight, 0.80),
      printed("  best head of each word", quality.cue_weight_same_head),
      at_least("noun: weight on its two adjectives" + head, quality.adjective_mass, 0.80),
      at_least("  on the first", quality.adjective_first, 0.20),
      at_least("  on the second", quality.adjective_second, 0.20),
      at_least("  on the one with less", quality.adjective_smaller, 0.20),
      at_least("\"creature\" on \"fluffy\"" + head, quality.main_fluffy, 0.30),
      at_least("\"creature\" on \"blue\"" + head, quality.main_blue, 0.30),
      at_least("difference of the two heads most alike", quality.head_difference, 0.25),
      printed("generic \"mole\": residual of the weighted sum", quality.mole_residual),
  };
}

}  // namespace attention
