#pragma once

#include <cstddef>
#include <cstdint>

#include "attention/transformer/session.hpp"

/// The steps of a block, a file each. Rows of all of them are tokens, one after the other.
namespace attention {

/// Rows of one block: `count` tokens at the places from `first` on.
struct TokenRows {
  std::size_t first;
  std::size_t count;
};

/// Where the steps of a block leave their results. In a run many of these are one place, as nothing is kept; in a trace
/// each is a stage by itself (trace.hpp has their shapes). Keys and values have a row for each place from 0 on, all
/// others one for each token of the rows.
struct BlockBuffers {
  const float* stream;
  float* attention_norm;
  float* query;
  float* query_rotated;
  float* key;  ///< of place 0
  float* key_rotated;
  float* value;
  float* head_output;
  float* attention_delta;
  float* middle;
  float* mlp_norm;
  float* gate;  ///< where the MLP is gated
  float* up;
  float* hidden;  ///< may be `gate`, or `up` where the MLP is not gated
  float* mlp_delta;
  float* output;
  float* scratch;           ///< block_scratch_floats
  std::uint8_t* edge_mask;  ///< (rows, places): edge_mask_floats
};

/// Floats that the steps of a block work in, for sentences of up to n_tokens.
std::uint64_t block_scratch_floats(const TransformerDescription& description, std::uint64_t n_tokens);

/// Floats that an edge mask of so many rows takes.
std::uint64_t edge_mask_floats(std::uint64_t n_rows, std::uint64_t n_places);

/// Where a run of the rows works.
BlockBuffers session_buffers(const Session& session, std::size_t layer, const TokenRows& rows);

/// The parameter that is w_u.
inline Parameter unembedding_of(const TransformerDescription& description) {
  return description.is_tied == 1 ? Parameter::token_embedding : Parameter::w_unembedding;
}

/// attention_norm, query and query_rotated of the rows.
void compute_queries(const Session& session, std::size_t layer, const TokenRows& rows, const BlockBuffers& buffers);

/// Computes all of a block, but for what is switched off. False if an output is not a finite number.
bool compute_block(const Session& session, std::size_t layer, const TokenRows& rows, const BlockBuffers& buffers);

/// target[i] = token_embedding[tokens[i]] + position_embedding[first + i]. (rows, d_model)
void embed(const Weights& weights, const std::int32_t* tokens, const TokenRows& rows, float* target);

/// target[i] = norm(x[i]) with the model's kind of norm; a copy where there is none, or no such norm. (rows, d_model)
void normalise(const Weights& weights, Parameter weight, Parameter bias, std::size_t layer, const float* x,
               std::size_t n_rows, float* target);

/// target[i] = w a[i] + b, for the maps `w` of a layer and their biases, where the model has these. (rows, w's columns)
void project(const Weights& weights, Parameter w, Parameter b, std::size_t layer, const float* a, std::size_t n_rows,
             float* target, float* scratch);

/// Floats of a rotation: cosines, then sines, (n_positions, d_rotary / 2) each.
std::uint64_t rotation_floats(const TransformerDescription& description, std::uint64_t n_positions);

/// Cosine and sine of position * rotary_theta^(-2 i / d_rotary), in double precision and rounded once.
void fill_rotation(const TransformerDescription& description, std::size_t n_positions, float* rotation);

/// target[i, h] = x[i, h] turned by the place of row i, for heads of d_head components. `target` may be `x`.
void rotate(const Session& session, const TokenRows& rows, std::size_t n_heads, const float* x, float* target);

/// head_output[i, h] = sum over j of softmax_j(score_scale q[h, i] . k[j]) v[j] over the places that i sees; 0 for a
/// head that is off. False if one is not a finite number.
bool attend(const Session& session, std::size_t layer, const TokenRows& rows, const BlockBuffers& buffers);

/// Where the traced attention leaves the scores and weights of some heads, each (heads, n, n).
struct AttentionStages {
  float* scaled;
  float* masked;
  float* weight;
  std::size_t first_head;
  std::size_t n_heads;
};

/// The same for the heads of the stages, of tokens from place 0 on, with every stage. `scratch` has
/// traced_attention_floats.
bool attend_traced_heads(const Session& session, std::size_t layer, std::size_t n_tokens, const BlockBuffers& buffers,
                         const AttentionStages& stages, float* scratch);
std::uint64_t traced_attention_floats(const TransformerDescription& description, std::size_t n_tokens);

/// Floats that a trace works in, before its edge mask.
std::uint64_t trace_scratch_floats(const TransformerDescription& description, std::uint64_t n_tokens);

/// target[i] = w_o[:, head] head_output[i, head], the part of attention_delta that is the head's. (n, d_model)
void head_delta(const Weights& weights, std::size_t layer, std::size_t head, std::size_t n_rows,
                const float* head_output, float* target, float* scratch);

/// mlp_delta = w_down hidden + b_down, hidden = activation(w_up mlp_norm + b_up), or with a gate
/// activation(w_gate mlp_norm + b_gate) times the other.
void compute_mlp(const Weights& weights, std::size_t layer, std::size_t n_rows, const BlockBuffers& buffers);

}  // namespace attention
