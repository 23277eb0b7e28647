#include <algorithm>

#include "attention/transformer/session.hpp"

namespace attention {

std::uint32_t largest_logit(std::span<const float> logits) {
  return static_cast<std::uint32_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

}  // namespace attention
