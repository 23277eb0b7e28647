#include <cmath>
#include <map>

#include "core/io/support.hpp"

using namespace attention;

namespace {

std::string message_for(std::string_view text) {
  Grammar grammar;
  const Status status = Grammar::parse(text, grammar);
  CHECK_FALSE(status.is_ok());
  return std::string(status.message());
}

/// Every sentence of the grammar with its probability, found by trying all ways to fill all lines.
void list_sentences(const Grammar& grammar, const Line& line, std::vector<const Choice*> picked, double weight,
                    std::map<std::string, double>& sentences) {
  if (picked.size() == line.slots.size()) {
    std::vector<std::uint32_t> words;
    for (const Choice* choice : picked) words.insert(words.end(), choice->words.begin(), choice->words.end());
    sentences[grammar.vocabulary().text(words)] += weight;
    return;
  }
  const auto open = grammar.open_choices(line, picked.size(), picked);
  double total = 0.0;
  for (const Choice* choice : open) total += choice->weight;
  for (const Choice* choice : open) {
    picked.push_back(choice);
    list_sentences(grammar, line, picked, weight * choice->weight / total, sentences);
    picked.pop_back();
  }
}

std::map<std::string, double> all_sentences(const Grammar& grammar) {
  std::map<std::string, double> sentences;
  for (const Line& line : grammar.lines()) list_sentences(grammar, line, {}, line.weight, sentences);
  return sentences;
}

/// The distribution after `prefix` by adding up all sentences that begin with it.
std::vector<double> brute_force_next(const Grammar& grammar, const std::string& prefix) {
  std::vector<double> next(grammar.vocabulary().size(), 0.0);
  double total = 0.0;
  for (const auto& [sentence, probability] : all_sentences(grammar)) {
    if (sentence != prefix && !sentence.starts_with(prefix + ' ')) continue;
    const auto rest = split_words(std::string_view(sentence).substr(prefix.size()));
    next[rest.empty() ? 0 : *grammar.vocabulary().id(rest[0])] += probability;
    total += probability;
  }
  for (double& probability : next) probability /= total;
  return next;
}

}  // namespace

TEST_CASE("every error of a grammar names its line and says what is wrong") {
  using Catch::Matchers::ContainsSubstring;
  struct Case {
    const char* text;
    const char* line;
    const char* what;
  };
  const Case cases[] = {
      {"", "", "no scene"},
      {"  word\n", "line 1:", "must follow"},
      {"sett a\n", "line 1:", "begins with \"sett\""},
      {"set\n", "line 1:", "no name"},
      {"set a\n  x\nset a\n", "line 3:", "already"},
      {"set a by b\n", "line 1:", "\"b\" is not defined"},
      {"set a noun\n", "line 1:", "\"noun\" after the set's name"},
      {"set a\nscene s 1\n", "line 2:", "is empty"},
      {"set a\n  x*0\n", "line 2:", "whole number"},
      {"set a\n  x*2*3\n", "line 2:", "more than one *"},
      {"set a\n  Big\n", "line 2:", "is not a word"},
      {"set a\n  p: x\n  q: y\nset b by a\n  p: z\nscene s 1\n", "line 6:", "no group \"q\""},
      {"set a\n  p: x\nset b by a\n  z\n", "line 4:", "needs groups"},
      {"scene s\n", "line 1:", "NAME WEIGHT"},
      {"scene s many\n", "line 1:", "not a whole number"},
      {"scene s 1\n  (x) a\n", "line 2:", "in brackets"},
      {"scene s 1\n  {a}\n", "line 2:", "\"a\" is not defined"},
      {"scene s 1\n  a/B\n", "line 2:", "name of a sense"},
      {"scene s 1\n  (2)\n", "line 2:", "no words"},
      {"set a\n  p: x\nset b by a\n  p: z\nscene s 1\n  {b} {a}\n", "line 6:", "must stand before"},
      {"scene s 1\nscene t 1\n", "line 2:", "no sentence"},
      {"held_out\n", "line 1:", "needs a sentence"},
      {"held_out a B\n", "line 1:", "not a word"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK_THAT(message_for(wrong.text), ContainsSubstring(wrong.line) && ContainsSubstring(wrong.what));
  }
}

TEST_CASE("a grammar that cannot be read leaves the old one as it was") {
  Grammar grammar = parse(small_grammar);
  const auto size = grammar.vocabulary().size();
  CHECK_FALSE(Grammar::parse("nonsense", grammar).is_ok());
  CHECK(grammar.vocabulary().size() == size);
}

TEST_CASE("the vocabulary is in alphabetical order behind the end mark") {
  const Grammar grammar = parse(small_grammar);
  const auto& words = grammar.vocabulary().words();
  CHECK(words[0] == Vocabulary::end_mark);
  CHECK(std::ranges::is_sorted(words));
  CHECK(grammar.vocabulary().id("peeped").has_value());
  CHECK_FALSE(grammar.vocabulary().id("_").has_value());
  CHECK(grammar.longest() == 8);
}

TEST_CASE("the exact next-word distribution agrees with adding up all sentences") {
  const Grammar grammar = parse(small_grammar);
  const auto sentences = all_sentences(grammar);
  double total = 0.0;
  for (const auto& [sentence, probability] : sentences) total += probability;
  CHECK(total == Catch::Approx(1.0));

  for (const auto& [sentence, probability] : sentences) {
    GrammarState state(grammar);
    std::string prefix;
    for (const std::string& word : split_words(sentence)) {
      prefix += (prefix.empty() ? "" : " ") + word;
      REQUIRE(state.advance(*grammar.vocabulary().id(word)));
      const auto expected = brute_force_next(grammar, prefix);
      const auto next = state.next();
      INFO(prefix);
      for (std::size_t id = 0; id < next.size(); ++id) CHECK(next[id] == Catch::Approx(expected[id]).margin(1e-12));
      CHECK(entropy(next) == Catch::Approx(entropy(expected)).margin(1e-12));
    }
  }
}

TEST_CASE("a known entropy") {
  const Grammar grammar = parse(small_grammar);
  GrammarState state(grammar);
  for (const char* word : {"a", "tiny", "low", "bell"}) REQUIRE(state.advance(*grammar.vocabulary().id(word)));
  CHECK(entropy(state.next()) == Catch::Approx(-0.75 * std::log(0.75) - 0.25 * std::log(0.25)));
}

TEST_CASE("a word that cannot follow ends all ways") {
  const Grammar grammar = parse(small_grammar);
  GrammarState state(grammar);
  CHECK_FALSE(state.advance(*grammar.vocabulary().id("bell")));
  for (const double probability : state.next()) CHECK(probability == 0.0);
}

TEST_CASE("drawn sentences come as often as their probability says, with their roles") {
  const Grammar grammar = parse(small_grammar);
  const auto sentences = all_sentences(grammar);
  std::map<std::string, double> counts;
  Random random(7);
  constexpr int draws = 20000;
  for (int draw = 0; draw < draws; ++draw) {
    const Sentence sentence = grammar.sample(random);
    const std::string text = grammar.vocabulary().text(sentence.words);
    REQUIRE(sentences.contains(text));
    REQUIRE(sentence.roles.size() == sentence.words.size());
    if (text == "in the park the bat broke all day") {
      CHECK(sentence.roles[2].cue);
      CHECK(sentence.roles[4].sense == "club");
      CHECK_FALSE(sentence.roles[3].cue);
    }
    counts[text] += 1.0;
  }
  for (const auto& [text, probability] : sentences) {
    INFO(text);
    // Four standard deviations of a binomial count.
    CHECK(counts[text] == Catch::Approx(draws * probability).margin(4.0 * std::sqrt(draws * probability)));
  }
}

TEST_CASE("the end mark has id 0, also beside words that sort before it") {
  const Grammar grammar = parse("scene a 1\n  'tis -so a day\n");
  CHECK(grammar.vocabulary().word(0) == Vocabulary::end_mark);
  CHECK(grammar.vocabulary().size() == 5);
  for (std::uint32_t id = 0; id < 5; ++id) CHECK(grammar.vocabulary().id(grammar.vocabulary().word(id)) == id);
  GrammarState state(grammar);
  for (const char* word : {"'tis", "-so", "a", "day"}) REQUIRE(state.advance(*grammar.vocabulary().id(word)));
  CHECK(state.next()[0] == 1.0);
}

TEST_CASE("a set without a name cannot be asked for, although words given in a line make one") {
  CHECK(message_for("scene a 1\n  b {}\n") == "Grammar, line 2: the set \"\" is not defined above.");
}

TEST_CASE("a set that depends on too many combinations of groups is refused, not counted through") {
  std::string text = "set s\n  a b c d e f g h i j\nset t by";
  for (int other = 0; other < 12; ++other) text += " s";
  text += "\n  a: b\nscene x 1\n  {s} {t}\n";
  CHECK(message_for(text) ==
        "Grammar, line 5: the set \"t\" above depends on more than 10000 combinations of groups. "
        "Let it depend on fewer sets.");
}
