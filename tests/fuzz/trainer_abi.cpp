// Any calls of the trainer's C interface in any order, with any arguments.
#include "trainer_abi.h"

#include <bit>
#include <cmath>
#include <vector>

#include "fuzz/bytes.hpp"

using fuzz::Bytes;
using fuzz::require;

namespace {

constexpr int most_calls = 8;

struct State {
  std::uint32_t steps = trainer_steps_done();
  std::uint32_t heads = trainer_extent(3);
  bool operator==(const State&) const = default;
};

std::int32_t create(Bytes& bytes) {
  const std::uint32_t seed = bytes.number();
  const float rate = bytes.byte() % 2 == 0 ? bytes.any_float() : 0.02F;
  const std::int32_t status = trainer_create(seed, rate, bytes.between(0, 5), bytes.byte() == 0 ? 0 : bytes.number());
  require(status != 0 || trainer_steps_done() == 0, "a new run begins at 0");
  return status;
}

std::int32_t run(Bytes& bytes) {
  const std::uint32_t before = trainer_steps_done();
  const std::uint32_t count = bytes.between(0, 2);
  const std::int32_t status = trainer_run(count);
  require(trainer_steps_done() - before <= count, "no more steps than asked for");
  return status;
}

std::int32_t ask(Bytes& bytes) {
  const std::uint32_t id = bytes.byte() % 2 == 0 ? bytes.number() : bytes.byte();
  require(id < 6 || trainer_extent(id) == 0, "an unknown axis has no extent");
  require((trainer_parameter_size(id) == 0) || id < 7, "only parameters have a size");
  require(!std::isinf(trainer_loss()), "a loss is a number, or none");
  require(std::isfinite(trainer_held_out_loss()), "sound weights have a held-out loss");
  return 0;
}

std::int32_t any_call(Bytes& bytes) {
  switch (bytes.byte() % 6) {
    case 0: return create(bytes);
    case 1:
    case 2:
    case 3: return ask(bytes);
    default: return run(bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  require(trainer_create(1, 0.02F, 4, 8) == 0, "the defaults are sound");
  for (int call = 0; call < most_calls && !bytes.is_empty(); ++call) {
    const State before;
    if (any_call(bytes) == 0) continue;
    fuzz::require_sentence(trainer_message());
    const State after;
    require(after.heads == before.heads, "a failed call changes no run");
  }
  return 0;
}
