#include <fstream>
#include <set>
#include <string>

#include "core/io/support.hpp"

using namespace attention;

namespace {

std::set<std::string> glossed_words() {
  std::ifstream file(GLOSS_FILE);
  REQUIRE(file);
  std::set<std::string> words;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    INFO(line);
    REQUIRE(tab != std::string::npos);
    CHECK(tab + 1 < line.size());
    CHECK(line.find('\t', tab + 1) == std::string::npos);
    CHECK(words.insert(line.substr(0, tab)).second);
  }
  return words;
}

}  // namespace

TEST_CASE("every word, and every sense of a word of several senses, has one gloss, and nothing else has") {
  const Grammar grammar = parse(corpus_text());
  std::set<std::string> expected(grammar.vocabulary().words().begin(), grammar.vocabulary().words().end());
  for (const Line& line : grammar.lines()) {
    for (const Slot& slot : line.slots) {
      if (slot.sense.empty()) continue;
      expected.insert(grammar.vocabulary().word(grammar.sets()[slot.set].choices[0].words[0]) + '/' + slot.sense);
    }
  }
  const auto glossed = glossed_words();
  for (const std::string& word : expected) {
    INFO(word);
    CHECK(glossed.contains(word));
  }
  for (const std::string& word : glossed) {
    INFO(word);
    CHECK(expected.contains(word));
  }
}
