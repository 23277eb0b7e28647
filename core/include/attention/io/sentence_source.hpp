#pragma once

#include <cstdint>
#include <vector>

#include "attention/base/random.hpp"

namespace attention {

/// All sentences split into two parts that share none.
enum class Part : std::uint32_t { training, held_out };

/// Where the sentences of a training come from.
class SentenceSource {
 public:
  [[nodiscard]] virtual std::uint32_t n_vocabulary() const = 0;
  /// Words of the longest possible sentence, without its end mark.
  [[nodiscard]] virtual std::uint32_t longest() const = 0;
  /// Draws a sentence of the part: the ids of its words, without the end mark.
  [[nodiscard]] virtual std::vector<std::uint32_t> draw(Part part, Random& random) const = 0;

 protected:
  SentenceSource() = default;
  ~SentenceSource() = default;
  SentenceSource(const SentenceSource&) = default;
  SentenceSource(SentenceSource&&) = default;
  SentenceSource& operator=(const SentenceSource&) = default;
  SentenceSource& operator=(SentenceSource&&) = default;
};

}  // namespace attention
