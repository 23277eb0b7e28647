#include <algorithm>
#include <functional>

#include "attention/model/stages.hpp"

namespace attention {

Status embed(const Arena& arena) {
  const Dimensions& dimensions = arena.dimensions();
  for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
    // As unsigned, a negative id is a large one: one comparison refuses both.
    const auto id = static_cast<std::uint32_t>(arena.tokens()[i]);
    if (id >= dimensions.n_vocabulary) {
      return Status::error(StatusCode::bad_token, "Token ", i + 1, " has an id that is not in the vocabulary of ",
                           dimensions.n_vocabulary, " words.");
    }
    std::ranges::copy(arena.row(TensorId::w_e, 0, id), arena.row(TensorId::token_embedding, 0, i).begin());
    std::ranges::copy(arena.row(TensorId::w_p, 0, i), arena.row(TensorId::position_embedding, 0, i).begin());
  }
  std::ranges::transform(arena.values(TensorId::token_embedding), arena.values(TensorId::position_embedding),
                         arena.values(TensorId::embedding).begin(), std::plus<>());
  return Status::ok();
}

}  // namespace attention
