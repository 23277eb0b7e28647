# The one place where third-party C++ is found, for native and wasm builds alike. Afterwards there are the targets
# Eigen3::Eigen and xsimd; natively nlohmann_json::nlohmann_json; and, when tests are built, Catch2::Catch2WithMain.
#
# Looked for in this order: what wasm/toolchain/ensure fetched, what the system has, the upstream release (checked
# against its SHA-256), and then a message that says what to do.

set(ATTENTION_DEPENDENCIES "${PROJECT_SOURCE_DIR}/.toolchain/root/libs" CACHE PATH
  "Prefix that is searched before the system for Eigen, xsimd and Catch2")

# Stops with what to install. `packages` are Debian's names.
function(attention_missing what packages)
  message(FATAL_ERROR
    "${what} was not found and could not be downloaded. Run wasm/toolchain/ensure, or install ${packages} "
    "(Debian 13 or newer has it recent enough), or name a prefix that has it with -DCMAKE_PREFIX_PATH=...\n")
endfunction()

# Sets <name>_SOURCE_DIR to an unpacked upstream release. The archive is downloaded apart from FetchContent because
# that would end a build without a network in a page of its own log instead of a sentence.
function(attention_fetch name url sha256 what packages)
  include(FetchContent)
  get_filename_component(archive "${url}" NAME)
  set(archive "${CMAKE_BINARY_DIR}/_deps/${name}-${archive}")
  if(NOT EXISTS "${archive}")
    message(STATUS "Downloading ${what} from ${url}")
    file(DOWNLOAD "${url}" "${archive}.part" STATUS status INACTIVITY_TIMEOUT 20)
    list(GET status 0 failed)
    if(failed)
      attention_missing("${what}" "${packages}")
    endif()
    file(RENAME "${archive}.part" "${archive}")
  endif()
  # Only unpacked: none of them is built by its own CMakeLists.txt.
  FetchContent_Declare(${name} URL "${archive}" URL_HASH SHA256=${sha256}
    SOURCE_SUBDIR not-built DOWNLOAD_EXTRACT_TIMESTAMP FALSE)
  FetchContent_MakeAvailable(${name})
  FetchContent_GetProperties(${name} SOURCE_DIR folder)
  set(${name}_SOURCE_DIR "${folder}" PARENT_SCOPE)
endfunction()

# Replaces what a rejected package said, if there was one. Includes of imported targets are system includes, so our
# warnings stay ours.
function(attention_header_library target folder)
  if(NOT TARGET ${target})
    add_library(${target} INTERFACE IMPORTED)
  endif()
  set_target_properties(${target} PROPERTIES
    IMPORTED_GLOBAL TRUE
    INTERFACE_INCLUDE_DIRECTORIES "${folder}"
    INTERFACE_LINK_LIBRARIES ""
    INTERFACE_COMPILE_DEFINITIONS "")
endfunction()

# A macro, because find_package sets variables in the scope it is called from. Emscripten's toolchain file restricts
# the search to its own sysroot, which has none of these.
macro(attention_find package version)
  set(attention_saved_mode "${CMAKE_FIND_ROOT_PATH_MODE_PACKAGE}")
  set(attention_saved_prefixes "${CMAKE_PREFIX_PATH}")
  set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)
  list(PREPEND CMAKE_PREFIX_PATH "${ATTENTION_DEPENDENCIES}")
  find_package(${package} ${version} CONFIG QUIET)
  set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE "${attention_saved_mode}")
  set(CMAKE_PREFIX_PATH "${attention_saved_prefixes}")
endmacro()

# Is this target of no use here? A package that lives in /usr/include would bring the C library of the build machine
# into a wasm build.
function(attention_is_foreign target result)
  set(${result} FALSE PARENT_SCOPE)
  if(EMSCRIPTEN)
    get_target_property(folders ${target} INTERFACE_INCLUDE_DIRECTORIES)
    if("/usr/include" IN_LIST folders OR "/usr/local/include" IN_LIST folders)
      set(${result} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

# A project around this one may have brought any of them already; then it is theirs that is used.
function(attention_require_eigen)
  if(TARGET Eigen3::Eigen)
    return()
  endif()
  attention_find(Eigen3 3.4)
  if(TARGET Eigen3::Eigen)
    set_target_properties(Eigen3::Eigen PROPERTIES IMPORTED_GLOBAL TRUE)
    return()
  endif()
  attention_fetch(attention_eigen
    https://gitlab.com/libeigen/eigen/-/archive/3.4.0/eigen-3.4.0.tar.bz2
    b4c198460eba6f28d34894e3a5710998818515104d6e74e5cc331ce31e46e626
    "Eigen 3.4 or newer" libeigen3-dev)
  attention_header_library(Eigen3::Eigen "${attention_eigen_SOURCE_DIR}")
endfunction()

function(attention_require_xsimd)
  if(TARGET xsimd)
    return()
  endif()
  attention_find(xsimd 13.2)
  if(TARGET xsimd)
    attention_is_foreign(xsimd foreign)
    if(NOT foreign)
      set_target_properties(xsimd PROPERTIES IMPORTED_GLOBAL TRUE)
      return()
    endif()
  endif()
  attention_fetch(attention_xsimd
    https://github.com/xtensor-stack/xsimd/archive/refs/tags/13.2.0.tar.gz
    edd8cd3d548c185adc70321c53c36df41abe64c1fe2c67bc6d93c3ecda82447a
    "xsimd 13.2 or newer" libxsimd-dev)
  attention_header_library(xsimd "${attention_xsimd_SOURCE_DIR}/include")
endfunction()

function(attention_require_json)
  if(TARGET nlohmann_json::nlohmann_json)
    return()
  endif()
  attention_find(nlohmann_json 3.10)
  if(TARGET nlohmann_json::nlohmann_json)
    set_target_properties(nlohmann_json::nlohmann_json PROPERTIES IMPORTED_GLOBAL TRUE)
    return()
  endif()
  attention_fetch(attention_json
    https://github.com/nlohmann/json/archive/refs/tags/v3.11.3.tar.gz
    0d8ef5af7f9794e3263480193c491549b2ba6cc74bb018906202ada498a79406
    "nlohmann-json 3.10 or newer" nlohmann-json3-dev)
  attention_header_library(nlohmann_json::nlohmann_json "${attention_json_SOURCE_DIR}/include")
endfunction()

# Catch2 from its two amalgamated files, with the compiler and the flags of this build: a packaged library was built
# for another machine (wasm) or by a newer compiler. Include it as <catch2/catch_amalgamated.hpp>; `parent` is the
# folder that holds catch2/.
function(attention_build_catch2 parent)
  add_library(attention_catch2 STATIC EXCLUDE_FROM_ALL "${parent}/catch2/catch_amalgamated.cpp")
  target_include_directories(attention_catch2 SYSTEM PUBLIC "${parent}")
  target_compile_features(attention_catch2 PUBLIC cxx_std_20)
  # Tests are compiled more often than they run, and it is not Catch2 that the sanitizers are to look at.
  target_compile_options(attention_catch2 PRIVATE -O1 -fno-sanitize=all)
  if(EMSCRIPTEN)
    # Catch2 reports a failed REQUIRE by throwing, which Emscripten leaves out unless asked.
    target_compile_options(attention_catch2 PUBLIC -fexceptions)
    target_link_options(attention_catch2 PUBLIC -fexceptions)
  endif()
  add_library(Catch2::Catch2WithMain ALIAS attention_catch2)
endfunction()

# Leaves the folder of Catch.cmake, with which CTest learns of each test, in ATTENTION_CATCH2_MODULES.
function(attention_require_catch2)
  if(EXISTS "${ATTENTION_DEPENDENCIES}/src/catch2/catch_amalgamated.cpp")
    attention_build_catch2("${ATTENTION_DEPENDENCIES}/src")
    set(ATTENTION_CATCH2_MODULES "${ATTENTION_DEPENDENCIES}/src/catch2" PARENT_SCOPE)
    return()
  endif()
  if(NOT EMSCRIPTEN)
    attention_find(Catch2 3.7)
    if(TARGET Catch2::Catch2WithMain)
      set_target_properties(Catch2::Catch2 Catch2::Catch2WithMain PROPERTIES IMPORTED_GLOBAL TRUE)
      set(ATTENTION_CATCH2_MODULES "${Catch2_DIR}" PARENT_SCOPE)
      return()
    endif()
  endif()
  attention_fetch(attention_catch2_source
    https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
    c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
    "Catch2 3.7 or newer" catch2)
  set(parent "${CMAKE_BINARY_DIR}/_deps/amalgamated")
  file(COPY "${attention_catch2_source_SOURCE_DIR}/extras/catch_amalgamated.hpp"
    "${attention_catch2_source_SOURCE_DIR}/extras/catch_amalgamated.cpp" DESTINATION "${parent}/catch2")
  attention_build_catch2("${parent}")
  set(ATTENTION_CATCH2_MODULES "${attention_catch2_source_SOURCE_DIR}/extras" PARENT_SCOPE)
endfunction()

attention_require_eigen()
attention_require_xsimd()
if(NOT EMSCRIPTEN)
  attention_require_json() # model files are written and read by native tools alone
endif()
if(ATTENTION_BUILD_TESTS)
  attention_require_catch2()
endif()
