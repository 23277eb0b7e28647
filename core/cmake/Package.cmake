# The package AttentionExplainer: find_package after `cmake --install`, or add_subdirectory and FetchContent.
#
# Installed are the libraries that a program needs to run attention, a layer, the model or the analysis, and to read
# model files. Not the trainer, whose headers show Eigen, nor the headers of kernels that show vectors of xsimd: what
# both are depends on the flags of whoever includes them. So nothing of what is installed asks for another package.
if(NOT ATTENTION_INSTALL)
  return()
endif()
include(CMakePackageConfigHelpers)

set(folder ${CMAKE_INSTALL_LIBDIR}/cmake/AttentionExplainer)
install(TARGETS attention_core attention_base attention_kernels attention_operator attention_layer attention_model
                attention_analysis attention_io attention_transformer attention_models
  EXPORT AttentionExplainerTargets)
install(EXPORT AttentionExplainerTargets NAMESPACE AttentionExplainer:: DESTINATION ${folder})

foreach(part base operator layer model analysis io transformer)
  install(DIRECTORY include/attention/${part} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/attention)
endforeach()
install(FILES include/attention/kernels/dot.hpp include/attention/kernels/packed_weights.hpp
              include/attention/kernels/softmax.hpp
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/attention/kernels)
install(FILES model/attention.safetensors DESTINATION ${CMAKE_INSTALL_DATADIR}/attention_explainer)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/attention_explainer)

configure_package_config_file(cmake/AttentionExplainerConfig.cmake.in AttentionExplainerConfig.cmake
  INSTALL_DESTINATION ${folder})
write_basic_package_version_file(AttentionExplainerConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/AttentionExplainerConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/AttentionExplainerConfigVersion.cmake
  DESTINATION ${folder})
