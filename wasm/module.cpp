#include "module.hpp"

// The linker's mark of where data and stack end. No allocator is linked: all memory beyond is the arenas'.
extern "C" unsigned char __heap_base;  // NOLINT(bugprone-reserved-identifier)

namespace attention::wasm {

Module module;

namespace {

constexpr std::uintptr_t cache_line = 64;

std::uintptr_t round_up(std::uintptr_t address, std::uintptr_t alignment) {
  return (address + alignment - 1) & ~(alignment - 1);
}

// False when there is not as much memory.
bool reserve(const std::byte* first, std::uint64_t bytes) {
  constexpr std::uint64_t page = 65536;
  const std::uint64_t end = reinterpret_cast<std::uintptr_t>(first) + bytes;
  const std::uint64_t have = __builtin_wasm_memory_size(0);
  const std::uint64_t need = (end + page - 1) / page;
  if (need <= have) return true;
  if (need > 65536) return false;
  return __builtin_wasm_memory_grow(0, static_cast<std::size_t>(need - have)) != static_cast<std::size_t>(-1);
}

}  // namespace

std::byte* arena_memory() {
  const auto address = reinterpret_cast<std::uintptr_t>(&__heap_base);
  return reinterpret_cast<std::byte*>(round_up(address, ArenaLayout::alignment));
}

std::byte* operator_memory() {
  const auto address = reinterpret_cast<std::uintptr_t>(arena_memory() + module.layout.bytes());
  return reinterpret_cast<std::byte*>(round_up(address, cache_line));
}

Status make_room(const std::byte* first, std::uint64_t bytes, const char* advice) {
  if (!reserve(first, bytes)) {
    return Status::error(StatusCode::too_large, "There is not enough memory for ", bytes, " bytes. ", advice);
  }
  module.operator_layout = OperatorLayout();
  module.layer_layout = LayerLayout();
  module.lens_layout = LensLayout();
  ++module.generation;
  return Status::ok();
}

std::int32_t report(const Status& status) {
  if (!status.is_ok()) module.last_error = status;
  return static_cast<std::int32_t>(status.code());
}

std::uint32_t address_of(const void* pointer) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(pointer));
}

}  // namespace attention::wasm
