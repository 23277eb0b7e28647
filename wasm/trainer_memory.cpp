// The trainer's allocator: a step asks for blocks of the same sizes as the step before, so freed blocks are kept by
// size, a power of two, and handed out again. In place of Emscripten's, which also splits, joins and moves blocks: 3 KB
// of code.
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <new>

// The linker's mark of where data and stack end.
extern "C" unsigned char __heap_base;  // NOLINT(bugprone-reserved-identifier)

namespace {

/// Of every block: the largest that anybody asks for, see AlignedFloats.
constexpr std::size_t alignment = 64;
constexpr std::size_t page = 65536;

/// What stands before each block, for as long as there is one.
struct alignas(alignment) Head {
  std::uint32_t size_class;
  Head* next_free;
};

constinit std::array<Head*, 32> free_blocks{};
constinit std::uintptr_t end_of_blocks = 0;

std::uintptr_t first_block() { return (reinterpret_cast<std::uintptr_t>(&__heap_base) + alignment - 1) & -alignment; }

/// A new block of 2^size_class bytes; null where memory ends.
Head* add_block(std::uint32_t size_class) {
  if (end_of_blocks == 0) end_of_blocks = first_block();
  const std::uint64_t end = std::uint64_t{end_of_blocks} + sizeof(Head) + (std::uint64_t{1} << size_class);
  if (end > std::uint64_t{__builtin_wasm_memory_size(0)} * page) return nullptr;
  auto* const head = reinterpret_cast<Head*>(end_of_blocks);
  head->size_class = size_class;
  end_of_blocks = static_cast<std::uintptr_t>(end);
  return head;
}

}  // namespace

extern "C" {

/// At least `size` bytes, aligned to 64; null when there are no more.
void* malloc(std::size_t size) {
  const auto size_class = static_cast<std::uint32_t>(std::bit_width((size | (alignment - 1))));
  if (size_class >= free_blocks.size()) return nullptr;
  Head* head = free_blocks[size_class];
  if (head != nullptr) {
    free_blocks[size_class] = head->next_free;
  } else {
    head = add_block(size_class);
    if (head == nullptr) return nullptr;
  }
  return head + 1;
}

void free(void* block) {
  if (block == nullptr) return;
  Head* const head = static_cast<Head*>(block) - 1;
  head->next_free = free_blocks[head->size_class];
  free_blocks[head->size_class] = head;
}

}  // extern "C"

// Whoever asks in C++ takes it for granted.
void* operator new(std::size_t size) {
  void* const block = malloc(size);
  if (block == nullptr) __builtin_trap();
  return block;
}

void* operator new(std::size_t size, std::align_val_t /*at_most_64*/) { return operator new(size); }
void operator delete(void* block) noexcept { free(block); }
void operator delete(void* block, std::size_t /*size*/) noexcept { free(block); }
void operator delete(void* block, std::align_val_t /*at_most_64*/) noexcept { free(block); }
void operator delete(void* block, std::size_t /*size*/, std::align_val_t /*at_most_64*/) noexcept { free(block); }
