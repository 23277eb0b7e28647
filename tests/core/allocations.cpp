#include "core/allocations.hpp"

#include <atomic>

namespace {

std::atomic<std::size_t> count = 0;

}  // namespace

// The linker sends every call of an allocator here and calls the real one __real_... (--wrap, in CMakeLists.txt). The
// mangled names are operator new and new[], without and with an alignment.
extern "C" {
#define COUNTED(name, parameters, arguments) \
  void* __real_##name parameters;            \
  void* __wrap_##name parameters {           \
    ++count;                                 \
    return __real_##name arguments;          \
  }

COUNTED(malloc, (std::size_t size), (size))
COUNTED(calloc, (std::size_t members, std::size_t size), (members, size))
COUNTED(realloc, (void* memory, std::size_t size), (memory, size))
COUNTED(aligned_alloc, (std::size_t alignment, std::size_t size), (alignment, size))
COUNTED(_Znwm, (std::size_t size), (size))
COUNTED(_Znam, (std::size_t size), (size))
COUNTED(_ZnwmSt11align_val_t, (std::size_t size, std::size_t alignment), (size, alignment))
COUNTED(_ZnamSt11align_val_t, (std::size_t size, std::size_t alignment), (size, alignment))

int __real_posix_memalign(void** memory, std::size_t alignment, std::size_t size);
int __wrap_posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  ++count;
  return __real_posix_memalign(memory, alignment, size);
}
}

namespace test {

std::size_t allocations() { return count; }

}  // namespace test
