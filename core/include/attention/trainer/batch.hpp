#pragma once

#include <cstdint>
#include <vector>

#include "attention/io/sentence_source.hpp"

namespace attention {

/// Sentences one after the other, without padding: row r of every matrix of the trainer is word r of this list.
struct Batch {
  std::vector<std::uint32_t> tokens;     ///< (n_rows)
  std::vector<std::uint32_t> targets;    ///< the word after each, the end mark after the last (n_rows)
  std::vector<std::uint32_t> positions;  ///< place in its sentence, from 0 (n_rows)
  std::vector<std::uint32_t> starts{0};  ///< first row of each sentence, then n_rows (n_sentences + 1)
  /// The one head that each sentence goes through, or empty for all heads, see lone_heads.cpp (n_sentences).
  std::vector<std::uint32_t> lone_heads;

  [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(tokens.size()); }
  [[nodiscard]] std::uint32_t sentences() const { return static_cast<std::uint32_t>(starts.size() - 1); }
};

/// Adds a sentence; its end mark must have id 0.
void append(const std::vector<std::uint32_t>& words, Batch& batch);

/// Draws `count` sentences. A share of them, `begun_within`, begins at a random one of their words instead of at the
/// first, and positions count from there: as readers begin anywhere, and so that no position stands for a context.
Batch draw_batch(const SentenceSource& source, Part part, std::uint32_t count, Random& random,
                 float begun_within = 0.0F);

/// Draws the one head that each sentence of the batch goes through, in place of all `n_heads`.
void draw_lone_heads(std::uint32_t n_heads, Random& random, Batch& batch);

}  // namespace attention
