#include "core/transformer/families.hpp"

#include <cmath>

using attention::Activation;
using attention::NormKind;
using attention::PositionKind;
using attention::TransformerDescription;

namespace test {

namespace {

TransformerDescription base() {
  TransformerDescription d;
  d.n_vocabulary = 43;
  d.n_positions = 40;
  d.n_layers = 3;
  d.n_heads = 3;
  d.n_kv_heads = 3;
  d.d_head = 6;
  d.d_model = 18;
  d.d_mlp = 37;
  d.score_scale = 1.0F / std::sqrt(6.0F);
  return d;
}

TransformerDescription gpt2() {
  TransformerDescription d = base();
  d.has_qkv_bias = 1;
  d.has_output_bias = 1;
  d.has_mlp_bias = 1;
  d.is_tied = 1;
  return d;
}

TransformerDescription gpt_neo() {
  TransformerDescription d = gpt2();
  d.has_qkv_bias = 0;
  d.score_scale = 1.0F;
  d.window = 5;
  d.first_local_layer = 1;
  d.local_layer_step = 2;
  return d;
}

TransformerDescription gpt_neox() {
  TransformerDescription d = gpt2();
  d.is_tied = 0;
  d.positions = PositionKind::rotary_halves;
  d.d_rotary = 4;
  d.activation = Activation::gelu_erf;
  d.has_parallel_residual = 1;
  return d;
}

TransformerDescription llama() {
  TransformerDescription d = base();
  d.n_heads = 6;
  d.n_kv_heads = 2;
  d.norm = NormKind::rms;
  d.positions = PositionKind::rotary_halves;
  d.d_rotary = 6;
  d.activation = Activation::silu;
  d.is_gated = 1;
  d.is_tied = 1;
  return d;
}

TransformerDescription llama2c() {
  TransformerDescription d = llama();
  d.positions = PositionKind::rotary_pairs;
  d.is_tied = 0;
  return d;
}

TransformerDescription qwen2() {
  TransformerDescription d = llama();
  d.has_qkv_bias = 1;
  d.rotary_theta = 1e6F;
  d.norm_epsilon = 1e-6F;
  return d;
}

TransformerDescription attention_only() {
  TransformerDescription d = gpt2();
  d.is_tied = 0;
  d.d_mlp = 0;
  d.has_unembedding_bias = 1;
  return d;
}

TransformerDescription shortformer() {
  TransformerDescription d = attention_only();
  d.positions = PositionKind::learned_shortformer;
  return d;
}

TransformerDescription bare() {
  TransformerDescription d = base();
  d.norm = NormKind::none;
  d.positions = PositionKind::none;
  d.has_final_norm = 0;
  d.activation = Activation::relu;
  d.n_layers = 1;
  d.n_kv_heads = 1;
  return d;
}

// Longer than the block of keys, and components that go over a block of depth.
TransformerDescription gated_with_biases() {
  TransformerDescription d = llama();
  d.n_layers = 2;
  d.has_mlp_bias = 1;
  d.has_output_bias = 1;
  d.d_mlp = 521;
  d.window = 7;
  d.n_vocabulary = 64;
  return d;
}

}  // namespace

std::vector<Family> families() {
  return {{"GPT-2", gpt2()},
          {"GPT-Neo", gpt_neo()},
          {"GPT-NeoX", gpt_neox()},
          {"Llama", llama()},
          {"llama2.c", llama2c()},
          {"Qwen2", qwen2()},
          {"attention only", attention_only()},
          {"no norm, no positions", bare()},
          {"shortformer", shortformer()},
          {"gated with biases, every layer local", gated_with_biases()}};
}

}  // namespace test
