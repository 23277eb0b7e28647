#include <algorithm>

#include "attention/io/grammar.hpp"

namespace attention {

namespace {

/// Index of the item that `unit` in [0, 1) falls on when the items lie side by side, as wide as their weights.
template <typename Items, typename Weight>
std::size_t pick(const Items& items, Weight weight, double unit) {
  double total = 0.0;
  for (const auto& item : items) total += weight(item);
  double left = unit * total;
  for (std::size_t index = 0; index + 1 < items.size(); ++index) {
    left -= weight(items[index]);
    if (left < 0.0) return index;
  }
  return items.size() - 1;
}

/// The groups that the sets in `by` were picked from, joined by spaces.
std::string group_key(const ChoiceSet& set, const Line& line, const std::vector<const Choice*>& picked) {
  std::string key;
  for (const std::uint32_t other : set.by) {
    for (std::size_t slot = picked.size(); slot-- > 0;) {
      if (line.slots[slot].set != other) continue;
      if (!key.empty()) key += ' ';
      key += picked[slot]->group;
      break;
    }
  }
  return key;
}

}  // namespace

std::vector<const Choice*> Grammar::open_choices(const Line& line, std::size_t slot,
                                                 const std::vector<const Choice*>& picked) const {
  const ChoiceSet& set = sets_[line.slots[slot].set];
  const std::string key = group_key(set, line, picked);
  std::vector<const Choice*> open;
  for (const Choice& choice : set.choices) {
    if (set.by.empty() || choice.group == key) open.push_back(&choice);
  }
  return open;
}

Sentence Grammar::sample(Random& random) const {
  const Line& line = lines_[pick(lines_, [](const Line& item) { return item.weight; }, random.unit())];
  Sentence sentence{.words = {}, .roles = {}, .scene = line.scene};
  std::vector<const Choice*> picked;
  for (std::size_t slot = 0; slot < line.slots.size(); ++slot) {
    const auto open = open_choices(line, slot, picked);
    const Choice* choice = open[pick(open, [](const Choice* item) { return item->weight; }, random.unit())];
    const Slot& where = line.slots[slot];
    for (const std::uint32_t word : choice->words) {
      sentence.words.push_back(word);
      sentence.roles.push_back({.adjective = sets_[where.set].adjective, .cue = where.cue, .sense = where.sense});
    }
    picked.push_back(choice);
  }
  return sentence;
}

std::uint32_t Grammar::longest() const {
  std::size_t longest = 0;
  for (const Line& line : lines_) {
    std::size_t length = 0;
    for (const Slot& slot : line.slots) {
      std::size_t widest = 0;
      for (const Choice& choice : sets_[slot.set].choices) widest = std::max(widest, choice.words.size());
      length += widest;
    }
    longest = std::max(longest, length);
  }
  return static_cast<std::uint32_t>(longest);
}

}  // namespace attention
