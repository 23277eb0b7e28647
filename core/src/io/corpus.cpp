#include "attention/io/corpus.hpp"

#include <algorithm>

namespace attention {

namespace {

/// FNV-1a over the text of the words, so that adding a word to the vocabulary moves no sentence to another part.
std::uint64_t hash(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  // The low bits of FNV alone are weak.
  return hash ^ (hash >> 32U);
}

bool is_among(const std::vector<std::vector<std::uint32_t>>& sentences, const std::vector<std::uint32_t>& words) {
  return std::ranges::find(sentences, words) != sentences.end();
}

}  // namespace

Part Corpus::part(const std::vector<std::uint32_t>& words) const {
  if (is_among(grammar_->held_out(), words)) return Part::held_out;
  return hash(grammar_->vocabulary().text(words)) % 10 == 0 ? Part::held_out : Part::training;
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
