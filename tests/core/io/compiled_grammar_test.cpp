#include "attention/io/compiled_grammar.hpp"

#include "core/io/support.hpp"

using namespace attention;

namespace {

CompiledGrammar compiled_of(const Grammar& grammar) {
  CompiledGrammar compiled;
  const Status status = compile(grammar, compiled);
  INFO(status.message());
  REQUIRE(status.is_ok());
  return compiled;
}

/// Both draw the same, and use as many random numbers for it.
void check_same(const Grammar& grammar, const SentenceTables& tables, int draws) {
  const Corpus corpus(grammar);
  const CompiledCorpus compiled(tables);
  CHECK(compiled.n_vocabulary() == grammar.vocabulary().size());
  CHECK(compiled.longest() == grammar.longest());
  Random random(3);
  Random again(3);
  for (int draw = 0; draw < draws; ++draw) {
    const Part part = draw % 4 == 0 ? Part::held_out : Part::training;
    const auto words = corpus.sample(part, random).words;
    const auto compiled_words = compiled.draw(part, again);
    INFO(grammar.vocabulary().text(words) << " | " << grammar.vocabulary().text(compiled_words));
    REQUIRE(words == compiled_words);
    REQUIRE(random.state() == again.state());
    REQUIRE(compiled.part(words) == part);
  }
}

}  // namespace

TEST_CASE("a compiled grammar draws the sentences that the grammar draws, with the same random numbers") {
  // Sets of sets, groups of several words, choices without words or with several, groups that come and go, the same set
  // in a line twice, a set of the words of another, what is listed as held out.
  constexpr std::string_view tricky = R"(
held_out seven is seven
set one
  a: x*3 y_z _
  b c: v
  a: w
  d e*2 f
set two by one
  a: p q_r*7
  b c: p
  d: s t
  e: t
  f: s s t
set three by two one
  a a: a
  a b c: bb
  a d: cc
  a e: dd
  a f: ee
  b c a: ff
  b c b c: gg
  b c d: hh
  b c e: ii
  b c f: jj
  d a: kk
  d b c: ll
  d d: mm
  d e: nn
  d f: oo
  e a: pp
  e b c: qq
  e d: rr
  e e: ss
  e f: tt
  f a: uu
  f b c: vv
  f d: ww
  f e: xx
  f f: yy*2 zz
set lone
  x*3 y_z v
scene many 3
  {one} and {two} or {three} x|y_z|_ end
  (7) {one} then {one} makes {two} of {lone}
scene few 1
  seven is seven|eight
  one|two|three|four five|six|seven eight|nine
)";
  for (const std::string_view text : {tricky, small_grammar, corpus_text()}) {
    const Grammar grammar = parse(text);
    check_same(grammar, compiled_of(grammar).tables(), 5000);
  }
}

TEST_CASE("the tables of the build are those of the grammar") {
  const Grammar grammar = parse(corpus_text());
  check_same(grammar, corpus_tables(), 2000);
  const CompiledGrammar compiled = compiled_of(grammar);
  const SentenceTables tables = corpus_tables();
  CHECK(compiled.words == tables.words);
  CHECK(std::ranges::equal(compiled.lists, tables.lists));
  CHECK(std::ranges::equal(compiled.line_weights, tables.line_weights));
}

TEST_CASE("a grammar that its tables have no room for is refused with a sentence") {
  std::string text;
  for (const char* name : {"a", "b", "c", "d", "e"}) text += std::string("set ") + name + "\n  " + name + ": x\n";
  text += "set all by a b c d e\n  a b c d e: y\nscene s 1\n  {a} {b} {c} {d} {e} {all}\n";
  CompiledGrammar compiled;
  compiled.longest = 7;
  const Status status = compile(parse(text), compiled);
  CHECK(status.code() == StatusCode::bad_grammar);
  CHECK(status.message() ==
        "The grammar has a set that depends on others: 5, more than its tables can number. Make it smaller.");
  CHECK(compiled.longest == 7);
}
