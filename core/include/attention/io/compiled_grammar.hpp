#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "attention/base/status.hpp"
#include "attention/io/grammar.hpp"
#include "attention/io/sentence_source.hpp"

namespace attention {

/// Ends a list of numbers within the tables.
inline constexpr std::uint16_t table_end = 0xFFFF;
/// Added to a choice's weight, which stands before its words. Ids of words are smaller.
inline constexpr std::uint16_t weight_mark = 0x4000;
/// Added to the number of the group that the choices behind it belong to. Without one they are of group 0.
inline constexpr std::uint16_t group_mark = 0x8000;

/// One set of a compiled grammar. It has a list of choices for each combination of groups that can have been picked
/// from the sets in `by`, the last of them counting fastest; or one list alone.
struct SetRow {
  static constexpr std::size_t most_by = 4;

  std::uint16_t groups = 0;                    ///< groups of its own, numbered from 0; 0 where no other set asks
  std::array<std::uint16_t, most_by> by = {};  ///< 1 + index of another set; 0 for none
};

/// A grammar as numbers: all that drawing its sentences takes. Views, of what others own.
struct SentenceTables {
  const char* words = "";                ///< the vocabulary in the order of ids, with single spaces between
  std::uint32_t longest = 0;             ///< words of the longest possible sentence
  std::span<const double> line_weights;  ///< they sum to 1
  std::span<const std::uint16_t> lines;  ///< the sets of each line's slots, then `table_end`
  std::span<const SetRow> sets;
  std::span<const std::uint16_t> lists;  ///< of each list `weight_mark + weight, word ...` a choice, then `table_end`
  std::span<const std::uint16_t> held_out;  ///< words of each sentence that is listed as held out, then `table_end`
};

/// Tables that own their numbers.
struct CompiledGrammar {
  std::string words;
  std::uint32_t longest = 0;
  std::vector<double> line_weights;
  std::vector<std::uint16_t> lines;
  std::vector<SetRow> sets;
  std::vector<std::uint16_t> lists;
  std::vector<std::uint16_t> held_out;

  [[nodiscard]] SentenceTables tables() const;
};

/// Compiles a grammar; `compiled` is written only on success. Error: `bad_grammar` for one that the tables have no room
/// for: a set that depends on more than `SetRow::most_by` others, or more words or combinations of groups than 14 bits
/// count.
Status compile(const Grammar& grammar, CompiledGrammar& compiled);

/// core/corpus/grammar.txt, compiled when this is built (the library attention_corpus).
SentenceTables corpus_tables();

/// Draws from tables what Corpus draws from their grammar: with the same random numbers the same sentences, and the
/// same of them held out. What the tables view must outlive it.
class CompiledCorpus final : public SentenceSource {
 public:
  explicit CompiledCorpus(const SentenceTables& tables);

  [[nodiscard]] std::uint32_t n_vocabulary() const override { return static_cast<std::uint32_t>(words_.size() - 1); }
  [[nodiscard]] std::uint32_t longest() const override { return tables_.longest; }
  [[nodiscard]] std::vector<std::uint32_t> draw(Part part, Random& random) const override;
  [[nodiscard]] Part part(const std::vector<std::uint32_t>& words) const;

 private:
  void draw_any(Random& random, std::vector<std::uint32_t>& words) const;
  std::uint16_t draw_choice(std::uint16_t set, const std::vector<std::uint16_t>& picked, Random& random,
                            std::vector<std::uint32_t>& words) const;

  SentenceTables tables_;
  // Where each begins, and where one more would.
  std::vector<std::uint16_t> words_;
  std::vector<std::uint16_t> lines_;
  std::vector<std::uint16_t> lists_;
  std::vector<std::uint16_t> first_lists_;  // of each set
};

}  // namespace attention
