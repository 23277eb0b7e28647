# One library for each folder of core/src, natively once, for wasm once for each variant of the explainer's module.
#
#   base <- kernels <- operator <- layer
#                      operator <- transformer
#           kernels <- model <- io <- trainer
#   base <- analysis
#
# A folder includes headers of those that it is linked with, and of no other; tests/format looks.

# Suffixes of targets.
if(EMSCRIPTEN)
  set(ATTENTION_VARIANTS _simd128 _relaxed)
  # The trainer's module has one variant: it runs everywhere, and without the relaxed instructions, which may round as
  # the machine likes, a seed gives the same run on every machine. It is as fast within some tenths.
  set(ATTENTION_TRAINER_VARIANT _simd128)
endif()
# Engines that have SIMD have the instructions that copy and fill memory, which are shorter than loops.
set(ATTENTION_FLAGS_simd128 -msimd128 -mbulk-memory)
set(ATTENTION_FLAGS_relaxed -msimd128 -mbulk-memory -mrelaxed-simd)

# attention_library(FOLDER SOURCES SOURCE... [LINK FOLDER...] [BUILD LIBRARY...] [WASM FLAG...] [VARIANTS SUFFIX...]):
# attention_FOLDER, elsewhere AttentionExplainer::FOLDER. BUILD names what headers need inside of this repository and no
# header of the installed package does; WASM how it is compiled for the page.
function(attention_library folder)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK;BUILD;WASM;VARIANTS" ${ARGN})
  if(NOT EMSCRIPTEN)
    attention_variant(attention_${folder} "" "${arg_SOURCES}" "${arg_LINK}" "${arg_BUILD}")
    set_target_properties(attention_${folder} PROPERTIES EXPORT_NAME ${folder})
    add_library(AttentionExplainer::${folder} ALIAS attention_${folder})
    return()
  endif()
  if(NOT arg_VARIANTS)
    set(arg_VARIANTS ${ATTENTION_VARIANTS})
  endif()
  foreach(variant ${arg_VARIANTS})
    attention_variant(attention_${folder}${variant} "${variant}" "${arg_SOURCES}" "${arg_LINK}" "${arg_BUILD}")
    target_compile_options(attention_${folder}${variant} PUBLIC ${ATTENTION_FLAGS${variant}} PRIVATE ${arg_WASM})
    target_link_options(attention_${folder}${variant} PUBLIC -mbulk-memory)
  endforeach()
endfunction()

# One library with one set of flags.
function(attention_variant target variant sources link build)
  add_library(${target} STATIC ${sources})
  target_include_directories(${target}
    PUBLIC $<BUILD_INTERFACE:${ATTENTION_CORE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${ATTENTION_CORE_DIR}/src)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
  foreach(folder ${link})
    target_link_libraries(${target} PUBLIC attention_${folder}${variant})
  endforeach()
  foreach(library ${build})
    target_link_libraries(${target} PUBLIC $<BUILD_INTERFACE:${library}>)
  endforeach()
endfunction()

# attention_umbrella(NAME FOLDER...): attention_NAME, all of them together.
function(attention_umbrella name)
  if(NOT EMSCRIPTEN)
    list(TRANSFORM ARGN PREPEND attention_ OUTPUT_VARIABLE folders)
    add_library(attention_${name} INTERFACE)
    target_link_libraries(attention_${name} INTERFACE ${folders})
    set_target_properties(attention_${name} PROPERTIES EXPORT_NAME ${name})
    add_library(AttentionExplainer::${name} ALIAS attention_${name})
    return()
  endif()
  foreach(variant ${ATTENTION_VARIANTS})
    list(TRANSFORM ARGN REPLACE "(.+)" "attention_\\1${variant}" OUTPUT_VARIABLE folders)
    add_library(attention_${name}${variant} INTERFACE)
    target_link_libraries(attention_${name}${variant} INTERFACE ${folders})
  endforeach()
endfunction()
