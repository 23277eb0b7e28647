// Prints, as TypeScript, what JavaScript must know of the core: every number that crosses the C interface, with its
// name. Run by the build, once for each file: describe_tensors abi, tensors, operator, layer, analysis,
// transformer.
#include <bit>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "attention/analysis/run.hpp"
#include "attention/layer/layer.hpp"
#include "attention/model/run_options.hpp"
#include "attention/model/tensor.hpp"
#include "attention/operator/operator.hpp"
#include "attention/transformer/trace.hpp"
#include "attention_abi.h"
#include "trainer_abi.h"
#include "transformer_abi.h"

namespace {

using attention::Axis;
using attention::Field;
using attention::FieldType;
using attention::Named;
using attention::TensorInfo;

constexpr auto formulas = attention::tensor_formulas();

// The names of a table whose places are the numbers, and their type.
template <typename Id, std::size_t n>
void print_names(const char* list, const char* type, const std::array<Named<Id>, n>& table) {
  std::printf("export const %s = [\n", list);
  for (const Named<Id>& row : table) std::printf("  '%s',\n", row.name);
  std::printf("] as const;\nexport type %s = (typeof %s)[number];\n", type, list);
}

// The fields of a struct in their order, with what they hold unless they are written.
template <typename Struct, std::size_t n>
void print_fields(const char* list, const std::array<Field, n>& fields) {
  const auto words = std::bit_cast<std::array<std::uint32_t, n>>(Struct());
  std::printf("export const %s = [\n", list);
  for (std::size_t index = 0; index < n; ++index) {
    const bool is_real = fields[index].type == FieldType::float32;
    std::printf("  { name: '%s', type: '%s', initial: %.10g },\n", fields[index].name, is_real ? "float32" : "uint32",
                is_real ? static_cast<double>(std::bit_cast<float>(words[index])) : words[index]);
  }
  std::puts("] as const;");
}

void print_abi() {
  std::printf("export const %s = { attention: %d, trainer: %d, transformer: %d } as const;\n", "abiVersions",
              ATTENTION_ABI_VERSION, TRAINER_ABI_VERSION, TRANSFORMER_ABI_VERSION);
  // A constant enum, because its names are none of the bytes that the page loads.
  std::puts("export const enum StatusCode {");
  for (const auto& [code, name] : attention::status_code_names) {
    std::printf("  %s = %d,\n", name, static_cast<int>(code));
  }
  std::puts("}");
}

void print_tensor(const TensorInfo& info) {
  std::printf("  { id: %u, name: '%s', group: '%s', type: '%s', axes: [", static_cast<unsigned>(info.id), info.name,
              info.group == attention::TensorGroup::parameter ? "parameter" : "trace",
              info.type == attention::ElementType::float32 ? "float32" : "int32");
  for (std::size_t axis = 0; axis < info.rank; ++axis) {
    std::printf("%s'%s'", axis == 0 ? "" : ", ", attention::axis_name(info.axes[axis]));
  }
  std::printf("], formula: '%s' },\n", formulas[static_cast<std::size_t>(info.id)]);
}

void print_tensors() {
  std::puts("export const axes = [");
  for (unsigned axis = 0; axis < attention::axis_count; ++axis) {
    std::printf("  '%s',\n", attention::axis_name(static_cast<Axis>(axis)));
  }
  std::puts("] as const;");
  std::puts("export const tensors = [");
  for (const TensorInfo& info : attention::tensor_table) print_tensor(info);
  std::puts("] as const;");
  std::puts("export type AxisName = (typeof axes)[number];");
  std::puts("export type TensorName = (typeof tensors)[number]['name'];");
  print_names("masks", "Mask", attention::mask_names);
}

void print_operator() {
  print_fields<attention::OperatorDescription>("operatorFields", attention::operator_description_fields);
  print_names("headOrders", "HeadOrder", attention::head_order_names);
  print_names("maskTypes", "MaskType", attention::mask_type_names);
  print_names("operatorTensors", "AnyOperatorTensor", attention::operator_tensor_names);
  print_names("operatorPaths", "OperatorPath", attention::operator_path_names);
}

void print_layer() {
  print_fields<attention::LayerDescription>("layerFields", attention::layer_description_fields);
  print_names("layerTensors", "LayerTensor", attention::layer_tensor_names);
  print_names("layerMaps", "LayerMap", attention::layer_map_names);
}

void print_analysis() {
  print_names("analysisTensors", "AnalysisTensor", attention::analysis_tensor_names);
  print_names("analysisOperations", "AnalysisOperation", attention::analysis_operation_names);
}

void print_transformer() {
  print_fields<attention::TransformerDescription>("transformerFields", attention::transformer_description_fields);
  print_fields<attention::ParameterPart>("parameterPartFields", attention::parameter_part_fields);
  print_names("normKinds", "NormKind", attention::norm_kind_names);
  print_names("positionKinds", "PositionKind", attention::position_kind_names);
  print_names("activations", "Activation", attention::activation_names);
  print_names("weightTypes", "WeightType", attention::weight_type_names);
  print_names("parameters", "Parameter", attention::parameter_names);
  print_names("sessionTensors", "SessionTensor", attention::session_tensor_names);
  print_names("blockStages", "BlockStage", attention::block_stage_names);
}

struct File {
  std::string_view name;
  void (*print)();
};

constexpr File files[] = {{"abi", print_abi},     {"tensors", print_tensors},   {"operator", print_operator},
                          {"layer", print_layer}, {"analysis", print_analysis}, {"transformer", print_transformer}};

}  // namespace

int main(int count, char** arguments) {
  for (const File& file : files) {
    if (count != 2 || file.name != arguments[1]) continue;
    std::puts("// Generated by wasm/describe_tensors.cpp from core/include/attention/. Do not edit.");
    file.print();
    return 0;
  }
  std::fputs("describe_tensors abi, tensors, operator, layer, analysis or transformer\n", stderr);
  return 1;
}
