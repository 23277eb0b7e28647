#include <algorithm>
#include <map>
#include <utility>

#include "attention/io/compiled_grammar.hpp"

namespace attention {

namespace {

/// Beyond it numbers of words, weights and groups would be taken for one another.
constexpr std::size_t most_numbers = weight_mark;

Status no_room(std::string_view what, std::size_t count) {
  return Status::error(StatusCode::bad_grammar, "The grammar has ", what, " ", count,
                       ", more than its tables can number. Make it smaller.");
}

class Compiler {
 public:
  explicit Compiler(const Grammar& grammar) : grammar_(grammar), is_depended_on_(grammar.sets().size()) {
    for (const ChoiceSet& set : grammar.sets()) {
      for (const std::uint32_t other : set.by) is_depended_on_[other] = true;
    }
  }

  Status compile(CompiledGrammar& compiled) {
    if (grammar_.vocabulary().size() > most_numbers) return no_room("words:", grammar_.vocabulary().size());
    for (const std::string& word : grammar_.vocabulary().words()) {
      if (!made_.words.empty()) made_.words += ' ';
      made_.words += word;
    }
    if (made_.words.size() >= table_end) return no_room("letters:", made_.words.size());
    made_.longest = grammar_.longest();
    for (std::uint32_t set = 0; set < grammar_.sets().size(); ++set) {
      if (Status status = add_set(set); !status.is_ok()) return status;
    }
    for (const Line& line : grammar_.lines()) {
      made_.line_weights.push_back(line.weight);
      for (const Slot& slot : line.slots) made_.lines.push_back(row_of_[slot.set]);
      made_.lines.push_back(table_end);
    }
    for (const auto& sentence : grammar_.held_out()) {
      for (const std::uint32_t word : sentence) made_.held_out.push_back(static_cast<std::uint16_t>(word));
      made_.held_out.push_back(table_end);
    }
    if (made_.lines.size() >= table_end) return no_room("slots:", made_.lines.size());
    compiled = std::move(made_);
    return Status::ok();
  }

 private:
  // A set whose groups nobody asks for is the same as another of the same choices: most are a word in a line.
  Status add_set(std::uint32_t index) {
    const ChoiceSet& set = grammar_.sets()[index];
    if (set.by.size() > SetRow::most_by) return no_room("a set that depends on others:", set.by.size());
    for (const Choice& choice : set.choices) note_group(index, choice.group);
    SetRow row;
    for (std::size_t place = 0; place < set.by.size(); ++place) {
      row.by[place] = static_cast<std::uint16_t>(1 + row_of_[set.by[place]]);
    }
    if (is_depended_on_[index]) row.groups = static_cast<std::uint16_t>(groups_[index].size());
    std::vector<std::uint16_t> lists;
    std::size_t count = 0;
    if (Status status = add_lists(index, 0, "", lists, count); !status.is_ok()) return status;
    if (made_.lists.size() + lists.size() >= table_end) return no_room("choices:", made_.lists.size() + lists.size());
    const auto added = static_cast<std::uint16_t>(made_.sets.size());
    const auto [known, is_new] =
        is_depended_on_[index] ? std::pair(rows_.end(), true) : rows_.emplace(std::pair(row.by, lists), added);
    row_of_.push_back(is_new ? added : known->second);
    if (!is_new) return Status::ok();
    made_.sets.push_back(row);
    made_.lists.insert(made_.lists.end(), lists.begin(), lists.end());
    return Status::ok();
  }

  // Of every combination of groups, in order: `key` has those of the first `place` sets that this one depends on.
  Status add_lists(std::uint32_t index, std::size_t place, const std::string& key, std::vector<std::uint16_t>& lists,
                   std::size_t& count) {
    const ChoiceSet& set = grammar_.sets()[index];
    if (count > most_numbers) return no_room("combinations of groups:", count);
    if (place == set.by.size()) {
      ++count;
      return add_list(index, key, lists);
    }
    for (const std::string& group : groups_[set.by[place]]) {
      std::string longer = key;
      if (!longer.empty()) longer += ' ';
      longer += group;
      Status status = add_lists(index, place + 1, longer, lists, count);
      if (!status.is_ok()) return status;
    }
    return Status::ok();
  }

  Status add_list(std::uint32_t index, const std::string& key, std::vector<std::uint16_t>& lists) {
    const ChoiceSet& set = grammar_.sets()[index];
    std::size_t last_group = 0;
    for (const Choice& choice : set.choices) {
      if (!set.by.empty() && choice.group != key) continue;
      const std::size_t group = note_group(index, choice.group);
      if (group >= most_numbers) return no_room("groups:", group);
      if (is_depended_on_[index] && group != std::exchange(last_group, group)) {
        lists.push_back(static_cast<std::uint16_t>(group_mark + group));
      }
      lists.push_back(static_cast<std::uint16_t>(weight_mark + static_cast<std::uint16_t>(choice.weight)));
      for (const std::uint32_t word : choice.words) lists.push_back(static_cast<std::uint16_t>(word));
    }
    lists.push_back(table_end);
    return Status::ok();
  }

  // The number of a set's group; one that is not known yet gets the next.
  std::size_t note_group(std::uint32_t index, const std::string& group) {
    std::vector<std::string>& known = groups_[index];
    const auto place = static_cast<std::size_t>(std::ranges::find(known, group) - known.begin());
    if (place == known.size()) known.push_back(group);
    return place;
  }

  const Grammar& grammar_;
  CompiledGrammar made_;
  std::vector<bool> is_depended_on_;
  std::map<std::uint32_t, std::vector<std::string>> groups_;
  std::map<std::pair<std::array<std::uint16_t, SetRow::most_by>, std::vector<std::uint16_t>>, std::uint16_t> rows_;
  std::vector<std::uint16_t> row_of_;
};

}  // namespace

SentenceTables CompiledGrammar::tables() const {
  return {.words = words.c_str(),
          .longest = longest,
          .line_weights = line_weights,
          .lines = lines,
          .sets = sets,
          .lists = lists,
          .held_out = held_out};
}

Status compile(const Grammar& grammar, CompiledGrammar& compiled) { return Compiler(grammar).compile(compiled); }

}  // namespace attention
