#pragma once

#include <span>

namespace attention {

/// A place of the embedding space as a weighted sum, such as E + a dE, and what may come next.
struct PredictionInput {
  std::span<const float> vectors;       ///< (m, d)
  std::span<const float> coefficients;  ///< (m)
  std::span<const float> unembedding;   ///< (n, d): a row for each word
};

/// The caller owns what the spans point to, which must not overlap the input.
struct Prediction {
  std::span<float> at;           ///< (d): sum over i of coefficients[i] vectors[i], added in double precision
  std::span<float> probability;  ///< (n): softmax over all words of unembedding at
};

/// What the model would expect next if a word's vector lay at any place: the last two stages of a run, on a vector that
/// need not come from one. All input must be finite. A place or a score above the range of float32 makes probabilities
/// that are not numbers; a score below it makes one of 0.
void prediction_at(const PredictionInput& input, const Prediction& prediction);

}  // namespace attention
