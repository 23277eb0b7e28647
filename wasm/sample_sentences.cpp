// Prints sentences of the corpus, one a line, for the page to offer. Run by the build.
#include <cstdio>
#include <string>

#include "attention/io/corpus.hpp"
#include "attention/trainer/trainer.hpp"

int main() {
  attention::Grammar grammar;
  if (const attention::Status status = attention::Grammar::parse(attention::corpus_text(), grammar); !status.is_ok()) {
    std::fprintf(stderr, "%s\n", status.message().data());
    return 1;
  }
  attention::Random random(2017);
  const auto sentences = attention::different_sentences(grammar, 240, attention::TrainerSettings().n_positions, random);
  for (const auto& words : sentences) std::puts(grammar.vocabulary().text(words).c_str());
  return 0;
}
