// Real models, and what others' programs compute from them.
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/catch.hpp"
#include "core/transformer/support.hpp"

using attention::Activation;
using attention::BlockStage;
using attention::NormKind;
using attention::Parameter;
using attention::PositionKind;
using attention::SessionTensor;
using attention::TransformerDescription;
using nlohmann::json;
using test::TransformerModel;
using test::TransformerSession;

namespace {

/// The folder of models: of the environment variable ATTENTION_MODELS, else the one that CMake was told. Where it is
/// absent the test is skipped, with what to do.
std::filesystem::path model_folder(const char* name) {
  const char* given = std::getenv("ATTENTION_MODELS");
  const std::filesystem::path folder = std::filesystem::path(given != nullptr ? given : ATTENTION_MODELS) / name;
  if (!std::filesystem::exists(folder)) {
    SKIP(
        "There is no folder " << folder.string() << ". Get stories260K.bin and tok512.bin of karpathy/tinyllamas and "
                              << "gpt-nano-sort of bbycroft/llm-viz, and name the folder of both by ATTENTION_MODELS.");
  }
  return folder;
}

json read_json(const std::filesystem::path& path) {
  std::ifstream stream(path);
  return json::parse(stream);
}

// Base64 of little-endian float32.
std::vector<float> floats_of(const json& tensor) {
  const auto& text = tensor.at("data").get_ref<const std::string&>();
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<float> values;
  std::uint64_t bits = 0;
  std::vector<std::uint8_t> bytes;
  int n_bits = 0;
  for (const char letter : text) {
    if (letter == '=') break;
    bits = bits << 6U | alphabet.find(letter);
    n_bits += 6;
    if (n_bits < 8) continue;
    n_bits -= 8;
    bytes.push_back(static_cast<std::uint8_t>(bits >> static_cast<unsigned>(n_bits)));
  }
  for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4) {
    values.push_back(std::bit_cast<float>(std::array{bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]}));
  }
  return values;
}

std::vector<double> doubles_of(const json& tensor) {
  const std::vector<float> values = floats_of(tensor);
  return {values.begin(), values.end()};
}

// One of `n` equal parts.
template <typename Value>
std::vector<Value> part(const std::vector<Value>& values, std::size_t index, std::size_t n) {
  const auto size = static_cast<std::ptrdiff_t>(values.size() / n);
  const auto first = values.begin() + static_cast<std::ptrdiff_t>(index) * size;
  return {first, first + size};
}

TransformerModel read_nano(const std::filesystem::path& folder) {
  const json file = read_json(folder / "gpt-nano-sort-model.json");
  TransformerDescription d;
  d.n_vocabulary = 3;
  d.n_positions = 11;
  d.n_layers = 3;
  d.d_model = 48;
  d.n_heads = d.n_kv_heads = 3;
  d.d_head = 16;
  d.d_mlp = 192;
  d.has_qkv_bias = d.has_output_bias = d.has_mlp_bias = 1;
  d.score_scale = 0.25F;
  TransformerModel model(d);
  model.give(Parameter::token_embedding, 0, floats_of(file.at("transformer.wte.weight")));
  model.give(Parameter::position_embedding, 0, floats_of(file.at("transformer.wpe.weight")));
  model.give(Parameter::final_norm_weight, 0, floats_of(file.at("transformer.ln_f.weight")));
  model.give(Parameter::final_norm_bias, 0, floats_of(file.at("transformer.ln_f.bias")));
  model.give(Parameter::w_unembedding, 0, floats_of(file.at("lm_head.weight")));
  for (std::uint32_t layer = 0; layer < d.n_layers; ++layer) {
    const auto give = [&](Parameter id, const std::string& name, std::size_t index = 0, std::size_t n = 1) {
      const std::string key = "transformer.h." + std::to_string(layer) + "." + name;
      model.give(id, layer, part(floats_of(file.at(key)), index, n));
    };
    give(Parameter::attention_norm_weight, "ln_1.weight");
    give(Parameter::attention_norm_bias, "ln_1.bias");
    give(Parameter::w_q, "attn.c_attn.weight", 0, 3);
    give(Parameter::w_k, "attn.c_attn.weight", 1, 3);
    give(Parameter::w_v, "attn.c_attn.weight", 2, 3);
    give(Parameter::b_q, "attn.c_attn.bias", 0, 3);
    give(Parameter::b_k, "attn.c_attn.bias", 1, 3);
    give(Parameter::b_v, "attn.c_attn.bias", 2, 3);
    give(Parameter::w_o, "attn.c_proj.weight");
    give(Parameter::b_o, "attn.c_proj.bias");
    give(Parameter::mlp_norm_weight, "ln_2.weight");
    give(Parameter::mlp_norm_bias, "ln_2.bias");
    give(Parameter::w_up, "mlp.c_fc.weight");
    give(Parameter::b_up, "mlp.c_fc.bias");
    give(Parameter::w_down, "mlp.c_proj.weight");
    give(Parameter::b_down, "mlp.c_proj.bias");
  }
  return model;
}

// (heads, n, d) of torch as our (n, heads, d).
std::vector<double> tokens_first(const std::vector<double>& values, std::size_t heads, std::size_t n) {
  const std::size_t d = values.size() / heads / n;
  std::vector<double> result;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t h = 0; h < heads; ++h) {
      for (std::size_t c = 0; c < d; ++c) result.push_back(values[(h * n + i) * d + c]);
    }
  }
  return result;
}

TransformerModel read_stories(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::array<std::int32_t, 7> header{};
  stream.read(reinterpret_cast<char*>(header.data()), sizeof header);
  const auto [dim, hidden, n_layers, n_heads, n_kv_heads, n_vocabulary, length] = header;
  TransformerDescription d;
  d.n_vocabulary = static_cast<std::uint32_t>(std::abs(n_vocabulary));
  d.n_positions = static_cast<std::uint32_t>(length);
  d.n_layers = static_cast<std::uint32_t>(n_layers);
  d.d_model = static_cast<std::uint32_t>(dim);
  d.n_heads = static_cast<std::uint32_t>(n_heads);
  d.n_kv_heads = static_cast<std::uint32_t>(n_kv_heads);
  d.d_head = d.d_model / d.n_heads;
  d.d_mlp = static_cast<std::uint32_t>(hidden);
  d.norm = NormKind::rms;
  d.positions = PositionKind::rotary_pairs;
  d.d_rotary = d.d_head;
  d.activation = Activation::silu;
  d.is_gated = 1;
  d.is_tied = n_vocabulary > 0 ? 1 : 0;
  d.score_scale = 1.0F / std::sqrt(static_cast<float>(d.d_head));
  TransformerModel model(d);
  const auto give = [&](Parameter id) {
    for (std::uint32_t layer = 0; layer < (attention::is_of_layers(id) ? d.n_layers : 1); ++layer) {
      std::vector<float> values(attention::parameter_shape(d, id).elements());
      stream.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(4 * values.size()));
      model.give(id, layer, values);
    }
  };
  for (const Parameter id : {Parameter::token_embedding, Parameter::attention_norm_weight, Parameter::w_q,
                             Parameter::w_k, Parameter::w_v, Parameter::w_o, Parameter::mlp_norm_weight,
                             Parameter::w_gate, Parameter::w_down, Parameter::w_up, Parameter::final_norm_weight}) {
    give(id);
  }
  REQUIRE(stream);
  return model;
}

// The rows of a triangle, each as long as its number, out of (heads, n, n).
std::vector<float> triangle(std::span<const float> scores, std::size_t head, std::size_t n) {
  std::vector<float> result;
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = scores.subspan((head * n + i) * n, i + 1);
    result.insert(result.end(), row.begin(), row.end());
  }
  return result;
}

std::vector<double> flat(const json& nested) {
  if (nested.is_number()) return {nested.get<double>()};
  std::vector<double> result;
  for (const json& entry : nested) {
    const std::vector<double> more = flat(entry);
    result.insert(result.end(), more.begin(), more.end());
  }
  return result;
}

}  // namespace

TEST_CASE("gpt-nano-sort: every stage is torch's, for all inputs", "[transformer][models]") {
  const std::filesystem::path folder = model_folder("gpt-nano-sort");
  TransformerModel model = read_nano(folder);
  REQUIRE(attention::check_weights(model.weights()).is_ok());
  const json partials = read_json(folder / "gpt-nano-sort-t0-partials.json");
  constexpr std::size_t n_inputs = 3;
  constexpr double bound = 1e-5;
  const std::vector<float> ids = floats_of(partials.at("idx"));
  for (std::size_t input = 0; input < n_inputs; ++input) {
    INFO("input " << input);
    const auto expected = [&](const char* name) { return part(doubles_of(partials.at(name)), input, n_inputs); };
    const auto heads_first = [&](const char* name) { return tokens_first(expected(name), 3, 11); };
    const std::vector<float> own = part(ids, input, n_inputs);
    TransformerSession session(model, 11, 11);
    session.run({own.begin(), own.end()}, 11);
    CHECK(test::largest_difference(session.logits(), expected("lm_head")) <= bound);
    for (std::size_t layer = 0; layer < 3; ++layer) {
      const std::string block = "block" + std::to_string(layer);
      CHECK(test::largest_difference({session->stream(layer + 1), 11 * 48}, expected(block.c_str())) <= bound);
    }
    const test::BlockTrace trace(*session, 0, {.first = 0, .count = 3});
    CHECK(test::largest_difference(trace[BlockStage::stream], expected("x")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::attention_norm], expected("ln1")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::query], heads_first("q")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::key], heads_first("k")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::value], heads_first("v")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::masked], expected("att")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::weight], expected("attSm")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::head_output], expected("y")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::attention_delta], expected("yProj")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::middle], expected("attnResid")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::mlp_norm], expected("ln2")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::up], expected("fc")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::hidden], expected("gelu")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::mlp_delta], expected("mlp")) <= bound);
    CHECK(test::largest_difference(trace[BlockStage::output], expected("mlpResid")) <= bound);
  }
}

TEST_CASE("stories260K: scores, weights, queries and logits are those of llama2.c", "[transformer][models]") {
  const std::filesystem::path folder = model_folder("stories260K");
  TransformerModel model = read_stories(folder / "stories260K.bin");
  REQUIRE(attention::check_weights(model.weights()).is_ok());
  const json golden = read_json(folder / "golden.json");
  const auto tokens = golden.at("tokens").get<std::vector<int>>();
  constexpr double bound = 1e-4;
  TransformerSession session(model, 512, 1);
  session.run(tokens, static_cast<std::uint32_t>(tokens.size()));
  CHECK(test::largest_difference(session.logits(), flat(golden.at("logits"))) <= bound);
  for (std::uint32_t layer = 0; layer < 5; ++layer) {
    const test::BlockTrace trace(*session, layer, {.first = 0, .count = 8});
    CHECK(test::largest_difference(trace[BlockStage::query_rotated], flat(golden.at("query_rotated").at(layer))) <=
          bound);
    for (std::size_t head = 0; head < 8; ++head) {
      INFO("layer " << layer << ", head " << head);
      CHECK(test::largest_difference(triangle(trace[BlockStage::scaled], head, tokens.size()),
                                     flat(golden.at("scaled").at(layer).at(head))) <= bound);
      CHECK(test::largest_difference(triangle(trace[BlockStage::weight], head, tokens.size()),
                                     flat(golden.at("weight").at(layer).at(head))) <= bound);
    }
  }
}

TEST_CASE("stories260K: the greedy continuation is that of llama2.c", "[transformer][models]") {
  const std::filesystem::path folder = model_folder("stories260K");
  TransformerModel model = read_stories(folder / "stories260K.bin");
  const json golden = read_json(folder / "golden.json");
  TransformerSession session(model, 512, 1);
  const auto tokens = golden.at("tokens").get<std::vector<int>>();
  session.run(tokens, static_cast<std::uint32_t>(tokens.size()));
  std::vector<int> continuation;
  const auto expected = golden.at("greedy").get<std::vector<int>>();
  while (continuation.size() < expected.size()) {
    test::require_ok(session->read_out(5, session->n_done() - 1, 1));
    const std::uint32_t next = attention::largest_logit({session->values(SessionTensor::logits), 512});
    continuation.push_back(static_cast<int>(next));
    session.run({static_cast<int>(next)}, 1);
  }
  CHECK(continuation == expected);
}
