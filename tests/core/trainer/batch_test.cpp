#include "attention/trainer/batch.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/io/support.hpp"

using namespace attention;

namespace {

/// Sentence number `sentence` of a batch.
std::vector<std::uint32_t> words_of(const Batch& batch, std::uint32_t sentence) {
  return {batch.tokens.begin() + batch.starts[sentence], batch.tokens.begin() + batch.starts[sentence + 1]};
}

}  // namespace

TEST_CASE("the share of sentences that begin at a random word is as asked, and positions count from there") {
  const Grammar grammar = parse("scene a 1\n  one two three four five\n");
  const Corpus corpus(grammar);
  const Part part = corpus.part(*grammar.vocabulary().ids("one two three four five"));
  Random random(3);
  constexpr std::uint32_t count = 2000;
  const Batch batch = draw_batch(corpus, part, count, random, 0.5F);
  REQUIRE(batch.sentences() == count);
  std::set<std::string> texts;
  int whole = 0;
  for (std::uint32_t sentence = 0; sentence < count; ++sentence) {
    const std::string text = grammar.vocabulary().text(words_of(batch, sentence));
    whole += text.starts_with("one") ? 1 : 0;
    texts.insert(text);
    CHECK(batch.positions[batch.starts[sentence]] == 0);
    CHECK(batch.targets[batch.starts[sentence + 1] - 1] == 0);
  }
  // Half, and a fifth of the others. Four standard deviations.
  CHECK(std::abs(whole - 0.6 * count) < 4.0 * std::sqrt(count * 0.6 * 0.4));
  CHECK(texts == std::set<std::string>{"one two three four five", "two three four five", "three four five", "four five",
                                       "five"});
}

TEST_CASE("without that share, no random number is drawn for it") {
  const Grammar grammar = parse(small_grammar);
  const Corpus corpus(grammar);
  Random first(5);
  Random second(5);
  const Batch batch = draw_batch(corpus, Part::training, 20, first);
  for (std::uint32_t sentence = 0; sentence < 20; ++sentence) {
    CHECK(words_of(batch, sentence) == corpus.sample(Part::training, second).words);
  }
  CHECK(first.state() == second.state());
  CHECK(batch.lone_heads.empty());
}

TEST_CASE("every head is drawn as the one that a sentence goes through") {
  const Grammar grammar = parse(small_grammar);
  const Corpus corpus(grammar);
  Random random(5);
  Batch batch = draw_batch(corpus, Part::training, 400, random);
  draw_lone_heads(4, random, batch);
  REQUIRE(batch.lone_heads.size() == 400);
  for (std::uint32_t head = 0; head < 4; ++head) {
    const auto count = std::ranges::count(batch.lone_heads, head);
    CHECK(count > 60);
    CHECK(count < 140);
  }
}
