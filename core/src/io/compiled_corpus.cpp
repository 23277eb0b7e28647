#include <algorithm>
#include <string_view>

#include "attention/io/compiled_grammar.hpp"
#include "io/text_hash.hpp"

namespace attention {

namespace {

/// The place of each item when each is followed by `end`, and the place after the last.
template <typename Items, typename Item>
std::vector<std::uint16_t> places(const Items& items, Item end) {
  std::vector<std::uint16_t> begins{0};
  for (std::size_t index = 0; index < items.size(); ++index) {
    if (items[index] == end) begins.push_back(static_cast<std::uint16_t>(index + 1));
  }
  return begins;
}

}  // namespace

CompiledCorpus::CompiledCorpus(const SentenceTables& tables)
    : tables_(tables),
      words_(places(std::string_view(tables.words), ' ')),
      lines_(places(tables.lines, table_end)),
      lists_(places(tables.lists, table_end)) {
  words_.push_back(static_cast<std::uint16_t>(std::string_view(tables.words).size() + 1));
  std::uint32_t lists = 0;
  for (const SetRow& set : tables.sets) {
    first_lists_.push_back(static_cast<std::uint16_t>(lists));
    std::uint32_t combinations = 1;
    for (const std::uint16_t other : set.by) {
      if (other != 0) combinations *= tables.sets[other - 1U].groups;
    }
    lists += combinations;
  }
}

// Random numbers are used as Grammar::sample uses them: one for the line, one for each slot.
void CompiledCorpus::draw_any(Random& random, std::vector<std::uint32_t>& words) const {
  double total = 0.0;
  for (const double weight : tables_.line_weights) total += weight;
  double left = random.unit() * total;
  std::size_t line = 0;
  for (; line + 1 < tables_.line_weights.size(); ++line) {
    left -= tables_.line_weights[line];
    if (left < 0.0) break;
  }
  std::vector<std::uint16_t> picked(tables_.sets.size());
  for (std::size_t slot = lines_[line]; tables_.lines[slot] != table_end; ++slot) {
    const std::uint16_t set = tables_.lines[slot];
    picked[set] = draw_choice(set, picked, random, words);
  }
}

// Adds the words of a choice, and returns its group; `picked` has the group last picked from each set.
std::uint16_t CompiledCorpus::draw_choice(std::uint16_t set, const std::vector<std::uint16_t>& picked, Random& random,
                                          std::vector<std::uint32_t>& words) const {
  std::size_t combination = 0;
  for (const std::uint16_t other : tables_.sets[set].by) {
    if (other != 0) combination = combination * tables_.sets[other - 1U].groups + picked[other - 1U];
  }
  const std::uint16_t* const list = &tables_.lists[lists_[first_lists_[set] + combination]];
  const auto weight_of = [](std::uint16_t number) { return (number & ~(weight_mark - 1U)) == weight_mark; };
  std::uint32_t total = 0;
  for (const std::uint16_t* at = list; *at != table_end; ++at) {
    if (weight_of(*at)) total += *at - weight_mark;
  }
  double left = random.unit() * total;
  std::uint16_t group = 0;
  const std::uint16_t* at = list;
  // The choice that is reached, or else the last.
  const std::uint16_t* chosen = at;
  for (; *at != table_end && left >= 0.0; ++at) {
    if (weight_of(*at)) {
      left -= *at - weight_mark;
      chosen = at + 1;
    } else if (*at >= group_mark) {
      group = *at - group_mark;
    }
  }
  for (; *chosen < weight_mark; ++chosen) words.push_back(*chosen);
  return group;
}

Part CompiledCorpus::part(const std::vector<std::uint32_t>& words) const {
  for (auto listed = tables_.held_out.begin(); listed != tables_.held_out.end();) {
    const auto end = std::find(listed, tables_.held_out.end(), table_end);
    if (std::equal(listed, end, words.begin(), words.end())) return Part::held_out;
    listed = end + 1;
  }
  TextHash hash;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (index > 0) hash.add(" ");
    const std::uint16_t begin = words_[words[index]];
    hash.add({tables_.words + begin, words_[words[index] + 1U] - begin - 1U});
  }
  return hash.part();
}

std::vector<std::uint32_t> CompiledCorpus::draw(Part part, Random& random) const {
  std::vector<std::uint32_t> words;
  do {
    words.clear();
    draw_any(random, words);
  } while (this->part(words) != part);
  return words;
}

}  // namespace attention
