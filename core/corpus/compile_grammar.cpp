// Prints core/corpus/grammar.txt, compiled, as a C++ source: a program that only draws sentences is not to carry what
// reads a grammar. Run by the build.
#include <cstdio>

#include "attention/io/compiled_grammar.hpp"
#include "attention/io/corpus.hpp"

using attention::SetRow;

namespace {

void print(double value) { std::printf("%a", value); }
void print(std::uint16_t value) { std::printf("%u", value); }
void print(const SetRow& row) {
  std::printf("{%u, {", row.groups);
  for (const std::uint16_t other : row.by) std::printf("%u, ", other);
  std::printf("}}");
}

template <typename Item>
void print_table(const char* type, const char* name, const std::vector<Item>& items) {
  std::printf("constexpr %s %s[] = {", type, name);
  for (std::size_t index = 0; index < items.size(); ++index) {
    std::printf(index % 12 == 0 ? "\n    " : " ");
    print(items[index]);
    std::printf(",");
  }
  std::printf("\n};\n");
}

void print_source(const attention::CompiledGrammar& compiled) {
  std::printf("#include \"attention/io/compiled_grammar.hpp\"\n\nnamespace attention {\n\nnamespace {\n\n");
  print_table("double", "line_weights", compiled.line_weights);
  print_table("std::uint16_t", "lines", compiled.lines);
  print_table("SetRow", "sets", compiled.sets);
  print_table("std::uint16_t", "lists", compiled.lists);
  print_table("std::uint16_t", "held_out", compiled.held_out);
  std::printf("\n}  // namespace\n\n");
  std::printf("SentenceTables corpus_tables() {\n  return {.words =\n");
  // Some compilers limit a literal; they join those that follow one another.
  for (std::size_t begin = 0; begin < compiled.words.size(); begin += 100) {
    std::printf("              \"%s\"\n", compiled.words.substr(begin, 100).c_str());
  }
  std::printf(
      "          , .longest = %u, .line_weights = line_weights, .lines = lines, .sets = sets, .lists = lists,\n",
      compiled.longest);
  std::printf("          .held_out = held_out};\n}\n\n}  // namespace attention\n");
}

}  // namespace

int main() {
  attention::Grammar grammar;
  attention::CompiledGrammar compiled;
  attention::Status status = attention::Grammar::parse(attention::corpus_text(), grammar);
  if (status.is_ok()) status = attention::compile(grammar, compiled);
  if (!status.is_ok()) {
    std::fprintf(stderr, "%s\n", status.message().data());
    return 1;
  }
  print_source(compiled);
  return 0;
}
