// A grammar of any text: refused with a sentence, or one whose every sentence is one of its own.
#include "attention/io/grammar.hpp"

#include <cmath>
#include <numeric>

#include "fuzz/bytes.hpp"

using attention::Grammar;
using attention::GrammarState;
using attention::Sentence;
using fuzz::require;

namespace {

constexpr int n_sentences = 8;

// The exact probabilities follow every way of leaving slots empty, which is for grammars that people write.
bool has_few_ways(const Grammar& grammar) {
  for (const attention::Line& line : grammar.lines()) {
    double ways = 1.0;
    for (const attention::Slot& slot : line.slots) {
      for (const attention::Choice& choice : grammar.sets()[slot.set].choices) {
        if (choice.words.empty()) ways *= 2.0;
      }
    }
    if (ways > 64.0) return false;
  }
  return grammar.lines().size() < 100;
}

void require_possible(const Grammar& grammar, const Sentence& sentence) {
  GrammarState state(grammar);
  for (const std::uint32_t word : sentence.words) {
    const std::vector<double> next = state.next();
    const double total = std::accumulate(next.begin(), next.end(), 0.0);
    require(std::fabs(total - 1.0) < 1e-9, "probabilities of the next word sum to 1");
    require(next[word] > 0.0, "a word that was drawn is possible");
    require(state.advance(word), "a sentence that was drawn goes on");
  }
  require(state.next()[0] > 0.0, "a sentence that was drawn can end");
}

void require_sound(const Grammar& grammar) {
  double total = 0.0;
  for (const attention::Line& line : grammar.lines()) total += line.weight;
  require(std::fabs(total - 1.0) < 1e-9, "weights of lines sum to 1");
  attention::Random random(1);
  for (int round = 0; round < n_sentences; ++round) {
    const Sentence sentence = grammar.sample(random);
    require(sentence.words.size() <= grammar.longest(), "no sentence is longer than the longest");
    require(sentence.words.size() == sentence.roles.size(), "every word has a role");
    for (const std::uint32_t word : sentence.words) {
      require(word > 0 && word < grammar.vocabulary().size(), "every word is in the vocabulary");
    }
    if (has_few_ways(grammar)) require_possible(grammar, sentence);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Grammar grammar;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const attention::Status status = Grammar::parse(text, grammar); !status.is_ok()) {
    fuzz::require_sentence(status.message());
    require(grammar.lines().empty() && grammar.sets().empty(), "a refusal writes no grammar");
    return 0;
  }
  require_sound(grammar);
  return 0;
}
