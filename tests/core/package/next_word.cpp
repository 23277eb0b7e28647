// The committed model on a sentence: next_word MODEL.safetensors "a fluffy blue" prints the likeliest next word.
#include <algorithm>
#include <attention/io/model_file.hpp>
#include <attention/model/forward.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

namespace {

int fail(const attention::Status& status) {
  std::fprintf(stderr, "%s\n", status.message().data());
  return 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("next_word MODEL.safetensors SENTENCE\n", stderr);
    return 2;
  }
  attention::Model model;
  std::ifstream file(arguments[1], std::ios::binary);
  if (const auto status = attention::read_model(file, model); !status.is_ok()) return fail(status);
  const auto words = model.vocabulary.ids(arguments[2]);
  if (!words) {
    std::fputs("The model does not know every word of this sentence.\n", stderr);
    return 1;
  }

  attention::Dimensions dimensions = model.parameters.dimensions();
  dimensions.n_tokens = static_cast<std::uint32_t>(words->size());
  attention::ArenaLayout layout;
  if (const auto status = attention::ArenaLayout::make(dimensions, layout); !status.is_ok()) return fail(status);
  const std::unique_ptr<std::byte, decltype(&std::free)> memory(
      static_cast<std::byte*>(std::aligned_alloc(attention::ArenaLayout::alignment, layout.bytes())), &std::free);
  const attention::Arena arena(layout, memory.get());
  model.parameters.copy_to(arena);
  std::ranges::copy(*words, arena.tokens().begin());
  if (const auto status = attention::forward(arena); !status.is_ok()) return fail(status);

  const auto probability = arena.row(attention::TensorId::probability_after, 0, dimensions.n_tokens - 1);
  const auto next = std::ranges::max_element(probability) - probability.begin();
  std::printf("%s\n", model.vocabulary.word(static_cast<std::uint32_t>(next)).c_str());
  return 0;
}
