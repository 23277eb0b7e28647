// A description of the operator, its layout, and a run on both paths, which must agree.
#include "attention/operator/operator.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <memory>
#include <vector>

#include "fuzz/bytes.hpp"
#include "fuzz/operator_description.hpp"
#include "fuzz/values.hpp"

using attention::MaskType;
using attention::OperatorArena;
using attention::OperatorDescription;
using attention::OperatorLayout;
using attention::OperatorTensor;
using attention::Status;
using attention::StatusCode;
using fuzz::Bytes;
using fuzz::require;

namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 22U;
/// Inputs are in [-1, 1), masks in [-2, 2).
constexpr float largest_difference = 4e-6F;

constexpr OperatorTensor inputs[] = {OperatorTensor::query,       OperatorTensor::key,        OperatorTensor::value,
                                     OperatorTensor::past_key,    OperatorTensor::past_value, OperatorTensor::mask,
                                     OperatorTensor::valid_length};

struct Free {
  void operator()(std::byte* memory) const { std::free(memory); }
};

/// The tensors of a layout in memory of exactly its size.
class Call {
 public:
  explicit Call(const OperatorLayout& layout)
      : layout_(layout),
        memory_(static_cast<std::byte*>(std::aligned_alloc(OperatorLayout::alignment, layout.bytes()))),
        arena_(layout_, memory_.get()) {
    std::fill_n(memory_.get(), layout.bytes(), std::byte{0xFF});
  }

  const OperatorArena& arena() { return arena_; }
  std::span<float> values(OperatorTensor id) { return arena_.values(id).first(is_boolean(id) ? 0 : layout_.size(id)); }
  std::span<std::uint8_t> boolean_mask() {
    return is_boolean(OperatorTensor::mask) ? arena_.boolean_mask() : std::span<std::uint8_t>();
  }
  std::vector<std::byte> input_bytes() {
    std::vector<std::byte> all;
    for (const OperatorTensor id : inputs) {
      const std::byte* first = memory_.get() + layout_.offset(id);
      all.insert(all.end(), first, first + layout_.size(id) * (is_boolean(id) ? 1 : 4));
    }
    return all;
  }

 private:
  [[nodiscard]] bool is_boolean(OperatorTensor id) const {
    return id == OperatorTensor::mask && layout_.description().mask_type == MaskType::boolean;
  }

  OperatorLayout layout_;
  std::unique_ptr<std::byte, Free> memory_;
  OperatorArena arena_;
};

void fill_inputs(Call& call, Bytes& bytes) {
  reference::Random random(bytes.number());
  const OperatorDescription& d = call.arena().description();
  for (const OperatorTensor id : inputs) {
    if (id < OperatorTensor::mask) fuzz::fill(call.values(id), random);
  }
  for (float& bias : call.values(OperatorTensor::mask)) {
    const std::uint32_t kind = random.between(0, 7);
    bias = kind == 0   ? -std::numeric_limits<float>::infinity()
           : kind == 1 ? std::numeric_limits<float>::lowest()
                       : random.symmetric(2.0F);
  }
  for (std::uint8_t& entry : call.boolean_mask()) entry = random.between(0, 2) == 0 ? 0 : 1;
  for (std::uint32_t b = 0; d.has_valid_lengths == 1 && b < d.n_batch; ++b) {
    call.arena().valid_lengths()[b] = static_cast<std::int32_t>(random.between(0, d.n_total()));
  }
}

// Any bits in any input. True when there were some.
bool spoil_inputs(Call& call, Bytes& bytes) {
  bool spoilt = false;
  while (!bytes.is_empty()) {
    const OperatorTensor id = inputs[bytes.byte() % std::size(inputs)];
    if (!call.values(id).empty()) fuzz::any_element(call.values(id), bytes) = bytes.any_float();
    spoilt = true;
  }
  return spoilt;
}

// Runs a path; what it may and may not do whatever the inputs are.
Status run(Call& call, bool traced) {
  const std::span<float> output = call.values(OperatorTensor::output);
  std::ranges::fill(output, 7.0F);
  const std::vector<std::byte> before = call.input_bytes();
  const Status status = traced ? attention::attend_traced(call.arena()) : attention::attend_fused(call.arena());
  require(call.input_bytes() == before, "a run changes no input");
  if (status.is_ok()) {
    require(fuzz::are_finite(output), "a run that is a success leaves finite outputs");
    return status;
  }
  fuzz::require_sentence(status.message());
  require(status.code() == StatusCode::not_finite || status.code() == StatusCode::bad_dimension, "an expected error");
  const auto is_untouched = [](float value) { return value == 7.0F; };
  require(status.code() != StatusCode::bad_dimension || std::ranges::all_of(output, is_untouched),
          "a valid length that is refused writes nothing");
  return status;
}

void run_both(Call& call, bool spoilt) {
  const Status fused = run(call, false);
  require(spoilt || fused.is_ok(), "sound inputs give a success");
  if (call.arena().description().keeps_stages == 0) return;
  const std::span<float> output = call.values(OperatorTensor::output);
  const std::vector<float> expected(output.begin(), output.end());
  const Status traced = run(call, true);
  require((fused.code() == StatusCode::bad_dimension) == (traced.code() == StatusCode::bad_dimension),
          "both paths refuse the same lengths");
  if (spoilt) return;
  require(traced.is_ok(), "sound inputs give a success on the traced path");
  for (std::size_t k = 0; k < expected.size(); ++k) {
    require(std::fabs(output[k] - expected[k]) <= largest_difference, "both paths agree");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  OperatorDescription description = fuzz::small_description(bytes);
  const bool wild = bytes.byte() % 8 == 7;
  if (wild) fuzz::spoil(description, bytes);
  OperatorLayout layout;
  if (const Status status = OperatorLayout::make(description, layout); !status.is_ok()) {
    require(wild, "a sound description is laid out");
    require(layout.bytes() == 0, "a refusal writes no layout");
    fuzz::require_sentence(status.message());
    return 0;
  }
  require(layout.bytes() > 0 && layout.bytes() % OperatorLayout::alignment == 0, "a layout is whole");
  if (layout.bytes() > most_bytes) return 0;
  Call call(layout);
  fill_inputs(call, bytes);
  // A scale or softcap of any size is as good as an input of any size.
  const bool spoilt = spoil_inputs(call, bytes) || wild;
  run_both(call, spoilt);
  return 0;
}
