#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "attention/io/grammar.hpp"

namespace attention {

namespace {

/// Combinations of groups that a set may depend on: beyond it a mistake, which would take all memory.
constexpr std::size_t most_groups = 10000;

std::vector<std::string> split_at(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

bool is_word(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || c == '\'' || c == '-'; };
  return !text.empty() && std::ranges::all_of(text, fits);
}

/// A whole number from 1 to 9999.
std::optional<double> weight_from(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1 || number > 9999) return std::nullopt;
  return number;
}

/// `word` if `text` is prefix + word + suffix.
std::optional<std::string_view> between(std::string_view text, char prefix, char suffix) {
  if (text.size() < 2 || text.front() != prefix || text.back() != suffix) return std::nullopt;
  return text.substr(1, text.size() - 2);
}

}  // namespace

/// Reads one text, line by line. Ids of words are in order of appearance until `finish` sorts them.
class GrammarParser {
 public:
  Status parse(std::string_view text, Grammar& grammar) {
    word_id(Vocabulary::end_mark);
    for (const std::string& line : split_at(text, '\n')) {
      ++number_;
      if (Status status = read_line(line); !status.is_ok()) return status;
    }
    if (Status status = end_block(); !status.is_ok()) return status;
    if (grammar_.lines_.empty())
      return Status::error(StatusCode::bad_grammar, "The grammar has no scene, so no sentence.");
    finish();
    grammar = std::move(grammar_);
    return Status::ok();
  }

 private:
  enum class Block { none, set, scene };

  template <typename... Parts>
  Status error(Parts... parts) const {
    return Status::error(StatusCode::bad_grammar, "Grammar, line ", number_, ": ", parts...);
  }

  Status read_line(std::string_view line) {
    const std::string_view content = trimmed(line);
    if (content.empty() || content.front() == '#') return Status::ok();
    const bool indented = line.front() == ' ' || line.front() == '\t';
    if (!indented) return read_heading(content);
    if (block_ == Block::set) return read_choices(content);
    if (block_ == Block::scene) return read_sentence(content);
    return error("an indented line must follow a \"set\" or a \"scene\".");
  }

  Status read_heading(std::string_view content) {
    if (Status status = end_block(); !status.is_ok()) return status;
    const auto words = split_words(content);
    if (words[0] == "set") return begin_set(words);
    if (words[0] == "scene") return begin_scene(words);
    if (words[0] == "held_out") return read_held_out(words);
    return error("it begins with \"", words[0], "\"; expected \"set\", \"scene\", \"held_out\" or an indented line.");
  }

  Status begin_set(const std::vector<std::string>& words) {
    block_ = Block::set;
    if (words.size() < 2) return error("the set has no name.");
    if (find_set(words[1])) return error("the set \"", words[1], "\" is there already.");
    ChoiceSet set{.name = words[1], .adjective = false, .by = {}, .choices = {}};
    bool by = false;
    for (std::size_t index = 2; index < words.size(); ++index) {
      if (by) {
        const auto other = find_set(words[index]);
        if (!other) return error("the set \"", words[index], "\" is not defined above.");
        set.by.push_back(*other);
      } else if (words[index] == "by") {
        by = true;
      } else if (words[index] == "adjective") {
        set.adjective = true;
      } else {
        return error("\"", words[index], "\" after the set's name; expected \"adjective\" or \"by\".");
      }
    }
    grammar_.sets_.push_back(std::move(set));
    return Status::ok();
  }

  Status read_choices(std::string_view content) {
    ChoiceSet& set = grammar_.sets_.back();
    const std::size_t colon = content.find(':');
    const bool grouped = colon != std::string_view::npos;
    if (!grouped && !set.by.empty()) return error("a set \"by\" others needs groups: \"group: word word\".");
    // Words of a group's name joined by single spaces, so that spacing does not matter.
    std::string group;
    if (grouped) {
      for (const std::string& part : split_words(content.substr(0, colon))) group += (group.empty() ? "" : " ") + part;
    }
    for (const std::string& text : split_words(grouped ? content.substr(colon + 1) : content)) {
      if (Status status = add_choice(text, grouped ? &group : nullptr, set); !status.is_ok()) return status;
    }
    return Status::ok();
  }

  Status add_choice(std::string_view text, const std::string* group, ChoiceSet& set) {
    Choice choice;
    const auto parts = split_at(text, '*');
    if (parts.size() == 2) {
      const auto weight = weight_from(parts[1]);
      if (!weight) return error("\"", text, "\": after * expected a whole number from 1 to 9999.");
      choice.weight = *weight;
    }
    if (parts.size() > 2) return error("\"", text, "\" has more than one *.");
    if (parts[0] != "_") {
      for (const std::string& word : split_at(parts[0], '_')) {
        if (!is_word(word)) {
          return error("\"", text, "\" is not a word: use the letters a to z, an apostrophe or a hyphen.");
        }
        choice.words.push_back(word_id(word));
      }
    }
    choice.group = group != nullptr ? *group : parts[0];
    set.choices.push_back(std::move(choice));
    return Status::ok();
  }

  Status begin_scene(const std::vector<std::string>& words) {
    block_ = Block::scene;
    first_line_ = grammar_.lines_.size();
    if (words.size() != 3) return error("expected \"scene NAME WEIGHT\".");
    const auto weight = weight_from(words[2]);
    if (!weight) return error("the scene's weight \"", words[2], "\" is not a whole number from 1 to 9999.");
    scene_weight_ = *weight;
    grammar_.scenes_.push_back(words[1]);
    return Status::ok();
  }

  Status read_sentence(std::string_view content) {
    Line line;
    line.scene = static_cast<std::uint32_t>(grammar_.scenes_.size() - 1);
    auto words = split_words(content);
    if (const auto number = between(words[0], '(', ')')) {
      const auto weight = weight_from(*number);
      if (!weight) return error("\"", words[0], "\" is not a whole number from 1 to 9999 in brackets.");
      line.weight = *weight;
      words.erase(words.begin());
    }
    for (const std::string& word : words) {
      if (Status status = add_slot(word, line); !status.is_ok()) return status;
    }
    if (line.slots.empty()) return error("the sentence has no words.");
    grammar_.lines_.push_back(std::move(line));
    return Status::ok();
  }

  Status add_slot(std::string_view text, Line& line) {
    Slot slot;
    std::string_view rest = text;
    if (const auto cue = between(rest, '<', '>')) {
      slot.cue = true;
      rest = *cue;
    }
    if (const std::size_t stroke = rest.find('/'); stroke != std::string_view::npos) {
      slot.sense = rest.substr(stroke + 1);
      rest = rest.substr(0, stroke);
      if (!is_word(slot.sense)) return error("\"", text, "\": expected the name of a sense after the stroke.");
    }
    if (const auto name = between(rest, '{', '}')) {
      const auto set =
          name->empty() ? std::nullopt : find_set(*name);  // words given in a line are a set without a name
      if (!set) return error("the set \"", *name, "\" is not defined above.");
      if (Status status = check_order(*set, line); !status.is_ok()) return status;
      slot.set = *set;
    } else {
      ChoiceSet given;
      for (const std::string& word : split_at(rest, '|')) {
        if (Status status = add_choice(word, nullptr, given); !status.is_ok()) return status;
      }
      slot.set = static_cast<std::uint32_t>(grammar_.sets_.size());
      grammar_.sets_.push_back(std::move(given));
    }
    line.slots.push_back(std::move(slot));
    return Status::ok();
  }

  [[nodiscard]] Status check_order(std::uint32_t set, const Line& line) const {
    for (const std::uint32_t other : grammar_.sets_[set].by) {
      const auto uses = [other](const Slot& slot) { return slot.set == other; };
      if (!std::ranges::any_of(line.slots, uses)) {
        return error("{", grammar_.sets_[set].name, "} depends on {", grammar_.sets_[other].name,
                     "}, which must stand before it in the sentence.");
      }
    }
    return Status::ok();
  }

  Status read_held_out(const std::vector<std::string>& words) {
    block_ = Block::none;
    std::vector<std::uint32_t> sentence;
    for (std::size_t index = 1; index < words.size(); ++index) {
      if (!is_word(words[index])) return error("\"", words[index], "\" is not a word.");
      sentence.push_back(word_id(words[index]));
    }
    if (sentence.empty()) return error("\"held_out\" needs a sentence.");
    grammar_.held_out_.push_back(std::move(sentence));
    return Status::ok();
  }

  Status end_block() {
    const Block ended = std::exchange(block_, Block::none);
    if (ended == Block::set) return check_groups(grammar_.sets_.back());
    if (ended == Block::scene) return share_weights();
    return Status::ok();
  }

  /// Every combination of groups that can have been picked before must find its group here.
  [[nodiscard]] Status check_groups(const ChoiceSet& set) const {
    if (set.choices.empty()) return error("the set \"", set.name, "\" above is empty.");
    if (set.by.empty()) return Status::ok();
    std::set<std::string> keys{""};
    for (const std::uint32_t other : set.by) {
      std::set<std::string> longer;
      for (const std::string& key : keys) {
        for (const Choice& choice : grammar_.sets_[other].choices) {
          longer.insert(key.empty() ? choice.group : key + ' ' + choice.group);
        }
        if (longer.size() > most_groups) {
          return error("the set \"", set.name, "\" above depends on more than ", most_groups,
                       " combinations of groups. Let it depend on fewer sets.");
        }
      }
      keys = std::move(longer);
    }
    for (const std::string& key : keys) {
      if (!std::ranges::any_of(set.choices, [&](const Choice& choice) { return choice.group == key; })) {
        return error("the set \"", set.name, "\" above has no group \"", key, "\".");
      }
    }
    return Status::ok();
  }

  Status share_weights() {
    if (first_line_ == grammar_.lines_.size()) {
      return error("the scene \"", grammar_.scenes_.back(), "\" above has no sentence.");
    }
    double total = 0.0;
    for (std::size_t line = first_line_; line < grammar_.lines_.size(); ++line) total += grammar_.lines_[line].weight;
    for (std::size_t line = first_line_; line < grammar_.lines_.size(); ++line) {
      grammar_.lines_[line].weight *= scene_weight_ / total;
    }
    return Status::ok();
  }

  [[nodiscard]] std::optional<std::uint32_t> find_set(std::string_view name) const {
    for (std::uint32_t index = 0; index < grammar_.sets_.size(); ++index) {
      if (grammar_.sets_[index].name == name) return index;
    }
    return std::nullopt;
  }

  std::uint32_t word_id(std::string_view word) {
    const auto [entry, added] = ids_.emplace(std::string(word), static_cast<std::uint32_t>(ids_.size()));
    return entry->second;
  }

  // The end mark, which was the first to get an id, keeps it; then words in alphabetical order, which is the order of
  // the map. Line weights that sum to 1.
  void finish() {
    std::vector<std::string> words{std::string(Vocabulary::end_mark)};
    std::vector<std::uint32_t> sorted_id(ids_.size());
    for (const auto& [word, id] : ids_) {
      if (id == 0) continue;
      sorted_id[id] = static_cast<std::uint32_t>(words.size());
      words.push_back(word);
    }
    const auto rename = [&](std::vector<std::uint32_t>& sentence) {
      for (std::uint32_t& word : sentence) word = sorted_id[word];
    };
    for (ChoiceSet& set : grammar_.sets_) {
      for (Choice& choice : set.choices) rename(choice.words);
    }
    for (auto& sentence : grammar_.held_out_) rename(sentence);
    grammar_.vocabulary_ = Vocabulary(std::move(words));

    double total = 0.0;
    for (const Line& line : grammar_.lines_) total += line.weight;
    for (Line& line : grammar_.lines_) line.weight /= total;
  }

  Grammar grammar_;
  std::map<std::string, std::uint32_t, std::less<>> ids_;
  std::uint32_t number_ = 0;
  Block block_ = Block::none;
  std::size_t first_line_ = 0;
  double scene_weight_ = 0.0;
};

Status Grammar::parse(std::string_view text, Grammar& grammar) { return GrammarParser().parse(text, grammar); }

}  // namespace attention
