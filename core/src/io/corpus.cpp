#include "attention/io/corpus.hpp"

#include <algorithm>

#include "io/text_hash.hpp"

namespace attention {

namespace {

bool is_among(const std::vector<std::vector<std::uint32_t>>& sentences, const std::vector<std::uint32_t>& words) {
  return std::ranges::find(sentences, words) != sentences.end();
}

}  // namespace

Part Corpus::part(const std::vector<std::uint32_t>& words) const {
  if (is_among(grammar_->held_out(), words)) return Part::held_out;
  TextHash hash;
  hash.add(grammar_->vocabulary().text(words));
  return hash.part();
}

Sentence Corpus::sample(Part part, Random& random) const {
  for (;;) {
    Sentence sentence = grammar_->sample(random);
    if (this->part(sentence.words) == part) return sentence;
  }
}

std::vector<std::vector<std::uint32_t>> different_sentences(const Grammar& grammar, std::size_t count,
                                                            std::size_t longest, Random& random) {
  constexpr int most_in_vain = 1000;
  std::vector<std::vector<std::uint32_t>> sentences;
  int in_vain = 0;
  while (sentences.size() < count && in_vain < most_in_vain) {
    ++in_vain;
    const std::vector<std::uint32_t> words = grammar.sample(random).words;
    if (words.size() > longest || is_among(grammar.held_out(), words) || is_among(sentences, words)) continue;
    sentences.push_back(words);
    in_vain = 0;
  }
  return sentences;
}

}  // namespace attention
