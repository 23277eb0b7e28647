// The memory behind the C interface of real models, in place of wasm/linear_memory.cpp: a block that lies below 4 GiB,
// as the whole program does (-no-pie), so that addresses fit the interface's 32 bits. Bytes beyond what was reserved
// last are poisoned: what lay there has been dropped.
#include "linear_memory.hpp"

#include <sanitizer/asan_interface.h>

namespace attention::wasm {

namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 22U;

alignas(cache_line) std::byte memory[most_bytes];

}  // namespace

std::uintptr_t heap_begin() { return reinterpret_cast<std::uintptr_t>(memory); }

std::uintptr_t memory_end() { return heap_begin() + most_bytes; }

bool reserve(const std::byte* first, std::uint64_t bytes) {
  const std::uint64_t begin = reinterpret_cast<std::uintptr_t>(first) - heap_begin();
  if (begin > most_bytes || bytes > most_bytes - begin) return false;
  ASAN_UNPOISON_MEMORY_REGION(memory, begin + bytes);
  ASAN_POISON_MEMORY_REGION(memory + begin + bytes, most_bytes - begin - bytes);
  return true;
}

}  // namespace attention::wasm
