#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace reference {

/// A decoder-only transformer once more, in double precision and token by token, from the formulas of the papers and of
/// the models' own programs. Nothing is packed, rotated in place or cached, and every switch is a plain field.
struct Transformer {
  std::size_t n_vocabulary = 0, n_layers = 0, d_model = 0, n_heads = 0, n_kv_heads = 0, d_head = 0, d_mlp = 0;
  std::string norm = "layer";         ///< none, layer, rms
  std::string positions = "learned";  ///< none, learned, rotary_halves, rotary_pairs, learned_shortformer
  std::string activation = "gelu_tanh";
  std::size_t d_rotary = 0;
  std::vector<std::size_t> windows;  ///< for each layer the keys that a query sees; 0: all before it
  bool is_gated = false, has_parallel_residual = false, has_final_norm = true, is_tied = false;
  /// What is off: heads as {layer, head}, layers, edges as {layer, head, query, key}.
  std::set<std::array<std::size_t, 2>> heads_off = {};
  std::set<std::size_t> attention_off = {}, mlp_off = {};
  std::set<std::array<std::size_t, 4>> edges_off = {};
  double norm_epsilon = 1e-5, rotary_theta = 1e4, score_scale = 1.0;
  /// By name, those of a layer with ".0" and so on behind it: row-major, a matrix (results, components). A bias that is
  /// not there is none.
  std::map<std::string, std::vector<double>> parameters;
};

/// Stages by name, each flat and row-major with the shapes of attention/transformer/trace.hpp, for all heads.
using Stages = std::map<std::string, std::vector<double>>;

struct TransformerRun {
  std::vector<Stages> blocks;                ///< one for each layer
  std::vector<std::vector<double>> streams;  ///< n_layers + 1, each (n, d_model)
  std::vector<double> logits;                ///< (n, n_vocabulary)
};

TransformerRun run_transformer(const Transformer& model, const std::vector<int>& tokens);

/// The logits that a stream gives, (n, n_vocabulary).
std::vector<double> unembed(const Transformer& model, const std::vector<double>& stream);

}  // namespace reference
