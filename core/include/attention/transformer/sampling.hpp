#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "attention/base/status.hpp"

namespace attention {

/// How the next token is drawn. Probabilities are softmax(logits / temperature); of these the top_k largest are kept,
/// then of what is left the fewest largest whose sum reaches top_p of its whole ("nucleus sampling", Holtzman et al.
/// 2020), and one of those is drawn in proportion. Of equal logits the smaller id counts as the larger.
struct Sampling {
  float temperature = 1.0F;  ///< at least 0; 0 takes the largest logit, whatever the rest says
  std::uint32_t top_k = 0;   ///< 0: all
  float top_p = 1.0F;        ///< above 0 and at most 1
};

/// Draws a token: `logits` is not empty and holds finite numbers, `candidate` has room for as many ids. `seed` and
/// `place`, that of the new token in its sentence, decide the draw alone: the same text goes on in the same way,
/// however it was come by. All but the logits is computed in double precision and in one order, so that both wasm
/// variants draw the same from the same logits.
///
/// Errors: `bad_option` (a setting out of its range; the sentence names it). `token` is written only on success.
///
/// What limits it: sorting the candidates that are kept; without top_k or top_p, an exponential for each.
Status sample_token(std::span<const float> logits, const Sampling& sampling, std::uint32_t seed, std::uint32_t place,
                    std::span<std::uint32_t> candidate, std::uint32_t& token);

}  // namespace attention
