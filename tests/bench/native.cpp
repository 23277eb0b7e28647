// The core and Eigen, compiled natively with the same flags, in turns on the same inputs: medians and their ratio.
//   bench_native [--quick]
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <random>
#include <span>
#include <vector>

#include "attention/layer/layer.hpp"
#include "attention/operator/operator.hpp"

extern "C" {
void eigen_attention(float* query, float* key, float* value, float* output, int heads, int n, int d, int causal);
void eigen_layer(float* input, float* maps, float* output, int heads, int n, int d_model);
}

namespace {

using namespace attention;

struct Contender {
  std::function<void()> run;
  const float* output;
  std::vector<double> times;
};

/// Memory as aligned as layouts ask for.
class Block {
 public:
  explicit Block(std::size_t bytes) : memory_(bytes + OperatorLayout::alignment) {
    void* begin = memory_.data();
    std::size_t room = memory_.size();
    bytes_ = static_cast<std::byte*>(std::align(OperatorLayout::alignment, bytes, begin, room));
  }
  [[nodiscard]] std::byte* bytes() const { return bytes_; }

 private:
  std::vector<std::byte> memory_;
  std::byte* bytes_;
};

std::vector<float> uniform(std::size_t count, float largest) {
  static std::mt19937 generator(1);
  std::uniform_real_distribution<float> distribution(-largest, largest);
  std::vector<float> values(count);
  std::ranges::generate(values, [&] { return distribution(generator); });
  return values;
}

double milliseconds(const std::function<void()>& run, int repeats) {
  const auto begin = std::chrono::steady_clock::now();
  for (int k = 0; k < repeats; ++k) run();
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
  return time.count() / repeats;
}

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

// Prints one line; returns whether the two agree.
bool compare(const char* name, Contender ours, Contender eigen, std::size_t count, int rounds) {
  for (Contender* one : {&ours, &eigen}) one->run();
  const int repeats = std::max(1, static_cast<int>(5.0 / std::max(1e-3, milliseconds(ours.run, 3))));
  for (int round = 0; round < rounds; ++round) {
    for (Contender* one : {&ours, &eigen}) one->times.push_back(milliseconds(one->run, repeats));
  }
  float difference = 0.0F;
  for (std::size_t k = 0; k < count; ++k) {
    difference = std::max(difference, std::abs(ours.output[k] - eigen.output[k]));
  }
  const double time = median(ours.times);
  const double peer = median(eigen.times);
  std::printf("native %-24s core %9.4f ms, Eigen %9.4f ms: %5.2f x, largest difference %.1e\n", name, time, peer,
              peer / time, static_cast<double>(difference));
  return difference <= 2e-5F;
}

bool compare_attention(std::uint32_t heads, std::uint32_t n, std::uint32_t d, int rounds) {
  OperatorDescription description;
  description.n_heads = description.n_kv_heads = heads;
  description.n_queries = description.n_keys = n;
  description.d_head = description.d_value = d;
  description.causal = 1;
  description.scale = 1.0F / std::sqrt(static_cast<float>(d));
  OperatorLayout layout;
  if (!OperatorLayout::make(description, layout).is_ok()) return false;
  const Block block(layout.bytes());
  const OperatorArena arena(layout, block.bytes());

  const std::size_t size = std::size_t{heads} * n * d;
  std::vector<std::vector<float>> inputs;
  for (const OperatorTensor id : {OperatorTensor::query, OperatorTensor::key, OperatorTensor::value}) {
    inputs.push_back(uniform(size, 1.0F));
    std::ranges::copy(inputs.back(), arena.values(id).begin());
  }
  std::vector<float> output(size);
  const auto run_eigen = [&] {
    eigen_attention(inputs[0].data(), inputs[1].data(), inputs[2].data(), output.data(), static_cast<int>(heads),
                    static_cast<int>(n), static_cast<int>(d), 1);
  };
  char name[64];
  std::snprintf(name, sizeof(name), "causal %u,%u,%u", heads, n, d);
  return compare(name,
                 {[&] { static_cast<void>(attend_fused(arena)); }, arena.values(OperatorTensor::output).data(), {}},
                 {run_eigen, output.data(), {}}, size, rounds);
}

bool compare_layer(std::uint32_t n, int rounds) {
  constexpr std::uint32_t heads = 12;
  constexpr std::uint32_t d = 64;
  constexpr std::uint32_t d_model = heads * d;
  LayerLayout layout;
  const LayerDescription description{
      .n_tokens = n, .d_model = d_model, .n_heads = heads, .d_head = d, .d_value = d, .causal = 1};
  if (!LayerLayout::make(description, layout).is_ok()) return false;
  const Block block(layout.bytes());
  const auto tensor = [&](LayerTensor id) { return reinterpret_cast<float*>(block.bytes() + layout.offset(id)); };

  constexpr std::size_t map_size = std::size_t{d_model} * d_model;
  std::vector<float> maps = uniform(layer_map_count * map_size, 1.0F / std::sqrt(static_cast<float>(d_model)));
  for (std::size_t map = 0; map < layer_map_count; ++map) {
    std::ranges::copy(std::span(maps).subspan(map * map_size, map_size), tensor(LayerTensor::staging));
    pack_map(layout, block.bytes(), static_cast<LayerMap>(map));
  }
  const std::size_t size = std::size_t{n} * d_model;
  std::vector<float> input = uniform(size, 1.0F);
  std::ranges::copy(input, tensor(LayerTensor::input));
  std::vector<float> output(size);
  const auto run_eigen = [&] {
    eigen_layer(input.data(), maps.data(), output.data(), static_cast<int>(heads), static_cast<int>(n),
                static_cast<int>(d_model));
  };
  char name[64];
  std::snprintf(name, sizeof(name), "layer d_model %u, n %u", d_model, n);
  return compare(name, {[&] { static_cast<void>(run_layer(layout, block.bytes())); }, tensor(LayerTensor::delta), {}},
                 {run_eigen, output.data(), {}}, size, rounds);
}

}  // namespace

int main(int count, char** arguments) {
  const bool quick = count > 1 && std::strcmp(arguments[1], "--quick") == 0;
  const int rounds = quick ? 5 : 15;
  bool agree = true;
  for (const auto& [heads, n, d] : {std::array{12U, 8U, 64U}, {12U, 64U, 64U}, {12U, 256U, 64U}, {12U, 1024U, 64U}}) {
    if (quick && n > 256) continue;
    agree = compare_attention(heads, n, d, rounds) && agree;
  }
  for (const std::uint32_t n : {8U, 64U, 256U}) agree = compare_layer(n, rounds) && agree;
  if (!agree) std::puts("The two do not agree.");
  return agree ? 0 : 1;
}
