#include "reference/transformer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace reference {

namespace {

using Row = std::vector<double>;

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

const Row& parameter(const Transformer& model, const std::string& name) { return model.parameters.at(name); }

std::string of_layer(const std::string& name, std::size_t layer) { return name + "." + std::to_string(layer); }

// Row i of a flat matrix.
Row row(const Row& flat, std::size_t i, std::size_t width) {
  Row result;
  for (std::size_t c = 0; c < width; ++c) result.push_back(flat.at(i * width + c));
  return result;
}

// w x + b, where b may not be there.
Row affine(const Transformer& model, const std::string& w, const std::string& b, const Row& x) {
  const Row& matrix = parameter(model, w);
  if (matrix.size() % x.size() != 0) throw std::length_error("reference::affine: " + w);
  Row result(matrix.size() / x.size(), 0.0);
  for (std::size_t m = 0; m < result.size(); ++m) {
    for (std::size_t c = 0; c < x.size(); ++c) result[m] += matrix[m * x.size() + c] * x[c];
    if (model.parameters.contains(b)) result[m] += parameter(model, b).at(m);
  }
  return result;
}

// "attention_norm.3" and "_weight" make "attention_norm_weight.3".
std::string of_norm(const std::string& name, const std::string& part) {
  const std::size_t layer = std::min(name.find('.'), name.size());
  return name.substr(0, layer) + part + name.substr(layer);
}

Row norm(const Transformer& model, const std::string& name, const Row& x) {
  if (model.norm == "none") return x;
  const Row& weight = parameter(model, of_norm(name, "_weight"));
  const auto n = static_cast<double>(x.size());
  double mean = 0.0;
  double square = 0.0;
  if (model.norm == "layer") {
    for (const double value : x) mean += value / n;
  }
  for (const double value : x) square += (value - mean) * (value - mean) / n;
  Row result;
  for (std::size_t c = 0; c < x.size(); ++c) {
    result.push_back(weight.at(c) * (x[c] - mean) / std::sqrt(square + model.norm_epsilon));
  }
  if (model.norm != "layer") return result;
  const Row& bias = parameter(model, of_norm(name, "_bias"));
  for (std::size_t c = 0; c < x.size(); ++c) result[c] += bias.at(c);
  return result;
}

double activate(const std::string& activation, double x) {
  if (activation == "gelu_tanh") {
    return 0.5 * x * (1.0 + std::tanh(std::sqrt(2.0 / 3.14159265358979323846) * (x + 0.044715 * x * x * x)));
  }
  if (activation == "gelu_erf") return 0.5 * x * (1.0 + std::erf(x / std::sqrt(2.0)));
  if (activation == "silu") return x / (1.0 + std::exp(-x));
  if (activation == "relu") return std::fmax(x, 0.0);
  throw std::invalid_argument("reference::activate: " + activation);
}

// All heads of one token, turned as complex numbers are by e^(i angle).
Row rotate(const Transformer& model, const Row& heads, std::size_t position) {
  if (!model.positions.starts_with("rotary")) return heads;
  Row result = heads;
  const std::size_t half = model.d_rotary / 2;
  for (std::size_t first = 0; first < heads.size(); first += model.d_head) {
    for (std::size_t pair = 0; pair < half; ++pair) {
      const double angle =
          static_cast<double>(position) /
          std::pow(model.rotary_theta, 2.0 * static_cast<double>(pair) / (2.0 * static_cast<double>(half)));
      const bool adjacent = model.positions == "rotary_pairs";
      const std::size_t real = first + (adjacent ? 2 * pair : pair);
      const std::size_t imaginary = first + (adjacent ? 2 * pair + 1 : pair + half);
      result[real] = heads[real] * std::cos(angle) - heads[imaginary] * std::sin(angle);
      result[imaginary] = heads[real] * std::sin(angle) + heads[imaginary] * std::cos(angle);
    }
  }
  return result;
}

void append(Row& flat, const Row& more) { flat.insert(flat.end(), more.begin(), more.end()); }

bool sees(const Transformer& model, std::size_t layer, std::size_t head, std::size_t i, std::size_t j) {
  if (model.edges_off.contains({layer, head, i, j})) return false;
  const std::size_t window = model.windows.empty() ? 0 : model.windows.at(layer);
  return j <= i && (window == 0 || i - j < window);
}

// scaled, masked, weight and head_delta of one head; its outputs into head_output (n, n_heads, d_head).
void attend(const Transformer& model, std::size_t layer, std::size_t head, std::size_t n, Stages& stages) {
  const std::size_t d = model.d_head;
  const std::size_t kv_head = head / (model.n_heads / model.n_kv_heads);
  const auto query = [&](std::size_t i, std::size_t c) {
    return stages["query_rotated"].at((i * model.n_heads + head) * d + c);
  };
  const auto kv = [&](const char* name, std::size_t j, std::size_t c) {
    return stages[name].at((j * model.n_kv_heads + kv_head) * d + c);
  };
  for (std::size_t i = 0; i < n; ++i) {
    Row masked;
    for (std::size_t j = 0; j < n; ++j) {
      double product = 0.0;
      for (std::size_t c = 0; c < d; ++c) product += query(i, c) * kv("key_rotated", j, c);
      stages["scaled"].push_back(model.score_scale * product);
      masked.push_back(sees(model, layer, head, i, j) ? model.score_scale * product : minus_infinity);
    }
    append(stages["masked"], masked);
    // weight[j] = 1 / sum over l of e^(x[l] - x[j]): softmax without a maximum.
    Row weight;
    for (const double own : masked) {
      double total = 0.0;
      for (const double other : masked) total += other == minus_infinity ? 0.0 : std::exp(other - own);
      weight.push_back(own == minus_infinity ? 0.0 : 1.0 / total);
    }
    append(stages["weight"], weight);
    for (std::size_t c = 0; c < d; ++c) {
      double output = 0.0;
      for (std::size_t j = 0; j < n; ++j) output += weight[j] * kv("value", j, c);
      const bool is_off = model.attention_off.contains(layer) || model.heads_off.contains({layer, head});
      stages["head_output"].at((i * model.n_heads + head) * d + c) = is_off ? 0.0 : output;
    }
    const Row& w_o = parameter(model, of_layer("w_o", layer));
    for (std::size_t m = 0; m < model.d_model; ++m) {
      double delta = 0.0;
      for (std::size_t c = 0; c < d; ++c) {
        delta +=
            w_o.at((m * model.n_heads + head) * d + c) * stages["head_output"].at((i * model.n_heads + head) * d + c);
      }
      stages["head_delta"].push_back(delta);
    }
  }
}

void compute_mlp(const Transformer& model, std::size_t layer, const Row& x, Stages& stages) {
  const Row up = affine(model, of_layer("w_up", layer), of_layer("b_up", layer), x);
  Row hidden = up;
  if (model.is_gated) {
    const Row gate = affine(model, of_layer("w_gate", layer), of_layer("b_gate", layer), x);
    append(stages["gate"], gate);
    for (std::size_t m = 0; m < up.size(); ++m) hidden[m] = activate(model.activation, gate[m]) * up[m];
  } else {
    for (double& value : hidden) value = activate(model.activation, value);
  }
  Row delta = affine(model, of_layer("w_down", layer), of_layer("b_down", layer), hidden);
  if (model.mlp_off.contains(layer)) delta.assign(delta.size(), 0.0);
  append(stages["mlp_norm"], x);
  append(stages["up"], up);
  append(stages["hidden"], hidden);
  append(stages["mlp_delta"], delta);
}

void compute_operands(const Transformer& model, std::size_t layer, std::size_t n, Stages& stages) {
  for (std::size_t i = 0; i < n; ++i) {
    const Row x = norm(model, of_layer("attention_norm", layer), row(stages["stream"], i, model.d_model));
    append(stages["attention_norm"], x);
    const auto through = [&](const char* w, const char* b) {
      return affine(model, of_layer(w, layer), of_layer(b, layer), x);
    };
    Row placed = x;
    for (std::size_t c = 0; c < x.size() && model.positions == "learned_shortformer"; ++c) {
      placed[c] += parameter(model, "position_embedding").at(i * x.size() + c);
    }
    const Row query = affine(model, of_layer("w_q", layer), of_layer("b_q", layer), placed);
    const Row key = affine(model, of_layer("w_k", layer), of_layer("b_k", layer), placed);
    append(stages["query"], query);
    append(stages["query_rotated"], rotate(model, query, i));
    append(stages["key"], key);
    append(stages["key_rotated"], rotate(model, key, i));
    append(stages["value"], through("w_v", "b_v"));
  }
}

Stages compute_block(const Transformer& model, std::size_t layer, const Row& stream) {
  const std::size_t d = model.d_model;
  const std::size_t n = stream.size() / d;
  Stages stages;
  stages["stream"] = stream;
  compute_operands(model, layer, n, stages);
  stages["head_output"].resize(n * model.n_heads * model.d_head);
  for (std::size_t head = 0; head < model.n_heads; ++head) attend(model, layer, head, n, stages);
  for (std::size_t i = 0; i < n; ++i) {
    const Row outputs = row(stages["head_output"], i, model.n_heads * model.d_head);
    Row delta = affine(model, of_layer("w_o", layer), of_layer("b_o", layer), outputs);
    if (model.attention_off.contains(layer)) delta.assign(d, 0.0);
    append(stages["attention_delta"], delta);
    Row middle = row(stream, i, d);
    for (std::size_t c = 0; c < d; ++c) middle[c] += delta[c];
    append(stages["middle"], middle);
    if (model.d_mlp != 0) {
      const Row read = model.has_parallel_residual ? row(stream, i, d) : middle;
      compute_mlp(model, layer, norm(model, of_layer("mlp_norm", layer), read), stages);
      for (std::size_t c = 0; c < d; ++c) middle[c] += stages["mlp_delta"].at(i * d + c);
    }
    append(stages["output"], middle);
  }
  return stages;
}

}  // namespace

std::vector<double> unembed(const Transformer& model, const std::vector<double>& stream) {
  Row logits;
  for (std::size_t i = 0; i < stream.size() / model.d_model; ++i) {
    const Row x = row(stream, i, model.d_model);
    append(logits, affine(model, model.is_tied ? "token_embedding" : "w_unembedding", "b_unembedding",
                          model.has_final_norm ? norm(model, "final_norm", x) : x));
  }
  return logits;
}

TransformerRun run_transformer(const Transformer& model, const std::vector<int>& tokens) {
  Row stream;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Row x = row(parameter(model, "token_embedding"), static_cast<std::size_t>(tokens[i]), model.d_model);
    if (model.positions == "learned") {
      for (std::size_t c = 0; c < x.size(); ++c) x[c] += parameter(model, "position_embedding").at(i * x.size() + c);
    }
    append(stream, x);
  }
  TransformerRun run;
  run.streams.push_back(stream);
  for (std::size_t layer = 0; layer < model.n_layers; ++layer) {
    run.blocks.push_back(compute_block(model, layer, run.streams.back()));
    run.streams.push_back(run.blocks.back()["output"]);
  }
  run.logits = unembed(model, run.streams.back());
  return run;
}

}  // namespace reference
