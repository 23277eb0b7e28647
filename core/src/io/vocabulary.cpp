#include "attention/io/vocabulary.hpp"

#include <utility>

namespace attention {

Vocabulary::Vocabulary(std::vector<std::string> words) : words_(std::move(words)) {
  for (std::uint32_t id = 0; id < size(); ++id) ids_.emplace(words_[id], id);
}

std::optional<std::uint32_t> Vocabulary::id(std::string_view word) const {
  const auto found = ids_.find(word);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::vector<std::uint32_t>> Vocabulary::ids(std::string_view sentence) const {
  std::vector<std::uint32_t> found;
  for (const std::string& word : split_words(sentence)) {
    const auto known = id(word);
    if (!known) return std::nullopt;
    found.push_back(*known);
  }
  return found;
}

std::string Vocabulary::text(const std::vector<std::uint32_t>& ids) const {
  std::string text;
  for (const std::uint32_t id : ids) {
    if (!text.empty()) text += ' ';
    text += word(id);
  }
  return text;
}

std::vector<std::string> split_words(std::string_view text) {
  constexpr std::string_view blank = " \t\r";
  std::vector<std::string> parts;
  std::size_t begin = text.find_first_not_of(blank);
  while (begin != std::string_view::npos) {
    const std::size_t end = text.find_first_of(blank, begin);
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end == std::string_view::npos ? end : text.find_first_not_of(blank, end);
  }
  return parts;
}

}  // namespace attention
