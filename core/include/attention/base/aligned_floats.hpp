#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace attention {

/// Memory that begins on a boundary of the widest vector instructions, whatever the flags of who asks for it.
template <typename T>
struct AlignedAllocator {
  using value_type = T;
  static constexpr std::align_val_t alignment{64};

  AlignedAllocator() = default;
  template <typename Other>
  explicit AlignedAllocator(const AlignedAllocator<Other>&) {}

  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), alignment)); }
  void deallocate(T* first, std::size_t) { ::operator delete(first, alignment); }
  friend bool operator==(const AlignedAllocator&, const AlignedAllocator&) { return true; }
};

/// Eigen adds numbers up in an order that depends on where they lie; from here it is the same in every run, and so are
/// the weights that a seed trains to.
using AlignedFloats = std::vector<float, AlignedAllocator<float>>;

}  // namespace attention
