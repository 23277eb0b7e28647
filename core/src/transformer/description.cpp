#include "attention/transformer/description.hpp"

#include <cmath>
#include <string_view>

#include "attention/base/extent.hpp"

namespace attention {

namespace {

constexpr std::uint32_t largest_layers = 1024;

struct BoundedField {
  const char* name;
  std::uint32_t value;
  std::uint32_t least;
  std::uint32_t largest;
};

Status check_extents(const TransformerDescription& d) {
  const BoundedField fields[] = {{"n_vocabulary", d.n_vocabulary, 1, largest_dimension},
                                 {"n_positions", d.n_positions, 1, largest_dimension},
                                 {"n_layers", d.n_layers, 1, largest_layers},
                                 {"d_model", d.d_model, 1, largest_dimension},
                                 {"n_heads", d.n_heads, 1, largest_dimension},
                                 {"n_kv_heads", d.n_kv_heads, 1, largest_dimension},
                                 {"d_head", d.d_head, 1, largest_dimension},
                                 {"d_mlp", d.d_mlp, 0, largest_dimension},
                                 {"local_layer_step", d.local_layer_step, 1, largest_layers}};
  for (const BoundedField& field : fields) {
    Status status = check_extent(field.name, field.value, field.least, field.largest);
    if (!status.is_ok()) return status;
  }
  if (d.n_heads % d.n_kv_heads != 0) {
    return Status::error(StatusCode::bad_dimension, "n_heads is ", d.n_heads, ", which n_kv_heads, ", d.n_kv_heads,
                         ", does not divide.");
  }
  if (d.query_width() > largest_dimension) {
    return Status::error(StatusCode::bad_dimension, "n_heads times d_head is more than ", largest_dimension, ".");
  }
  return Status::ok();
}

Status check_enumerators(const TransformerDescription& d) {
  const BoundedField fields[] = {
      {"norm", static_cast<std::uint32_t>(d.norm), 0, norm_kind_names.size() - 1},
      {"positions", static_cast<std::uint32_t>(d.positions), 0, position_kind_names.size() - 1},
      {"activation", static_cast<std::uint32_t>(d.activation), 0, activation_names.size() - 1},
      {"weight_type", static_cast<std::uint32_t>(d.weight_type), 0, weight_type_names.size() - 1},
      {"has_qkv_bias", d.has_qkv_bias, 0, 1},
      {"has_output_bias", d.has_output_bias, 0, 1},
      {"has_mlp_bias", d.has_mlp_bias, 0, 1},
      {"is_gated", d.is_gated, 0, 1},
      {"has_parallel_residual", d.has_parallel_residual, 0, 1},
      {"has_final_norm", d.has_final_norm, 0, 1},
      {"is_tied", d.is_tied, 0, 1},
      {"has_unembedding_bias", d.has_unembedding_bias, 0, 1}};
  for (const BoundedField& field : fields) {
    if (field.value <= field.largest) continue;
    return Status::error(StatusCode::bad_option, field.name, " is ", field.value, "; it must be at most ",
                         field.largest, ".");
  }
  return Status::ok();
}

Status check_rotation(const TransformerDescription& d) {
  if (!d.is_rotary()) {
    if (d.d_rotary == 0) return Status::ok();
    return Status::error(StatusCode::bad_option, "d_rotary is ", d.d_rotary,
                         ", but positions are not rotary. Make it 0.");
  }
  if (d.d_rotary == 0 || d.d_rotary % 2 != 0 || d.d_rotary > d.d_head) {
    return Status::error(StatusCode::bad_dimension, "d_rotary is ", d.d_rotary,
                         "; it must be even, at least 2 and at most d_head, ", d.d_head, ".");
  }
  return Status::ok();
}

Status check_numbers(const TransformerDescription& d) {
  const auto refuse = [](std::string_view name, std::string_view rule) {
    return Status::error(StatusCode::bad_option, name, rule);
  };
  // Written so that NaN fails as well.
  if (!(std::isfinite(d.norm_epsilon) && d.norm_epsilon >= 0.0F)) {
    return refuse("norm_epsilon", " must be a finite number, at least 0.");
  }
  if (!(std::isfinite(d.rotary_theta) && d.rotary_theta > 0.0F)) {
    return refuse("rotary_theta", " must be a finite number above 0.");
  }
  if (!(std::isfinite(d.score_scale) && d.score_scale >= 0.0F)) {
    return refuse("score_scale", " must be a finite number, at least 0.");
  }
  return Status::ok();
}

}  // namespace

Status check_description(const TransformerDescription& description) {
  if (Status status = check_extents(description); !status.is_ok()) return status;
  if (Status status = check_enumerators(description); !status.is_ok()) return status;
  if (Status status = check_rotation(description); !status.is_ok()) return status;
  return check_numbers(description);
}

}  // namespace attention
