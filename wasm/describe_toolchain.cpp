// Prints, as JSON, of which versions the modules are made: what their compiler and the headers compiled into them say
// of themselves. Run by the build.
#include <cstdio>

#include <Eigen/Core>
#include <xsimd/xsimd.hpp>

#ifdef __EMSCRIPTEN__
#include <emscripten/version.h>
#endif

namespace {

void print(const char* name, int major, int minor, int patch) {
  std::printf("  \"%s\": \"%d.%d.%d\",\n", name, major, minor, patch);
}

}  // namespace

int main() {
  std::puts("{");
  print("eigen", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION);
  print("xsimd", XSIMD_VERSION_MAJOR, XSIMD_VERSION_MINOR, XSIMD_VERSION_PATCH);
#ifdef XTL_VERSION_MAJOR  // where xsimd was built to know it
  print("xtl", XTL_VERSION_MAJOR, XTL_VERSION_MINOR, XTL_VERSION_PATCH);
#endif
#ifdef __EMSCRIPTEN__
  print("emscripten", __EMSCRIPTEN_major__, __EMSCRIPTEN_minor__, __EMSCRIPTEN_tiny__);
#endif
  print("llvm", __clang_major__, __clang_minor__, __clang_patchlevel__);
  std::printf("  \"binaryen\": \"%s\",\n  \"cmake\": \"%s\"\n}\n", ATTENTION_BINARYEN_VERSION, ATTENTION_CMAKE_VERSION);
  return 0;
}
