# The trainer of the model: grammar, corpus, passes and optimiser. No input or output, so it builds for wasm too.
set(corpus_text ${CMAKE_CURRENT_SOURCE_DIR}/corpus/grammar.txt)
set(corpus_source ${CMAKE_CURRENT_BINARY_DIR}/corpus_text.cpp)
add_custom_command(
  OUTPUT ${corpus_source}
  COMMAND ${CMAKE_COMMAND} -D IN=${corpus_text} -D OUT=${corpus_source}
          -P ${CMAKE_CURRENT_SOURCE_DIR}/corpus/embed_text.cmake
  DEPENDS ${corpus_text} ${CMAKE_CURRENT_SOURCE_DIR}/corpus/embed_text.cmake
  VERBATIM)

set(ATTENTION_TRAINER_SOURCES
  src/corpus.cpp
  src/grammar_parse.cpp
  src/grammar_sample.cpp
  src/grammar_state.cpp
  src/vocabulary.cpp
  src/trainer/attend.cpp
  src/trainer/batch.cpp
  src/trainer/elementary.cpp
  src/trainer/embed.cpp
  src/trainer/likelihood.cpp
  src/trainer/lone_heads.cpp
  src/trainer/masked_scores.cpp
  src/trainer/measure_scores.cpp
  src/trainer/move.cpp
  src/trainer/movement.cpp
  src/trainer/optimizer.cpp
  src/trainer/parameters.cpp
  src/trainer/pass.cpp
  src/trainer/penalty.cpp
  src/trainer/penalty_schedule.cpp
  src/trainer/predict.cpp
  src/trainer/predict_before.cpp
  src/trainer/product.cpp
  src/trainer/project.cpp
  src/trainer/schedule.cpp
  src/trainer/snapshot.cpp
  src/trainer/trainer.cpp
  src/trainer/visible_scores.cpp)

# add_attention_trainer(TARGET CORE): the trainer over one variant of the core, with its instruction set.
function(add_attention_trainer target core)
  list(TRANSFORM ATTENTION_TRAINER_SOURCES PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" OUTPUT_VARIABLE sources)
  add_library(${target} STATIC ${sources} ${corpus_source})
  target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
  target_link_libraries(${target} PUBLIC ${core})
endfunction()

if(EMSCRIPTEN)
  # The page waits for every byte of this too. The loops that take the time are in the core's kernels and in Eigen, whose
  # inlining does not depend on the level: at -Os a step takes no longer than at -O3. What runs once is made smallest.
  set(once ${ATTENTION_TRAINER_SOURCES})
  list(FILTER once EXCLUDE REGEX "trainer/(attend|embed|likelihood|lone|masked|measure|move|optimizer|penalty|predict|product|visible)")
  set(each_step ${ATTENTION_TRAINER_SOURCES})
  list(REMOVE_ITEM each_step ${once})
  set_source_files_properties(${each_step} PROPERTIES COMPILE_OPTIONS "-Os")
  set_source_files_properties(${once} PROPERTIES COMPILE_OPTIONS "-Oz")
  # One variant only: it runs everywhere, and without the relaxed instructions, which may round as the machine likes, a
  # seed gives the same run on every machine. It is as fast within some tenths.
  add_attention_trainer(attention_trainer attention_core_simd128)
  return()
endif()
add_attention_trainer(attention_trainer attention_core)
target_precompile_headers(attention_trainer PRIVATE <Eigen/Core> <xsimd/xsimd.hpp>)

# Model files and the command-line tools: native only.
add_library(attention_model_file STATIC src/model_file.cpp src/quantization.cpp src/stored_training.cpp)
target_link_libraries(attention_model_file PUBLIC attention_trainer PRIVATE nlohmann_json::nlohmann_json)

add_library(attention_quality STATIC
  tools/measure_beginnings.cpp
  tools/measure_change.cpp
  tools/measure_fragments.cpp
  tools/measure_heads.cpp
  tools/measure_phrases.cpp
  tools/measure_positions.cpp
  tools/measure_scores.cpp
  tools/model_run.cpp
  tools/next_word.cpp
  tools/quality.cpp
  tools/quality_table.cpp)
target_include_directories(attention_quality PUBLIC tools)
target_link_libraries(attention_quality PUBLIC attention_model_file)

add_executable(train_model tools/train_model.cpp)
target_link_libraries(train_model PRIVATE attention_quality)
add_executable(measure_model tools/measure_model.cpp)
target_link_libraries(measure_model PRIVATE attention_quality)
