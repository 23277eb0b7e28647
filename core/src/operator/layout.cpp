#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "attention/base/extent.hpp"
#include "attention/operator/operator.hpp"
#include "operator/scratch.hpp"

namespace attention {

namespace {

constexpr std::uint64_t largest_bytes = std::numeric_limits<std::uint32_t>::max();

// The product, or some number beyond largest_bytes when it is beyond: factors are at most 2^21, so that nothing wraps.
std::uint64_t bounded_product(std::initializer_list<std::uint64_t> factors) {
  std::uint64_t product = 1;
  bool too_large = false;
  for (const std::uint64_t factor : factors) {
    if (factor == 0) return 0;
    product = std::min(product * factor, largest_bytes + 1);
    too_large = too_large || product > largest_bytes;
  }
  return too_large ? largest_bytes + 1 : product;
}

struct NamedExtent {
  const char* name;
  std::uint32_t extent;
  std::uint32_t least;
};

Status check_extents(const OperatorDescription& d) {
  const NamedExtent extents[] = {{"n_batch", d.n_batch, 1},       {"n_heads", d.n_heads, 1},
                                 {"n_kv_heads", d.n_kv_heads, 1}, {"n_queries", d.n_queries, 1},
                                 {"n_keys", d.n_keys, 0},         {"n_past", d.n_past, 0},
                                 {"d_head", d.d_head, 1},         {"d_value", d.d_value, 1}};
  for (const NamedExtent& named : extents) {
    Status status = check_extent(named.name, named.extent, named.least, largest_dimension);
    if (!status.is_ok()) return status;
  }
  if (d.n_heads % d.n_kv_heads != 0) {
    return Status::error(StatusCode::bad_dimension, "n_heads is ", d.n_heads, ", which ", d.n_kv_heads,
                         " heads of keys and values cannot share evenly. Make n_heads a multiple of n_kv_heads.");
  }
  return Status::ok();
}

Status check_mask(const OperatorDescription& d) {
  if (d.mask_type > MaskType::additive) {
    return Status::error(StatusCode::bad_dimension, "mask_type is ", static_cast<std::uint32_t>(d.mask_type),
                         "; it must be 0 (none), 1 (boolean) or 2 (additive).");
  }
  if (d.mask_type == MaskType::none) return Status::ok();
  const NamedExtent whole[] = {{"batch", d.n_batch, 1}, {"head", d.n_heads, 1}, {"query", d.n_queries, 1}};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (d.mask_extents[axis] != 1 && d.mask_extents[axis] != whole[axis].extent) {
      return Status::error(StatusCode::bad_dimension, "The mask's ", whole[axis].name, " axis has ",
                           d.mask_extents[axis], " entries; it must have 1 or ", whole[axis].extent, ".");
    }
  }
  if (d.mask_extents[3] > d.n_total()) {
    return Status::error(StatusCode::bad_dimension, "The mask has ", d.mask_extents[3], " entries for ", d.n_total(),
                         " keys; it must not have more than there are keys.");
  }
  return Status::ok();
}

// Beyond these, products of ordinary numbers fall out of float32, or keep only a few of their digits. NaN fails as
// well.
Status check_factor(const char* name, float factor) {
  if (factor == 0.0F || (factor >= 1e-30F && factor <= 1e30F)) return Status::ok();
  return Status::error(StatusCode::bad_dimension, name, " must be 0 or a number from 1e-30 to 1e30.");
}

Status check_options(const OperatorDescription& d) {
  if (d.order > HeadOrder::output_tokens_first) {
    return Status::error(StatusCode::bad_dimension, "order is ", static_cast<std::uint32_t>(d.order),
                         "; it must be 0 (heads first), 1 (tokens first) or 2 (only the output tokens first).");
  }
  if (d.causal > 1 || d.has_valid_lengths > 1 || d.keeps_stages > 1) {
    return Status::error(StatusCode::bad_dimension, "causal, has_valid_lengths and keeps_stages must be 0 or 1.");
  }
  if (Status status = check_factor("scale", d.scale); !status.is_ok()) return status;
  return check_factor("softcap", d.softcap);
}

std::uint64_t element_count(const OperatorDescription& d, OperatorTensor id) {
  const std::uint64_t total = d.n_total();
  const bool has_present = d.n_past > 0 || d.keeps_stages == 1;
  const std::uint64_t scores = bounded_product({d.keeps_stages, d.n_batch, d.n_heads, d.n_queries, total});
  switch (id) {
    case OperatorTensor::query: return bounded_product({d.n_batch, d.n_heads, d.n_queries, d.d_head});
    case OperatorTensor::key: return bounded_product({d.n_batch, d.n_kv_heads, d.n_keys, d.d_head});
    case OperatorTensor::value: return bounded_product({d.n_batch, d.n_kv_heads, d.n_keys, d.d_value});
    case OperatorTensor::past_key: return bounded_product({d.n_batch, d.n_kv_heads, d.n_past, d.d_head});
    case OperatorTensor::past_value: return bounded_product({d.n_batch, d.n_kv_heads, d.n_past, d.d_value});
    case OperatorTensor::mask:
      if (d.mask_type == MaskType::none) return 0;
      return bounded_product({d.mask_extents[0], d.mask_extents[1], d.mask_extents[2], d.mask_extents[3]});
    case OperatorTensor::valid_length: return d.has_valid_lengths == 1 ? d.n_batch : 0;
    case OperatorTensor::output: return bounded_product({d.n_batch, d.n_heads, d.n_queries, d.d_value});
    case OperatorTensor::present_key:
      return bounded_product({has_present ? 1U : 0U, d.n_batch, d.n_kv_heads, total, d.d_head});
    case OperatorTensor::present_value:
      return bounded_product({has_present ? 1U : 0U, d.n_batch, d.n_kv_heads, total, d.d_value});
    case OperatorTensor::scaled:
    case OperatorTensor::capped:
    case OperatorTensor::biased:
    case OperatorTensor::weight: return scores;
    case OperatorTensor::scratch: return std::max(fused_scratch_floats(d), traced_scratch_floats(d));
    case OperatorTensor::count: break;
  }
  return 0;
}

std::uint64_t element_bytes(const OperatorDescription& d, OperatorTensor id) {
  return id == OperatorTensor::mask && d.mask_type == MaskType::boolean ? 1 : 4;
}

}  // namespace

Status OperatorLayout::make(const OperatorDescription& description, OperatorLayout& layout) {
  if (Status status = check_extents(description); !status.is_ok()) return status;
  if (Status status = check_mask(description); !status.is_ok()) return status;
  if (Status status = check_options(description); !status.is_ok()) return status;

  OperatorLayout made;
  made.description_ = description;
  for (std::size_t index = 0; index < operator_tensor_count; ++index) {
    const auto id = static_cast<OperatorTensor>(index);
    if (id == OperatorTensor::capped && description.softcap == 0.0F) {
      made.blocks_.share(id, OperatorTensor::scaled);
    } else {
      made.blocks_.place(id, element_count(description, id), element_bytes(description, id));
    }
  }
  if (!made.blocks_.fits()) {
    return Status::error(StatusCode::too_large, "The tensors of this call need more than 4 GiB, which cannot be ",
                         "addressed. Use fewer tokens or heads, or do not keep the stages.");
  }
  layout = made;
  return Status::ok();
}

}  // namespace attention
