#pragma once

#include <cmath>
#include <cstring>

#include "attention/operator/operator.hpp"
#include "fuzz/bytes.hpp"

namespace fuzz {

/// A small call that is sound.
inline attention::OperatorDescription small_description(Bytes& bytes) {
  attention::OperatorDescription d;
  d.n_batch = bytes.between(1, 2);
  d.n_kv_heads = bytes.between(1, 3);
  d.n_heads = d.n_kv_heads * bytes.between(1, 3);
  d.n_queries = bytes.between(1, 20);
  d.n_keys = bytes.between(0, 220);
  d.n_past = bytes.between(0, 9);
  d.d_head = bytes.between(1, 19);
  d.d_value = bytes.between(1, 35);
  d.order = static_cast<attention::HeadOrder>(bytes.between(0, 2));
  d.mask_type = static_cast<attention::MaskType>(bytes.between(0, 2));
  const std::uint8_t whole = bytes.byte();
  d.mask_extents = {(whole & 1U) != 0 ? d.n_batch : 1, (whole & 2U) != 0 ? d.n_heads : 1,
                    (whole & 4U) != 0 ? d.n_queries : 1, bytes.between(0, d.n_total())};
  d.causal = whole >> 3U & 1U;
  d.has_valid_lengths = whole >> 4U & 1U;
  d.keeps_stages = whole >> 5U & 1U;
  d.scale = (whole & 64U) != 0 ? 0.0F : 1.0F / std::sqrt(static_cast<float>(d.d_head));
  d.softcap = (whole & 128U) != 0 ? 1.5F : 0.0F;
  // Nothing more for what an older input, which ends before, leaves at 0.
  if (const std::uint8_t left = bytes.byte(); left != 0) d.left_window_size = left - 1U;
  if (const std::uint8_t right = bytes.byte(); right != 0) d.right_window_size = right - 1U;
  return d;
}

/// Any number in any field.
inline void spoil(attention::OperatorDescription& description, Bytes& bytes) {
  const std::uint32_t number = bytes.number();
  const std::size_t field = bytes.byte() % (sizeof description / sizeof number);
  std::memcpy(reinterpret_cast<std::byte*>(&description) + field * sizeof number, &number, sizeof number);
}

}  // namespace fuzz
