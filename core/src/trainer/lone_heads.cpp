#include "attention/trainer/pass.hpp"

namespace attention {

// A relative of dropout, for whole heads: "Scheduled DropHead" (Zhou et al. 2020, arXiv:2004.13342), at its extreme. A
// head that is alone learns to look at all that a word needs, such as both adjectives of a noun. With heads that learn
// together each finds a part of it, and no penalty joins the parts again.
void draw_lone_heads(std::uint32_t n_heads, Random& random, Batch& batch) {
  batch.lone_heads.clear();
  for (std::uint32_t sentence = 0; sentence < batch.sentences(); ++sentence) {
    batch.lone_heads.push_back(static_cast<std::uint32_t>(random.unit() * n_heads));
  }
}

// The head that is there adds n_heads times what it would, so that in the mean over heads nothing changes.
void Pass::silence_others(const Batch& batch, std::uint32_t head, MatrixOut rows) const {
  for (std::uint32_t sentence = 0; sentence < batch.lone_heads.size(); ++sentence) {
    const float factor = batch.lone_heads[sentence] == head ? static_cast<float>(dimensions_.n_heads) : 0.0F;
    rows.middleRows(batch.starts[sentence], batch.starts[sentence + 1] - batch.starts[sentence]) *= factor;
  }
}

}  // namespace attention
