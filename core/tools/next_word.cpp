#include "next_word.hpp"

#include <algorithm>
#include <cmath>

namespace attention {

double cross_entropy(const std::vector<double>& p, std::span<const float> logits) {
  const double max = static_cast<double>(*std::ranges::max_element(logits));
  double sum = 0.0;
  for (const float logit : logits) sum += std::exp(static_cast<double>(logit) - max);
  const double log_sum = max + std::log(sum);
  double result = 0.0;
  for (std::size_t word = 0; word < p.size(); ++word) {
    if (p[word] > 0.0) result += p[word] * (log_sum - static_cast<double>(logits[word]));
  }
  return result;
}

std::vector<std::vector<double>> exact_next(const Grammar& grammar, const std::vector<std::uint32_t>& words) {
  GrammarState state(grammar);
  std::vector<std::vector<double>> next;
  for (const std::uint32_t word : words) {
    state.advance(word);
    next.push_back(state.next());
  }
  return next;
}

}  // namespace attention
