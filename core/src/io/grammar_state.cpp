#include <cmath>
#include <utility>

#include "attention/io/grammar.hpp"

namespace attention {

GrammarState::GrammarState(const Grammar& grammar) : grammar_(&grammar) {
  for (const Line& line : grammar.lines()) open({.line = &line, .picked = {}, .written = 0, .weight = line.weight});
}

// Adds every way of filling the next slot. A choice without words is skipped over to the slot after it; a line
// that is full gets one more pick, of no choice, which stands for the end mark.
void GrammarState::open(Way way) {
  way.written = 0;
  if (way.picked.size() == way.line->slots.size()) {
    way.picked.push_back(nullptr);
    ways_.push_back(std::move(way));
    return;
  }
  const auto choices = grammar_->open_choices(*way.line, way.picked.size(), way.picked);
  double total = 0.0;
  for (const Choice* choice : choices) total += choice->weight;
  for (const Choice* choice : choices) {
    Way next = way;
    next.picked.push_back(choice);
    next.weight *= choice->weight / total;
    if (choice->words.empty()) {
      open(std::move(next));
    } else {
      ways_.push_back(std::move(next));
    }
  }
}

bool GrammarState::advance(std::uint32_t word) {
  const std::vector<Way> before = std::exchange(ways_, {});
  for (const Way& way : before) {
    if (at_end(way) || way.picked.back()->words[way.written] != word) continue;
    Way next = way;
    ++next.written;
    if (next.written < next.picked.back()->words.size()) {
      ways_.push_back(std::move(next));
    } else {
      open(std::move(next));
    }
  }
  return !ways_.empty();
}

std::vector<double> GrammarState::next() const {
  std::vector<double> probabilities(grammar_->vocabulary().size(), 0.0);
  double total = 0.0;
  for (const Way& way : ways_) {
    const std::uint32_t word = at_end(way) ? 0 : way.picked.back()->words[way.written];
    probabilities[word] += way.weight;
    total += way.weight;
  }
  if (total > 0.0) {
    for (double& probability : probabilities) probability /= total;
  }
  return probabilities;
}

double entropy(const std::vector<double>& probabilities) {
  double sum = 0.0;
  for (const double probability : probabilities) {
    if (probability > 0.0) sum -= probability * std::log(probability);
  }
  return sum;
}

}  // namespace attention
