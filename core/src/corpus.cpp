#include "attention/corpus.hpp"

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

}  // namespace

Part Corpus::part(const std::vector<std::uint32_t>& words) const {
  if (std::ranges::find(grammar_->held_out(), words) != grammar_->held_out().end()) return Part::held_out;
  return hash(grammar_->vocabulary().text(words)) % 10 == 0 ? Part::held_out : Part::training;
}

Sentence Corpus::sample(Part part, Random& random) const {
  for (;;) {
    Sentence sentence = grammar_->sample(random);
    if (this->part(sentence.words) == part) return sentence;
  }
}

}  // namespace attention
