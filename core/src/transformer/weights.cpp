#include "attention/transformer/weights.hpp"

#include <algorithm>
#include <string_view>

namespace attention {

namespace {

// Scales stand behind the elements of their matrix.
std::uint64_t scale_place(const ParameterShape& shape) {
  const std::uint64_t bytes = kernels::packed_weight_bytes(WeightType::int8, shape.depth, shape.columns);
  return (bytes + WeightLayout::alignment - 1) / WeightLayout::alignment * WeightLayout::alignment;
}

std::uint64_t stored_bytes(const TransformerDescription& d, const ParameterShape& shape) {
  if (shape.is_matrix && d.weight_type == WeightType::int8) {
    return scale_place(shape) + std::uint64_t{shape.columns} * sizeof(float);
  }
  if (shape.is_matrix) return kernels::packed_weight_bytes(d.weight_type, shape.depth, shape.columns);
  return shape.elements() * sizeof(float);
}

std::size_t layers_of(const TransformerDescription& d, Parameter id) { return is_of_layers(id) ? d.n_layers : 1; }

const char* name_of(Parameter id) { return parameter_names[static_cast<std::size_t>(id)].name; }

std::uint32_t* scales_written(const Weights& weights, Parameter id, std::size_t layer) {
  return reinterpret_cast<std::uint32_t*>(weights.memory() + weights.layout().scales_written_offset(id, layer));
}

bool has_scales(const Weights& weights, Parameter id) {
  return weights.description().weight_type == WeightType::int8 && weights.layout().shape(id).is_matrix;
}

std::uint32_t* written(const Weights& weights, Parameter id, std::size_t layer) {
  return reinterpret_cast<std::uint32_t*>(weights.memory() + weights.layout().written_offset(id, layer));
}

Status check_place(const Weights& weights, const ParameterPart& part) {
  if (part.parameter >= Parameter::count) {
    return Status::error(StatusCode::bad_tensor, "There is no parameter with the number ",
                         static_cast<std::uint32_t>(part.parameter), ".");
  }
  const char* name = name_of(part.parameter);
  const ParameterShape& shape = weights.layout().shape(part.parameter);
  if (shape.columns == 0) return Status::error(StatusCode::bad_tensor, "This model has no ", name, ".");
  const std::size_t layers = layers_of(weights.description(), part.parameter);
  if (part.layer >= layers) {
    return Status::error(StatusCode::bad_tensor, name, " of layer ", part.layer, ": the model has ", layers,
                         is_of_layers(part.parameter) ? " layers." : " of it, in layer 0.");
  }
  if (std::uint64_t{part.first_column} + part.n_columns > shape.columns ||
      std::uint64_t{part.first_component} + part.n_components > shape.depth) {
    return Status::error(StatusCode::bad_dimension, name, " of layer ", part.layer, " has ", shape.columns, " times ",
                         shape.depth, " elements; the part goes beyond them.");
  }
  return Status::ok();
}

Status check_type(const Weights& weights, const ParameterPart& part) {
  const char* name = name_of(part.parameter);
  const WeightType stored =
      weights.layout().shape(part.parameter).is_matrix ? weights.description().weight_type : WeightType::float32;
  if (part.type > WeightType::int8 ||
      (part.type != stored && (stored != WeightType::float32 || part.type == WeightType::int8))) {
    return Status::error(StatusCode::bad_option, name, " of layer ", part.layer, " has elements of type ",
                         static_cast<std::uint32_t>(part.type), "; the model keeps type ",
                         static_cast<std::uint32_t>(stored), ", and only widens to float32.");
  }
  return Status::ok();
}

Status check_source(const ParameterPart& part, std::uint64_t source_bytes) {
  const char* name = name_of(part.parameter);
  // Each product is below 2^64, as both factors are below 2^32; the sum of two of them may not be.
  const std::uint64_t columns = std::uint64_t{part.n_columns - 1} * part.column_step;
  const std::uint64_t components = std::uint64_t{part.n_components - 1} * part.component_step;
  const std::uint64_t there = source_bytes / element_bytes(part.type);
  if (columns >= there || components >= there || columns + components + part.offset >= there) {
    return Status::error(StatusCode::bad_dimension, name, " of layer ", part.layer, ": the part needs more than the ",
                         there, " elements that the source has.");
  }
  return Status::ok();
}

}  // namespace

Status WeightLayout::make(const TransformerDescription& description, WeightLayout& layout) {
  if (Status status = check_description(description); !status.is_ok()) return status;
  WeightLayout made;
  made.description_ = description;
  // No parameter has more than 2^40 elements, no model more than 2^10 layers: the sum is below 2^57 bytes.
  for (std::size_t index = 0; index < parameter_count; ++index) {
    const auto id = static_cast<Parameter>(index);
    made.shapes_[index] = parameter_shape(description, id);
    const std::uint64_t bytes =
        (stored_bytes(description, made.shapes_[index]) + alignment - 1) / alignment * alignment;
    made.layer_bytes_[index] = static_cast<std::size_t>(bytes);
    made.blocks_.place(index, bytes * layers_of(description, id), 1);
  }
  made.blocks_.place(parameter_count, 2 * parameter_count * std::uint64_t{description.n_layers});
  if (!made.blocks_.fits()) {
    return Status::error(StatusCode::too_large, "The parameters of this model need ", made.blocks_.end(),
                         " bytes; 4 GiB can be addressed. Take a smaller model, or one with elements of two bytes.");
  }
  layout = made;
  return Status::ok();
}

std::size_t WeightLayout::scale_offset(Parameter id, std::size_t layer) const {
  return offset(id, layer) + static_cast<std::size_t>(scale_place(shape(id)));
}

kernels::PackedWeights Weights::matrix(Parameter id, std::size_t layer) const {
  const ParameterShape& shape = layout_->shape(id);
  const WeightType type = description().weight_type;
  const float* scale =
      type == WeightType::int8 ? reinterpret_cast<const float*>(memory_ + layout_->scale_offset(id, layer)) : nullptr;
  return {memory_ + layout_->offset(id, layer), type, shape.depth, shape.columns, scale};
}

const float* Weights::vector(Parameter id, std::size_t layer) const {
  if (layout_->shape(id).columns == 0) return nullptr;
  return reinterpret_cast<const float*>(memory_ + layout_->offset(id, layer));
}

Status pack_part(const Weights& weights, const ParameterPart& part, const std::byte* source,
                 std::uint64_t source_bytes) {
  if (Status status = check_place(weights, part); !status.is_ok()) return status;
  if (part.n_columns == 0 || part.n_components == 0) return Status::ok();
  if (Status status = check_type(weights, part); !status.is_ok()) return status;
  if (Status status = check_source(part, source_bytes); !status.is_ok()) return status;
  const ParameterShape& shape = weights.layout().shape(part.parameter);
  const kernels::WeightSource from{source + std::size_t{part.offset} * element_bytes(part.type), part.type,
                                   part.column_step, part.component_step};
  const kernels::WeightRectangle rectangle{part.first_column, part.n_columns, part.first_component, part.n_components};
  std::byte* target = weights.memory() + weights.layout().offset(part.parameter, part.layer);
  const kernels::Packed packed =
      shape.is_matrix ? kernels::pack_weights(from, rectangle, weights.description().weight_type, shape.depth,
                                              shape.columns, target)
                      : kernels::widen_weights(from, rectangle, shape.depth, reinterpret_cast<float*>(target));
  if (packed == kernels::Packed::too_large) {
    return Status::error(StatusCode::bad_option, name_of(part.parameter), " of layer ", part.layer,
                         " holds a number of 128 or more, which float16 keeps no place for here. Make weight_type ",
                         "float32.");
  }
  if (packed == kernels::Packed::not_finite) {
    return Status::error(StatusCode::not_finite, name_of(part.parameter), " of layer ", part.layer,
                         " holds a number that is NaN or infinite. The file is damaged, or made by a failed training.");
  }
  *written(weights, part.parameter, part.layer) += part.n_columns * part.n_components;
  return Status::ok();
}

Status pack_scales(const Weights& weights, const ParameterPart& part, const std::byte* source,
                   std::uint64_t source_bytes) {
  ParameterPart scale_row = part;
  scale_row.first_component = 0;
  scale_row.n_components = 1;
  if (Status status = check_place(weights, scale_row); !status.is_ok()) return status;
  const char* name = name_of(scale_row.parameter);
  if (!has_scales(weights, scale_row.parameter) || scale_row.type > WeightType::bfloat16) {
    return Status::error(StatusCode::bad_option, name, " of layer ", scale_row.layer,
                         ": only a matrix of int8 has scales, which are float32, float16 or bfloat16.");
  }
  if (scale_row.n_columns == 0) return Status::ok();
  if (Status status = check_source(scale_row, source_bytes); !status.is_ok()) return status;
  const kernels::WeightSource from{source + std::size_t{scale_row.offset} * element_bytes(scale_row.type),
                                   scale_row.type, 1, scale_row.column_step};
  auto* scales =
      reinterpret_cast<float*>(weights.memory() + weights.layout().scale_offset(scale_row.parameter, scale_row.layer));
  const kernels::WeightRectangle row{0, 1, scale_row.first_column, scale_row.n_columns};
  if (kernels::widen_weights(from, row, 0, scales) != kernels::Packed::all) {
    return Status::error(StatusCode::not_finite, name, " of layer ", scale_row.layer,
                         " has a scale that is NaN or infinite. The file is damaged.");
  }
  *scales_written(weights, scale_row.parameter, scale_row.layer) += scale_row.n_columns;
  return Status::ok();
}

Status check_weights(const Weights& weights) {
  for (std::size_t index = 0; index < parameter_count; ++index) {
    const auto id = static_cast<Parameter>(index);
    const std::uint64_t elements = weights.layout().shape(id).elements();
    for (std::size_t layer = 0; layer < layers_of(weights.description(), id); ++layer) {
      const std::uint32_t count = *written(weights, id, layer);
      if (count >= elements) {
        const std::size_t columns = weights.layout().shape(id).columns;
        if (!has_scales(weights, id) || *scales_written(weights, id, layer) >= columns) continue;
        return Status::error(StatusCode::bad_tensor, name_of(id), " of layer ", layer, " has ", columns,
                             " scales, of which ", *scales_written(weights, id, layer), " have been given.");
      }
      return Status::error(StatusCode::bad_tensor, name_of(id), " of layer ", layer, " has ", elements,
                           " elements, of which ", count, " have been given.");
    }
  }
  return Status::ok();
}

}  // namespace attention
