#pragma once

#include <cstddef>
#include <cstdint>

#include "attention/transformer/session.hpp"

namespace attention {

/// What a logit is made of ("direct logit attribution", Elhage et al. 2021). The last stream is a sum: of the
/// embeddings, and of what each head, each b_o and each MLP added to it. The final norm with its own mean and size of
/// this place, taken as constants, and w_u are linear, so that the logit is the sum of what they make of each term. The
/// terms stand in `SessionTensor::attribution` in this order.
struct AttributionTerms {
  std::uint32_t n_layers;
  std::uint32_t n_heads;

  static constexpr std::size_t constant = 0;  ///< w_u[token] . bias of the final norm, + b_u[token]
  static constexpr std::size_t token_embedding = 1;
  static constexpr std::size_t position_embedding = 2;  ///< 0 where positions are not learned
  [[nodiscard]] std::size_t head(std::size_t layer, std::size_t index) const { return of_layer(layer) + index; }
  [[nodiscard]] std::size_t output_bias(std::size_t layer) const { return of_layer(layer) + n_heads; }  ///< of b_o
  [[nodiscard]] std::size_t mlp(std::size_t layer) const { return of_layer(layer) + n_heads + 1; }
  [[nodiscard]] std::size_t count() const { return of_layer(n_layers); }

 private:
  [[nodiscard]] std::size_t of_layer(std::size_t layer) const { return 3 + layer * (std::size_t{n_heads} + 2); }
};

inline AttributionTerms attribution_terms(const TransformerDescription& description) {
  return {.n_layers = description.n_layers, .n_heads = description.n_heads};
}

/// Fills `SessionTensor::attribution` with the terms of the logit that the token at `place` gives `token`. With
/// direction[c] = weight[c] w_u[token, c] / size, less its mean over c where the norm is a layer norm, the term of a
/// part d of the stream is direction . d. What is switched off has the term 0. Stream, cache and logits stay as they
/// are.
///
/// Errors: `bad_dimension` (a place that is not done), `bad_token` (outside of the vocabulary): nothing has changed;
/// `not_finite`.
///
/// What limits it: reading w_q, w_o and the matrices of the MLPs once, as one more token would.
Status attribute_logit(const Session& session, std::uint32_t place, std::uint32_t token);

}  // namespace attention
