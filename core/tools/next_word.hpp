#pragma once

#include <span>
#include <vector>

#include "attention/io/grammar.hpp"
#include "attention/model/arena.hpp"

namespace attention {

/// -sum over words of p(word) log q(word), with q = softmax(logits), in nats.
double cross_entropy(const std::vector<double>& p, std::span<const float> logits);

/// The grammar's exact distribution of the word after each word of a sentence that it can have produced.
std::vector<std::vector<double>> exact_next(const Grammar& grammar, const std::vector<std::uint32_t>& words);

/// Calls visit(i, entropy, cross entropy) for the next word after each word i of the sentence.
template <typename Visit>
void compare_with_grammar(const Grammar& grammar, const std::vector<std::uint32_t>& words, const Arena& trace,
                          Visit visit) {
  GrammarState state(grammar);
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    state.advance(words[i]);
    const auto next = state.next();
    visit(i, entropy(next), cross_entropy(next, trace.row(TensorId::logits_after, 0, i)));
  }
}

}  // namespace attention
