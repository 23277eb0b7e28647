#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "attention/base/field.hpp"
#include "attention/base/named.hpp"
#include "attention/base/status.hpp"
#include "attention/base/weight_type.hpp"

/// A decoder-only transformer as a plain list of switches, which covers the public families of small language models:
/// GPT-2, GPT-Neo, GPT-NeoX, Llama, Qwen2, and those without an MLP ("A Mathematical Framework for Transformer
/// Circuits", Elhage et al. 2021). Block l makes of a token's stream x
///
///   m = x + w_o concat over h of (sum over j of softmax_j(score_scale q[h] . k[h, j]) v[h, j]) + b_o
///   y = m + mlp(norm(m)), or with a parallel residual y = m + mlp(norm(x))
///
/// where q, k and v are maps of norm(x), q and k rotated where positions are rotary. It begins with
/// x = token_embedding[token] (+ position_embedding[position]), and the logits are w_u norm(y of the last block) + b_u.
namespace attention {

enum class NormKind : std::uint32_t {
  none = 0,
  layer = 1,  ///< weight (x - mean) / sqrt(variance + epsilon) + bias (Ba, Kiros and Hinton 2016)
  rms = 2     ///< weight x / sqrt(mean of squares + epsilon) (Zhang and Sennrich 2019)
};

inline constexpr std::array<Named<NormKind>, 3> norm_kind_names{
    {{NormKind::none, "none"}, {NormKind::layer, "layer"}, {NormKind::rms, "rms"}}};
static_assert(counts_from_zero(norm_kind_names));

enum class PositionKind : std::uint32_t {
  none = 0,
  learned = 1,        ///< a table, added to the token embeddings
  rotary_halves = 2,  ///< components i and i + d_rotary / 2 of a head are a pair ("RoFormer", Su et al. 2021)
  rotary_pairs = 3,   ///< components 2 i and 2 i + 1 are
  /// A table, added to what queries and keys are maps of, behind the norm, and not to the stream: values have no place
  /// ("Shortformer", Press, Smith and Lewis 2020).
  learned_shortformer = 4
};

inline constexpr std::array<Named<PositionKind>, 5> position_kind_names{
    {{PositionKind::none, "none"},
     {PositionKind::learned, "learned"},
     {PositionKind::rotary_halves, "rotary_halves"},
     {PositionKind::rotary_pairs, "rotary_pairs"},
     {PositionKind::learned_shortformer, "learned_shortformer"}}};
static_assert(counts_from_zero(position_kind_names));

enum class Activation : std::uint32_t {
  gelu_tanh = 0,  ///< x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))
  gelu_erf = 1,   ///< x / 2 (1 + erf(x / sqrt(2)))
  silu = 2,       ///< x / (1 + e^-x)
  relu = 3        ///< max(x, 0)
};

inline constexpr std::array<Named<Activation>, 4> activation_names{{{Activation::gelu_tanh, "gelu_tanh"},
                                                                    {Activation::gelu_erf, "gelu_erf"},
                                                                    {Activation::silu, "silu"},
                                                                    {Activation::relu, "relu"}}};
static_assert(counts_from_zero(activation_names));

/// Every field is 4 bytes, so that JavaScript can write them in order.
struct TransformerDescription {
  std::uint32_t n_vocabulary = 1;  ///< rows of the token embedding, padding included
  std::uint32_t n_positions = 1;   ///< the longest sentence that the model was made for
  std::uint32_t n_layers = 1;
  std::uint32_t d_model = 1;
  std::uint32_t n_heads = 1;
  std::uint32_t n_kv_heads = 1;  ///< divides n_heads; query head h reads h / (n_heads / n_kv_heads)
  std::uint32_t d_head = 1;
  std::uint32_t d_mlp = 0;  ///< 0: blocks have no MLP
  NormKind norm = NormKind::layer;
  PositionKind positions = PositionKind::learned;
  std::uint32_t d_rotary = 0;  ///< components of each head, from its first on, that rotary positions turn; even
  /// Keys that a query of a local layer sees, its own among them; 0: every layer sees all. Layer l is local if
  /// l >= first_local_layer and (l - first_local_layer) is a multiple of local_layer_step.
  std::uint32_t window = 0;
  std::uint32_t first_local_layer = 0;
  std::uint32_t local_layer_step = 1;
  std::uint32_t has_qkv_bias = 0;
  std::uint32_t has_output_bias = 0;  ///< b_o
  std::uint32_t has_mlp_bias = 0;
  Activation activation = Activation::gelu_tanh;
  std::uint32_t is_gated = 0;  ///< 1: the hidden layer is activation(w_gate x) times w_up x ("SwiGLU", Shazeer 2020)
  std::uint32_t has_parallel_residual = 0;
  std::uint32_t has_final_norm = 1;
  std::uint32_t is_tied = 0;  ///< 1: the token embedding is also w_u
  std::uint32_t has_unembedding_bias = 0;
  WeightType weight_type = WeightType::float32;  ///< of the matrices; vectors and positions are float32 in memory
  float norm_epsilon = 1e-5F;
  float rotary_theta = 1e4F;  ///< pair i turns by position * rotary_theta^(-2 i / d_rotary)
  float score_scale = 1.0F;   ///< usually 1 / sqrt(d_head)

  [[nodiscard]] bool is_rotary() const {
    return positions == PositionKind::rotary_halves || positions == PositionKind::rotary_pairs;
  }
  /// Whether there is a table of positions.
  [[nodiscard]] bool has_position_table() const {
    return positions == PositionKind::learned || positions == PositionKind::learned_shortformer;
  }
  [[nodiscard]] bool is_local(std::uint32_t layer) const {
    return window != 0 && layer >= first_local_layer && (layer - first_local_layer) % local_layer_step == 0;
  }
  /// Floats of a token's queries, and of its keys or values.
  [[nodiscard]] std::size_t query_width() const { return std::size_t{n_heads} * d_head; }
  [[nodiscard]] std::size_t key_width() const { return std::size_t{n_kv_heads} * d_head; }
};

inline constexpr std::array<Field, 27> transformer_description_fields{{
    {"n_vocabulary", offsetof(TransformerDescription, n_vocabulary)},
    {"n_positions", offsetof(TransformerDescription, n_positions)},
    {"n_layers", offsetof(TransformerDescription, n_layers)},
    {"d_model", offsetof(TransformerDescription, d_model)},
    {"n_heads", offsetof(TransformerDescription, n_heads)},
    {"n_kv_heads", offsetof(TransformerDescription, n_kv_heads)},
    {"d_head", offsetof(TransformerDescription, d_head)},
    {"d_mlp", offsetof(TransformerDescription, d_mlp)},
    {"norm", offsetof(TransformerDescription, norm)},
    {"positions", offsetof(TransformerDescription, positions)},
    {"d_rotary", offsetof(TransformerDescription, d_rotary)},
    {"window", offsetof(TransformerDescription, window)},
    {"first_local_layer", offsetof(TransformerDescription, first_local_layer)},
    {"local_layer_step", offsetof(TransformerDescription, local_layer_step)},
    {"has_qkv_bias", offsetof(TransformerDescription, has_qkv_bias)},
    {"has_output_bias", offsetof(TransformerDescription, has_output_bias)},
    {"has_mlp_bias", offsetof(TransformerDescription, has_mlp_bias)},
    {"activation", offsetof(TransformerDescription, activation)},
    {"is_gated", offsetof(TransformerDescription, is_gated)},
    {"has_parallel_residual", offsetof(TransformerDescription, has_parallel_residual)},
    {"has_final_norm", offsetof(TransformerDescription, has_final_norm)},
    {"is_tied", offsetof(TransformerDescription, is_tied)},
    {"has_unembedding_bias", offsetof(TransformerDescription, has_unembedding_bias)},
    {"weight_type", offsetof(TransformerDescription, weight_type)},
    {"norm_epsilon", offsetof(TransformerDescription, norm_epsilon), FieldType::float32},
    {"rotary_theta", offsetof(TransformerDescription, rotary_theta), FieldType::float32},
    {"score_scale", offsetof(TransformerDescription, score_scale), FieldType::float32},
}};
static_assert(are_all_fields<TransformerDescription>(transformer_description_fields));

/// Ok for a description that means a model; otherwise `bad_dimension` for an extent that is 0, too large or does not
/// fit another, or `bad_option` for a switch with a value that means nothing. The sentence names the field.
Status check_description(const TransformerDescription& description);

}  // namespace attention
