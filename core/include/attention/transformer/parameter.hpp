#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "attention/base/named.hpp"
#include "attention/transformer/description.hpp"

namespace attention {

/// What a model is made of. From `attention_norm_weight` on there is one for each layer. The numbers cross the C ABI:
/// append, never renumber.
enum class Parameter : std::uint32_t {
  token_embedding = 0,        ///< (n_vocabulary, d_model)
  position_embedding = 1,     ///< (n_positions, d_model)
  final_norm_weight = 2,      ///< (d_model)
  final_norm_bias = 3,        ///< (d_model)
  w_unembedding = 4,          ///< (n_vocabulary, d_model)
  b_unembedding = 5,          ///< (n_vocabulary)
  attention_norm_weight = 6,  ///< (d_model)
  attention_norm_bias = 7,    ///< (d_model)
  w_q = 8,                    ///< (n_heads * d_head, d_model)
  b_q = 9,                    ///< (n_heads * d_head)
  w_k = 10,                   ///< (n_kv_heads * d_head, d_model)
  b_k = 11,                   ///< (n_kv_heads * d_head)
  w_v = 12,                   ///< (n_kv_heads * d_head, d_model)
  b_v = 13,                   ///< (n_kv_heads * d_head)
  w_o = 14,                   ///< (d_model, n_heads * d_head)
  b_o = 15,                   ///< (d_model)
  mlp_norm_weight = 16,       ///< (d_model)
  mlp_norm_bias = 17,         ///< (d_model)
  w_gate = 18,                ///< (d_mlp, d_model)
  b_gate = 19,                ///< (d_mlp)
  w_up = 20,                  ///< (d_mlp, d_model)
  b_up = 21,                  ///< (d_mlp)
  w_down = 22,                ///< (d_model, d_mlp)
  b_down = 23,                ///< (d_model)
  count
};

inline constexpr std::size_t parameter_count = static_cast<std::size_t>(Parameter::count);

inline constexpr std::array<Named<Parameter>, parameter_count> parameter_names{
    {{Parameter::token_embedding, "token_embedding"},
     {Parameter::position_embedding, "position_embedding"},
     {Parameter::final_norm_weight, "final_norm_weight"},
     {Parameter::final_norm_bias, "final_norm_bias"},
     {Parameter::w_unembedding, "w_unembedding"},
     {Parameter::b_unembedding, "b_unembedding"},
     {Parameter::attention_norm_weight, "attention_norm_weight"},
     {Parameter::attention_norm_bias, "attention_norm_bias"},
     {Parameter::w_q, "w_q"},
     {Parameter::b_q, "b_q"},
     {Parameter::w_k, "w_k"},
     {Parameter::b_k, "b_k"},
     {Parameter::w_v, "w_v"},
     {Parameter::b_v, "b_v"},
     {Parameter::w_o, "w_o"},
     {Parameter::b_o, "b_o"},
     {Parameter::mlp_norm_weight, "mlp_norm_weight"},
     {Parameter::mlp_norm_bias, "mlp_norm_bias"},
     {Parameter::w_gate, "w_gate"},
     {Parameter::b_gate, "b_gate"},
     {Parameter::w_up, "w_up"},
     {Parameter::b_up, "b_up"},
     {Parameter::w_down, "w_down"},
     {Parameter::b_down, "b_down"}}};
static_assert(counts_from_zero(parameter_names));

inline constexpr bool is_of_layers(Parameter id) { return id >= Parameter::attention_norm_weight; }

/// A matrix maps `depth` components to `columns` results, and is packed; what is only added or multiplied with is a
/// list of `depth` floats, or `columns` of them.
struct ParameterShape {
  std::size_t columns = 0;  ///< 0: not part of this model
  std::size_t depth = 0;
  bool is_matrix = false;

  [[nodiscard]] std::uint64_t elements() const { return std::uint64_t{columns} * depth; }
};

/// The shape of a parameter in a sound model, of one layer where it is one of the layers'. A vector has one column.
ParameterShape parameter_shape(const TransformerDescription& description, Parameter id);

}  // namespace attention
