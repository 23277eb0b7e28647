#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "attention/base/random.hpp"
#include "attention/base/status.hpp"
#include "attention/io/vocabulary.hpp"

namespace attention {

/// One thing that a set offers: no, one or several words, picked together.
struct Choice {
  std::vector<std::uint32_t> words;  ///< ids in the grammar's vocabulary
  std::string group;
  double weight = 1.0;
};

/// Words to pick from. A set `by` others offers only the group whose name is the picked groups of those others,
/// joined by spaces.
struct ChoiceSet {
  std::string name;  ///< empty for words given in the line itself
  bool adjective = false;
  std::vector<std::uint32_t> by;  ///< indices of other sets
  std::vector<Choice> choices;
};

/// One place of a line, filled from a set.
struct Slot {
  std::uint32_t set = 0;
  bool cue = false;   ///< tells the sense of the line's word of several senses
  std::string sense;  ///< the sense that the word has here; empty when it has only one
};

/// One sentence with slots. `weight` is its share of all sentences: the weights of a grammar's lines sum to 1.
struct Line {
  std::uint32_t scene = 0;
  double weight = 1.0;
  std::vector<Slot> slots;
};

/// What a drawn word is, beside being a word. For measuring; the model never sees it.
struct Role {
  bool adjective = false;
  bool cue = false;
  std::string_view sense;  ///< points into the grammar
};

/// A drawn sentence without its end mark.
struct Sentence {
  std::vector<std::uint32_t> words;
  std::vector<Role> roles;  ///< one for each word
  std::uint32_t scene = 0;
};

/// A probabilistic grammar: sentences with slots, and what may fill them. The notation is documented at the top of
/// core/corpus/grammar.txt. Not recursive, so every sentence is finite and all probabilities are exact.
class Grammar {
 public:
  /// Reads the notation. `grammar` is written only on success. Error: `bad_grammar`, with the line's number, for
  /// anything that cannot be understood, an unknown set, a set used before those that it depends on, a group that
  /// is missing.
  static Status parse(std::string_view text, Grammar& grammar);

  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] const std::vector<ChoiceSet>& sets() const { return sets_; }
  [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
  [[nodiscard]] const std::vector<std::string>& scenes() const { return scenes_; }
  /// Sentences that are listed as held out.
  [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& held_out() const { return held_out_; }
  /// Words of the longest possible sentence, without its end mark.
  [[nodiscard]] std::uint32_t longest() const;

  /// Draws one sentence.
  [[nodiscard]] Sentence sample(Random& random) const;
  /// The choices that are open at `slot` of a line when `picked` fills the slots before it.
  [[nodiscard]] std::vector<const Choice*> open_choices(const Line& line, std::size_t slot,
                                                        const std::vector<const Choice*>& picked) const;

 private:
  friend class GrammarParser;

  Vocabulary vocabulary_;
  std::vector<ChoiceSet> sets_;
  std::vector<Line> lines_;
  std::vector<std::string> scenes_;
  std::vector<std::vector<std::uint32_t>> held_out_;
};

/// All ways in which the grammar can have produced the words so far, with their probabilities: gives the exact
/// distribution of the next word,
///   p(word | prefix) = sum of the weights of the ways that go on with the word / sum of all weights.
/// Refers to the grammar, which must outlive it.
class GrammarState {
 public:
  explicit GrammarState(const Grammar& grammar);

  /// Goes on by one word. False when no sentence of the grammar goes on so; the state then offers nothing.
  bool advance(std::uint32_t word);
  /// Probability of each word of the vocabulary to be next; the end mark has id 0. All 0 when nothing is offered.
  [[nodiscard]] std::vector<double> next() const;

 private:
  // A way: a line, the choices picked so far (the last one is under way) and how far the last one is written.
  struct Way {
    const Line* line = nullptr;
    std::vector<const Choice*> picked;
    std::size_t written = 0;
    double weight = 0.0;
  };

  void open(Way way);
  [[nodiscard]] static bool at_end(const Way& way) { return way.picked.size() > way.line->slots.size(); }

  const Grammar* grammar_;
  std::vector<Way> ways_;
};

/// -sum of p log p, in nats.
double entropy(const std::vector<double>& probabilities);

}  // namespace attention
