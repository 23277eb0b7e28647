#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attention {

/// The words that a model knows and their ids: 0, 1, ... in the order of `words`.
class Vocabulary {
 public:
  /// The end mark, predicted after the last word of a sentence. In ASCII it sorts before every word.
  static constexpr std::string_view end_mark = ".";

  Vocabulary() = default;
  /// Words in id order, each once.
  explicit Vocabulary(std::vector<std::string> words);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  [[nodiscard]] const std::string& word(std::uint32_t id) const { return words_[id]; }
  /// Nothing for a word that is not in the vocabulary.
  [[nodiscard]] std::optional<std::uint32_t> id(std::string_view word) const;
  /// The ids of a sentence written with spaces between its words; nothing when one of them is unknown.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> ids(std::string_view sentence) const;
  /// The words of the ids, separated by single spaces.
  [[nodiscard]] std::string text(const std::vector<std::uint32_t>& ids) const;

 private:
  std::vector<std::string> words_;
  std::map<std::string, std::uint32_t, std::less<>> ids_;
};

/// The parts of `text` between spaces and tabs.
std::vector<std::string> split_words(std::string_view text);

}  // namespace attention
