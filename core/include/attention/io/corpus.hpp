#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "attention/io/grammar.hpp"
#include "attention/io/sentence_source.hpp"

namespace attention {

/// The text of core/corpus/grammar.txt, compiled in.
std::string_view corpus_text();

/// Draws sentences of one part only. Which part a sentence belongs to is a property of its words (one in ten is
/// held out, by a hash, and those that the grammar lists), not of the order or the seed in which it is drawn.
/// Refers to the grammar, which must outlive it.
class Corpus final : public SentenceSource {
 public:
  explicit Corpus(const Grammar& grammar) : grammar_(&grammar) {}

  [[nodiscard]] const Grammar& grammar() const { return *grammar_; }
  [[nodiscard]] Part part(const std::vector<std::uint32_t>& words) const;
  /// Draws from the grammar until a sentence of the part comes.
  [[nodiscard]] Sentence sample(Part part, Random& random) const;

  [[nodiscard]] std::uint32_t n_vocabulary() const override { return grammar_->vocabulary().size(); }
  [[nodiscard]] std::uint32_t longest() const override { return grammar_->longest(); }
  [[nodiscard]] std::vector<std::uint32_t> draw(Part part, Random& random) const override {
    return sample(part, random).words;
  }

 private:
  const Grammar* grammar_;
};

/// Draws until there are `count` different sentences of at most `longest` words, none of them among those that the
/// grammar lists as held out; fewer when a thousand draws in a row bring nothing new. In the order drawn.
std::vector<std::vector<std::uint32_t>> different_sentences(const Grammar& grammar, std::size_t count,
                                                            std::size_t longest, Random& random);

}  // namespace attention
