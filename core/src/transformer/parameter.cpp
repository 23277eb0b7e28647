#include "attention/transformer/parameter.hpp"

namespace attention {

namespace {

ParameterShape matrix(std::size_t columns, std::size_t depth) { return {columns, depth, true}; }

ParameterShape vector_if(bool is_there, std::size_t size) {
  return is_there ? ParameterShape{1, size, false} : ParameterShape{};
}

ParameterShape matrix_if(bool is_there, std::size_t columns, std::size_t depth) {
  return is_there ? matrix(columns, depth) : ParameterShape{};
}

ParameterShape shape_of_attention(const TransformerDescription& d, Parameter id) {
  switch (id) {
    case Parameter::w_q: return matrix(d.query_width(), d.d_model);
    case Parameter::w_k:
    case Parameter::w_v: return matrix(d.key_width(), d.d_model);
    case Parameter::w_o: return matrix(d.d_model, d.query_width());
    case Parameter::b_q: return vector_if(d.has_qkv_bias == 1, d.query_width());
    case Parameter::b_k:
    case Parameter::b_v: return vector_if(d.has_qkv_bias == 1, d.key_width());
    case Parameter::b_o: return vector_if(d.has_output_bias == 1, d.d_model);
    case Parameter::attention_norm_weight: return vector_if(d.norm != NormKind::none, d.d_model);
    case Parameter::attention_norm_bias: return vector_if(d.norm == NormKind::layer, d.d_model);
    default: return {};
  }
}

ParameterShape shape_of_mlp(const TransformerDescription& d, Parameter id) {
  if (d.d_mlp == 0) return {};
  switch (id) {
    case Parameter::w_gate: return matrix_if(d.is_gated == 1, d.d_mlp, d.d_model);
    case Parameter::w_up: return matrix(d.d_mlp, d.d_model);
    case Parameter::w_down: return matrix(d.d_model, d.d_mlp);
    case Parameter::b_gate: return vector_if(d.has_mlp_bias == 1 && d.is_gated == 1, d.d_mlp);
    case Parameter::b_up: return vector_if(d.has_mlp_bias == 1, d.d_mlp);
    case Parameter::b_down: return vector_if(d.has_mlp_bias == 1, d.d_model);
    case Parameter::mlp_norm_weight: return vector_if(d.norm != NormKind::none, d.d_model);
    case Parameter::mlp_norm_bias: return vector_if(d.norm == NormKind::layer, d.d_model);
    default: return {};
  }
}

}  // namespace

ParameterShape parameter_shape(const TransformerDescription& d, Parameter id) {
  if (id >= Parameter::mlp_norm_weight) return shape_of_mlp(d, id);
  if (is_of_layers(id)) return shape_of_attention(d, id);
  const bool has_final_norm = d.has_final_norm == 1 && d.norm != NormKind::none;
  switch (id) {
    case Parameter::token_embedding: return matrix(d.n_vocabulary, d.d_model);
    case Parameter::position_embedding:
      // A list of rows: added, never multiplied with.
      if (!d.has_position_table()) return {};
      return {d.n_positions, d.d_model, false};
    case Parameter::final_norm_weight: return vector_if(has_final_norm, d.d_model);
    case Parameter::final_norm_bias: return vector_if(has_final_norm && d.norm == NormKind::layer, d.d_model);
    case Parameter::w_unembedding: return matrix_if(d.is_tied == 0, d.n_vocabulary, d.d_model);
    case Parameter::b_unembedding: return vector_if(d.has_unembedding_bias == 1, d.n_vocabulary);
    default: return {};
  }
}

}  // namespace attention
