// The memory behind the C interface, in place of wasm/memory.cpp: a block that lies below 4 GiB, as the whole program
// does (-no-pie), so that addresses fit the interface's 32 bits. Bytes beyond what has been reserved are poisoned.
#include <sanitizer/asan_interface.h>

#include "module.hpp"

namespace attention::wasm {

namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 22U;

alignas(cache_line) std::byte memory[most_bytes];

}  // namespace

std::byte* arena_memory() { return memory; }

std::byte* operator_memory() { return memory + (module.layout.bytes() + cache_line - 1) / cache_line * cache_line; }

bool reserve(const std::byte* first, std::uint64_t bytes) {
  const auto begin = static_cast<std::size_t>(first - memory);
  if (bytes > most_bytes - begin) return false;
  ASAN_UNPOISON_MEMORY_REGION(memory + begin, bytes);
  const std::size_t end = begin + static_cast<std::size_t>(bytes);
  ASAN_POISON_MEMORY_REGION(memory + end, most_bytes - end);
  return true;
}

}  // namespace attention::wasm
