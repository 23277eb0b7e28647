#include "attention/trainer/batch.hpp"

namespace attention {

void append(const std::vector<std::uint32_t>& words, Batch& batch) {
  constexpr std::uint32_t end_mark = 0;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    batch.tokens.push_back(words[i]);
    batch.targets.push_back(i + 1 < words.size() ? words[i + 1] : end_mark);
    batch.positions.push_back(i);
  }
  batch.starts.push_back(batch.rows());
}

Batch draw_batch(const SentenceSource& source, Part part, std::uint32_t count, Random& random, float begun_within) {
  Batch batch;
  for (std::uint32_t sentence = 0; sentence < count; ++sentence) {
    std::vector<std::uint32_t> words = source.draw(part, random);
    if (begun_within > 0.0F && random.unit() < static_cast<double>(begun_within)) {
      const auto first = static_cast<std::ptrdiff_t>(random.unit() * static_cast<double>(words.size()));
      words.erase(words.begin(), words.begin() + first);
    }
    append(words, batch);
  }
  return batch;
}

}  // namespace attention
