#pragma once

#include <cstdint>
#include <string_view>

#include "attention/io/sentence_source.hpp"

namespace attention {

/// FNV-1a over the text of a sentence, by which it belongs to one part: so adding a word to the vocabulary moves no
/// sentence to another.
class TextHash {
 public:
  void add(std::string_view text) {
    for (const char c : text) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }

  [[nodiscard]] Part part() const {
    // The low bits of FNV alone are weak.
    return (hash_ ^ (hash_ >> 32U)) % 10 == 0 ? Part::held_out : Part::training;
  }

 private:
  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

}  // namespace attention
